import { join } from "node:path";
import { parseJsonText } from "../config/written/json-text.js";
import { messageOf } from "../domain/errors.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { catalogueOf } from "../language/catalogue-of.js";
import { replaceFile } from "../ports/atomic-file.js";
import type { TreeFiles } from "../ports/files.js";
import { BOOT_FILE, type BootCard, readBootCard } from "./boot-card.js";
import { blankPassword, isBlank } from "./secret.js";
import { systemFiles } from "./system-files.js";
import { boardId } from "./who-it-is.js";

export interface FirstBootParts {
  readonly files: TreeFiles;
  /** The card's folder. */
  readonly card: string;
  /** `/`, or a folder that is laid out like it. */
  readonly root: string;
  /** Where it keeps how far it came. */
  readonly state: string;
  /** Puts a file of the system in its place in one step, safe from a power cut. */
  readonly place: (path: string, text: string, mode: number) => Promise<void>;
}

/**
 * Tells the board what the card says: its names, network, time zone and who may log in. The password is in the system before it is
 * blanked on the card, and a note says so in between: at whatever moment the power goes, the next boot goes on from there. What was done
 * stands in BOOT.txt. Needs no network. False where boot.json is wrong: then nothing of it is taken, and the next boot tries again.
 */
export async function firstBoot(parts: FirstBootParts): Promise<boolean> {
  const { files, card, root, state, place } = parts;
  const id = (await boardId(files, root)) ?? "00000000";
  const { site, node, language } = await nameNode(files, card, `node-${id}`);
  const words = catalogueOf(language).firstBoot;
  const told = [words.title, "", words.isCalled({ site, node })];
  const path = `${card}/${BOOT_FILE}`;
  const text = await files.read(path);
  const kept = `${state}/secret-kept`;
  await files.makeFolder(state);
  let boot: BootCard;
  try {
    boot = text === undefined ? {} : readBootCard(text);
  } catch (error) {
    await tell(files, card, [...told, words.badCard(messageOf(error))]);
    return false;
  }
  const hostname = boot.hostname ?? `andas-${id}`;
  // What a power cut left of a password is none: the whole one is in the system. One that somebody wrote anew is.
  const { password } = boot.wifi ?? {};
  const cutOff = password?.startsWith("*") === true && (await files.read(kept)) !== undefined;
  const hasSecret = isBlank(password) || cutOff;
  for (const { path: at, text: content, secret } of systemFiles(boot, hostname))
    if (!(secret && hasSecret)) await place(join(root, at), content, secret ? 0o600 : 0o644);
  if (boot.timezone !== undefined)
    await files.linkTo(`/usr/share/zoneinfo/${boot.timezone}`, join(root, "etc/localtime"));
  await replaceFile(files, kept, "");
  if (text !== undefined) await blankPassword(files, path, text);
  await tell(files, card, [...told, ...tellings(boot, hostname, words)]);
  await replaceFile(files, `${state}/done`, "");
  await files.remove(kept);
  return true;
}

function tellings({ wifi, timezone, ssh }: BootCard, hostname: string, words: Catalogue["firstBoot"]): string[] {
  return [
    words.hostname(hostname),
    ...(timezone === undefined ? [] : [words.timezone(timezone)]),
    wifi === undefined ? words.noWifi : words.wifi(wifi),
    ...(wifi?.password === undefined ? [] : [words.secretMoved]),
    ssh === undefined ? words.nobodyMayLogIn : words.mayLogIn(ssh.authorized_keys.length),
    words.done,
  ];
}

/** Lines for whoever reads the card on a laptop: Windows' own editor knows these line ends too. */
function tell(files: TreeFiles, card: string, lines: readonly string[]): Promise<void> {
  return replaceFile(files, `${card}/BOOT.txt`, lines.map((line) => `${line}\r\n`).join(""));
}

/** Gives a node that has none a name of its own; one that somebody wrote on the card stays, and so does a file that is wrong. */
async function nameNode(files: TreeFiles, card: string, name: string) {
  const path = `${card}/node.json`;
  const text = await files.read(path);
  const read = text === undefined ? { value: { site: "grove" } } : parseJsonText(text);
  const { value } = read;
  const written: Record<string, unknown> = typeof value === "object" && value !== null ? { ...value } : {};
  if (read.fault === undefined && written.node === undefined)
    await replaceFile(files, path, `${JSON.stringify({ ...written, node: name }, null, 2)}\n`);
  const { site, node } = written;
  return {
    site: typeof site === "string" ? site : "?",
    node: typeof node === "string" ? node : name,
    language: written.language === "sv" ? ("sv" as const) : ("en" as const),
  };
}
