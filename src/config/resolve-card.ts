import { AndasError } from "../domain/errors.js";
import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import { BUILT_IN_CARD } from "./built-in-card.js";
import { type GoodCard, judgeCard } from "./judge-card.js";
import { readLastGood, saveLastGood } from "./last-good.js";
import { judgeRead, printOf, readOrBlame } from "./load-card.js";
import { attempt, tellCard } from "./tell-card.js";
import type { CardContent } from "./written/content.js";
import { type Problem, printProblem } from "./written/problem.js";

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
  /** What is in force, as it was written. Holds secrets. */
  readonly content: CardContent;
  /** Of the card as it was found: by this it is known whether it has changed since (see `printOf`). */
  readonly print: string;
}

/**
 * The configuration to live by: the card's, or, when that is bad, the last good one. The card is told what it is: a bad one gets
 * `ERRORS.txt`, and `EFFECTIVE.json` echoes what is in force. A card that cannot be written is fine; it is only logged.
 * @throws AndasError `config` when the card is bad and no good one is kept.
 */
export async function resolveCard(options: ResolveOptions): Promise<ResolvedCard> {
  const { folder, stateFolder, files, kinds, log } = options;
  if (folder === undefined) return builtIn(kinds);
  const read = await readOrBlame(folder, files);
  const card = judgeRead(read, kinds);
  const { problems } = card;
  const own = card.good && { ...card.good, content: card.content };
  const inForce = own ?? (stateFolder === undefined ? undefined : await lastGood(files, stateFolder, kinds, log));
  if (stateFolder !== undefined) {
    if (card.good)
      await attempt(log, "keep the card as the last good one", () => saveLastGood(files, stateFolder, card.content));
    if (!read.blame) await tellCard(folder, { problems, inForce, files, log });
  }
  if (inForce === undefined) throw read.blame ?? refusal(folder, problems);
  for (const problem of problems) log("error", printProblem(problem));
  for (const warning of card.warnings) log("warn", printProblem(warning));
  if (!card.good) log("error", `the card ${folder} is bad: the last good configuration is in force until it is mended`);
  const source = card.good ? "card" : "last-good";
  return { ...inForce, source, fallback: !card.good, problems, print: printOf(read) };
}

function builtIn(kinds: readonly DeviceKind[]): ResolvedCard {
  const content = BUILT_IN_CARD;
  const { good, problems } = judgeCard(content, kinds);
  if (good)
    return { ...good, content, source: "built-in", fallback: false, problems, print: printOf({ content, problems }) };
  throw new AndasError("internal", `the built-in card does not fit: ${problems.map(printProblem).join("; ")}`);
}

async function lastGood(
  files: Files,
  stateFolder: string,
  kinds: readonly DeviceKind[],
  log: Log,
): Promise<(GoodCard & { readonly content: CardContent }) | undefined> {
  const content = await attempt(log, "read the last good configuration", () => readLastGood(files, stateFolder));
  if (content === undefined) return undefined;
  const { good, problems } = judgeCard(content, kinds);
  if (!good)
    log("error", `the last good configuration does not fit this version: ${problems.map(printProblem).join("; ")}`);
  return good && { ...good, content };
}

function refusal(folder: string, problems: readonly Problem[]): AndasError {
  const [first, ...others] = problems.map(printProblem);
  const more = others.length === 0 ? "" : ` (and ${others.length} more: andas check --config ${folder})`;
  return new AndasError("config", `the card ${folder} is bad and no good one is kept: ${first}${more}`);
}
