import { join } from "node:path";
import { AndasError, isAndasError, messageOf } from "../domain/errors.js";
import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import { BUILT_IN_CARD } from "./built-in-card.js";
import { type GoodCard, judgeCard } from "./judge-card.js";
import { removeText, replaceText } from "./kept-file.js";
import { readLastGood, saveLastGood } from "./last-good.js";
import { type LoadedCard, loadCard } from "./load-card.js";
import { type Problem, printProblem, WHOLE_FILE } from "./written/problem.js";

export interface ResolveOptions {
  /** The card's folder; undefined for the built-in card. */
  readonly folder: string | undefined;
  /** Where the last good card is kept; undefined for a run that leaves no trace, neither there nor on the card. */
  readonly stateFolder: string | undefined;
  readonly files: Files;
  readonly kinds: readonly DeviceKind[];
  readonly log: Log;
}

/** What a node lives by. */
export interface ResolvedCard extends GoodCard {
  readonly source: "card" | "last-good" | "built-in";
  /** True when the card is bad and the last good one is in force instead. */
  readonly fallback: boolean;
  /** What is wrong with the card; empty unless `fallback`. */
  readonly problems: readonly Problem[];
}

/**
 * The configuration to live by: the card's, or, when that is bad, the last good one. The card is told what it is: a bad one gets
 * `ERRORS.txt`, and `EFFECTIVE.json` echoes what is in force. A card that cannot be written is fine; it is only logged.
 * @throws AndasError `config` when the card is bad and no good one is kept.
 */
export async function resolveCard(options: ResolveOptions): Promise<ResolvedCard> {
  const { folder, stateFolder, files, kinds, log } = options;
  if (folder === undefined) return { ...builtIn(kinds), source: "built-in", fallback: false, problems: [] };
  const card = await loadOrBlame(folder, files, kinds);
  const { problems } = card;
  const kept = stateFolder === undefined || card.good ? undefined : await lastGood(files, stateFolder, kinds, log);
  const inForce = card.good ?? kept;
  if (stateFolder !== undefined) {
    if (card.good)
      await attempt(log, "keep the card as the last good one", () => saveLastGood(files, stateFolder, card.content));
    if (!card.blame) await tellCard(folder, { problems, inForce, files, log });
  }
  if (inForce === undefined) throw card.blame ?? refusal(folder, problems);
  for (const problem of problems) log("error", printProblem(problem));
  for (const warning of card.warnings) log("warn", printProblem(warning));
  if (!card.good) log("error", `the card ${folder} is bad: the last good configuration is in force until it is mended`);
  return { ...inForce, source: card.good ? "card" : "last-good", fallback: !card.good, problems };
}

function builtIn(kinds: readonly DeviceKind[]): GoodCard {
  const { good, problems } = judgeCard(BUILT_IN_CARD, kinds);
  if (good) return good;
  throw new AndasError("internal", `the built-in card does not fit: ${problems.map(printProblem).join("; ")}`);
}

type Blamed = Pick<LoadedCard, "problems" | "warnings" | "content"> & { good?: GoodCard; blame?: AndasError };

/** A card that is not there at all is a bad one too: a boot partition may fail to mount, and the node goes on. */
async function loadOrBlame(folder: string, files: Files, kinds: readonly DeviceKind[]): Promise<Blamed> {
  try {
    return await loadCard({ folder, files, kinds });
  } catch (error) {
    if (!isAndasError(error, "config")) throw error;
    const problem = { file: folder, path: WHOLE_FILE, message: error.message };
    return { problems: [problem], warnings: [], content: { files: {}, beside: {} }, blame: error };
  }
}

async function lastGood(
  files: Files,
  stateFolder: string,
  kinds: readonly DeviceKind[],
  log: Log,
): Promise<GoodCard | undefined> {
  const content = await attempt(log, "read the last good configuration", () => readLastGood(files, stateFolder));
  if (content === undefined) return undefined;
  const { good, problems } = judgeCard(content, kinds);
  if (!good)
    log("error", `the last good configuration does not fit this version: ${problems.map(printProblem).join("; ")}`);
  return good;
}

async function tellCard(
  folder: string,
  about: { problems: readonly Problem[]; inForce: GoodCard | undefined; files: Files; log: Log },
): Promise<void> {
  const { problems, inForce, files, log } = about;
  const errors = join(folder, "ERRORS.txt");
  await attempt(log, `write ${errors}`, async () => {
    if (problems.length === 0) await removeText(files, errors);
    else await replaceText(files, errors, errorsText(problems, inForce !== undefined));
  });
  if (inForce === undefined) return;
  const effective = join(folder, "EFFECTIVE.json");
  await attempt(log, `write ${effective}`, () => replaceText(files, effective, inForce.effective));
}

function errorsText(problems: readonly Problem[], lives: boolean): string {
  const meanwhile = lives
    ? "The node runs on the last good configuration until this is mended."
    : "The node cannot start until this is mended.";
  return [`This card is not in order. ${meanwhile}`, "", ...problems.map(printProblem), ""].join("\n");
}

function refusal(folder: string, problems: readonly Problem[]): AndasError {
  const [first, ...others] = problems.map(printProblem);
  const more = others.length === 0 ? "" : ` (and ${others.length} more: andas check --config ${folder})`;
  return new AndasError("config", `the card ${folder} is bad and no good one is kept: ${first}${more}`);
}

/** What may fail without stopping the node: it is said, and life goes on. */
async function attempt<T>(log: Log, what: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    log("warn", `could not ${what}: ${messageOf(error)}`);
    return undefined;
  }
}
