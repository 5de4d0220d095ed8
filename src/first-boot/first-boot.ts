import { join } from "node:path";
import { parseJsonText } from "../config/written/json-text.js";
import { messageOf } from "../domain/errors.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { catalogueOf } from "../language/catalogue-of.js";
import { replaceFile } from "../ports/atomic-file.js";
import type { TreeFiles } from "../ports/files.js";
import { BOOT_FILE, type BootCard, readBootCard } from "./boot-card.js";
import { brokerSecrets, type SecretFile } from "./broker-secrets.js";
import { blankSecrets, holdsSecret, isSecret } from "./secret.js";
import { sumsOf } from "./sums.js";
import { noLongerWanted, systemFiles } from "./system-files.js";
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
 * Tells the board what the card says: its names, network, time zone and who may log in. A secret is in the system before it is blanked on
 * the card, and a note says so in between: at whatever moment the power goes, the next boot goes on from there. What was done stands in
 * BOOT.txt. Needs no network. False where boot.json is wrong: then nothing of it is taken, and the next boot tries again.
 * @throws what the system says of a file that cannot be written; BOOT.txt says so too
 */
export async function firstBoot(parts: FirstBootParts): Promise<boolean> {
  const { files, card, root, state } = parts;
  const id = (await boardId(files, root)) ?? "00000000";
  const { site, node, language } = await nameNode(files, card, `node-${id}`);
  const words = catalogueOf(language).firstBoot;
  const told = [words.title, "", words.isCalled({ site, node })];
  const text = await files.read(`${card}/${BOOT_FILE}`);
  let boot: BootCard;
  try {
    boot = text === undefined ? {} : readBootCard(text);
  } catch (error) {
    await tell(files, card, [...told, words.badCard(messageOf(error))]);
    return false;
  }
  const hostname = boot.hostname ?? `andas-${id}`;
  const secrets = await brokerSecrets(files, card);
  try {
    await takeUp(parts, { boot, hostname, node, secrets });
    await tell(files, card, [...told, ...tellings(boot, { hostname, node, secrets }, words)]);
    await replaceFile(files, `${state}/done`, await sumsOf(files, card));
    await files.remove(`${state}/secrets-kept`);
  } catch (error) {
    await tell(files, card, [...told, words.failed(messageOf(error))]);
    throw error;
  }
  return true;
}

interface Wanted {
  readonly boot: BootCard;
  readonly hostname: string;
  readonly node: string;
  readonly secrets: readonly SecretFile[];
}

async function takeUp(parts: FirstBootParts, { boot, hostname, node, secrets }: Wanted): Promise<void> {
  const { files, card, root, state, place } = parts;
  await files.makeFolder(state);
  const allKept = `${state}/secrets-kept`;
  const kept = (await files.read(allKept)) !== undefined;
  for (const { path, text, secret, password } of systemFiles(boot, hostname, node)) {
    const isThere = password !== undefined && password !== "" && !isSecret(password, kept);
    if (!isThere) await place(join(root, path), text, secret ? 0o600 : 0o644);
  }
  for (const path of noLongerWanted(boot)) await files.remove(join(root, path));
  if (boot.timezone !== undefined)
    await files.linkTo(`/usr/share/zoneinfo/${boot.timezone}`, join(root, "etc/localtime"));
  for (const secret of secrets)
    if (holdsSecret(secret.text, kept)) await place(join(root, secret.kept), secret.text, 0o600);
  await replaceFile(files, allKept, "");
  await blankSecrets(files, `${card}/${BOOT_FILE}`);
  for (const { path } of secrets) await blankSecrets(files, path);
}

function tellings(
  { wifi, visit, timezone, ssh }: BootCard,
  { hostname, node, secrets }: Omit<Wanted, "boot">,
  words: Catalogue["firstBoot"],
): string[] {
  return [
    words.hostname(hostname),
    ...(timezone === undefined ? [] : [words.timezone(timezone)]),
    wifi === undefined ? words.noWifi : words.wifi(wifi),
    visit === undefined ? words.noAccessPoint : words.accessPoint(`andas-${node}`),
    ...(wifi?.password === undefined && visit === undefined ? [] : [words.secretMoved(BOOT_FILE)]),
    ...secrets.map(({ name }) => words.secretMoved(name)),
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
