import type { Seconds } from "../../domain/time.js";
import type { Onset } from "../slots/onset.js";
import type { OnsetLists } from "./onsets.js";

/** What moves electrodes within so long of each other is one movement of all. */
const AT_ONCE: Seconds = 3;

/** The moment in which most electrodes began at once: one onset of each of them; of two such moments, the later one. */
export function mostAtOnce(heard: OnsetLists): readonly Onset[] {
  let best: readonly Onset[] = [];
  for (const first of heard.flat().toSorted((a, b) => a.at - b.at)) {
    const together = heard.flatMap((onsets) => {
      const near = onsets.find(({ at }) => at >= first.at && at <= first.at + AT_ONCE);
      return near === undefined ? [] : [near];
    });
    if (together.length >= best.length) best = together;
  }
  return best;
}
