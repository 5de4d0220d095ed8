import { createHash } from "node:crypto";
import { type AndasError, isAndasError } from "../domain/errors.js";
import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import { type GoodCard, judgeCard } from "./judge-card.js";
import { type CardRead, readCard } from "./read-card.js";
import { CARD_NAMES, type CardContent } from "./written/content.js";
import { type Problem, WHOLE_FILE } from "./written/problem.js";

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
  return judgeRead(await readCard(options.folder, options.files), options.kinds);
}

/** Checks what was read. */
export function judgeRead(read: CardRead, kinds: readonly DeviceKind[]): LoadedCard {
  const { good, ...judged } = judgeCard(read.content, kinds, read.broken);
  const problems = [...read.problems, ...judged.problems];
  const { content, found } = read;
  return { problems, warnings: judged.warnings, content, found, ...(good && problems.length === 0 && { good }) };
}

/** As `readCard`, but a card that is not there at all is a bad one: a boot partition may fail to mount, and the node goes on. */
export async function readOrBlame(folder: string, files: Files): Promise<CardRead & { readonly blame?: AndasError }> {
  try {
    return await readCard(folder, files);
  } catch (error) {
    if (!isAndasError(error, "config")) throw error;
    return {
      content: { files: {}, beside: {} },
      broken: new Set(CARD_NAMES),
      problems: [{ file: folder, path: WHOLE_FILE, message: error.message }],
      found: [],
      blame: error,
    };
  }
}

/** The same for cards that say the same. It gives nothing away of what they say. */
export function printOf({ content, problems }: Pick<CardRead, "content" | "problems">): string {
  return createHash("sha256")
    .update(JSON.stringify([content, problems]))
    .digest("hex");
}
