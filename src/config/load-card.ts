import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import { type GoodCard, judgeCard } from "./judge-card.js";
import { readCard } from "./read-card.js";
import type { CardContent } from "./written/content.js";
import type { Problem } from "./written/problem.js";

/** A card as it was found: good, or with everything that is wrong with it. */
export interface LoadedCard {
  readonly problems: readonly Problem[];
  /** What is not wrong, but probably not meant. */
  readonly warnings: readonly Problem[];
  /** Only when there is no problem. */
  readonly good?: GoodCard;
  /** What was written, as far as it could be read. Holds secrets. */
  readonly content: CardContent;
  /** Names of the card's files that were found. */
  readonly found: readonly string[];
}

/**
 * Reads and checks a card; writes nothing.
 * @throws AndasError `config` when there is no such folder.
 */
export async function loadCard(options: {
  readonly folder: string;
  readonly files: Files;
  readonly kinds: readonly DeviceKind[];
}): Promise<LoadedCard> {
  const read = await readCard(options.folder, options.files);
  const { good, ...judged } = judgeCard(read.content, options.kinds, read.broken);
  const problems = [...read.problems, ...judged.problems];
  const { content, found } = read;
  return { problems, warnings: judged.warnings, content, found, ...(good && problems.length === 0 && { good }) };
}
