import type { Seconds, TimeQuality } from "../../domain/time.js";
import type { Contents } from "./contents.js";
import type { Entry } from "./entries.js";
import { LEAST, longestWait, type OutboxBounds } from "./policy.js";

/** Drops what has waited too long. Where a clock cannot be believed, no wait is long. */
export function dropOld(contents: Contents, now: Seconds, quality: TimeQuality): void {
  if (quality === "floor") return;
  for (const entry of contents.entries.after())
    if (entry.fate === "waiting" && entry.isTimed && now - entry.at > longestWait(entry.rank)) contents.drop(entry);
}

/** Drops what there is no room for on the disk. */
export function dropOverflow(contents: Contents, { waiting }: OutboxBounds): void {
  const { entries } = contents;
  if (entries.waitingBytes > waiting) dropLeast(contents, () => entries.waitingBytes <= waiting);
}

/** Drops what there is no room for in memory, while the disk takes nothing: well below the bound, so that it is not done with each message. */
export function dropFromMemory(contents: Contents, { memory }: OutboxBounds): void {
  if (contents.unkeptBytes <= memory) return;
  contents.forgetSentInMemory();
  const isEnough = () => contents.unkeptBytes <= 0.9 * memory;
  dropLeast(contents, isEnough, ({ json }) => json !== undefined);
}

/** The least important first, and of these the oldest. */
function dropLeast(contents: Contents, isEnough: () => boolean, which: (entry: Entry) => boolean = () => true): void {
  for (let rank = LEAST; rank >= 0; rank--)
    for (const entry of contents.entries.after()) {
      if (isEnough()) return;
      if (entry.fate === "waiting" && entry.rank === rank && which(entry)) contents.drop(entry);
    }
}
