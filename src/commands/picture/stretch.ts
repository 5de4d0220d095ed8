import { AndasError } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";
import type { Options } from "../cli/options.js";
import type { Extent } from "./kept.js";

/** What is drawn of a recording. */
export interface Stretch {
  readonly from: Seconds;
  readonly to: Seconds;
}

/**
 * The stretch that `--from` and `--to` ask for: as long as usual unless they say more.
 * @param begin where it begins if they say nothing
 * @throws AndasError `usage` where nothing was recorded
 */
export function stretch(options: Options, { start, end }: Extent, usual: Seconds, begin: () => Seconds): Stretch {
  const from = options.number("from");
  const to = options.number("to");
  if (from === undefined && to === undefined) {
    const at = begin();
    // A recording of one row is drawn as well.
    return { from: at, to: Math.max(Math.min(at + usual, end), at + 1) };
  }
  const first = from ?? Math.max(start, to! - usual);
  const last = to ?? Math.min(end, first + usual);
  if (first < last && first < end && last > start) return { from: first, to: last };
  throw new AndasError("usage", `--from and --to: nothing was recorded there; it goes from ${start} to ${end} s`);
}
