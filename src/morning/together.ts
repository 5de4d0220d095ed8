import type { Morning, Told, Unheard } from "../domain/morning.js";
import { foremost } from "./moments.js";

/** Of a recording of years no more than this is remembered. */
const KEPT = 200;

/** Two pages as one, for who read neither: the last day's figures, and all that was new, worth a look or not heard. */
export function together(before: Morning | undefined, next: Morning): Morning {
  if (before === undefined) return next;
  const isLost = ({ id }: Told) => next.lost.some((one) => one.id === id);
  const isLearnt = ({ id }: Told) => next.learnt.some((one) => one.id === id);
  const neverTold = new Set(before.learnt.filter(isLost).map(({ id }) => id));
  return {
    ...{ from: before.from, to: next.to, electrodes: next.electrodes },
    learnt: [...before.learnt.filter((one) => !isLost(one)), ...next.learnt].slice(-KEPT),
    lost: [...before.lost.filter((one) => !isLearnt(one)), ...next.lost.filter(({ id }) => !neverTold.has(id))].slice(
      -KEPT,
    ),
    moments: foremost([...before.moments, ...next.moments]),
    unheard: joined([...before.unheard, ...next.unheard]).slice(-KEPT),
  };
}

/** What goes on over the end of a page is one. */
function joined(unheard: readonly Unheard[]): readonly Unheard[] {
  const all: Unheard[] = [];
  for (const one of unheard) {
    const same = all.findIndex(
      (other) => other.until === one.from && String(other.electrodes) === String(one.electrodes),
    );
    if (same < 0) all.push(one);
    else all[same] = { ...all[same]!, until: one.until };
  }
  return all;
}
