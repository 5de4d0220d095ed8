import type { NeighbourBreath } from "../../../domain/neighbour.js";
import type { Seconds } from "../../../domain/time.js";

/** More are not minded: whoever floods takes no memory, and those that were there first stay. */
const MOST = 32;
/** Only who breathes as long as we do can be staggered with. */
const ALIKE = 0.02;
/** A neighbour that has not told of its next breath so many breaths after the last one is lost. */
const LOST = 1.2;
/** Nobody knows more than this ahead when it next inhales: whoever says so has another day. In breaths. */
const AHEAD = 2;

/** When the neighbours inhale, as they said last. */
export class GroveNeighbours {
  readonly #breaths = new Map<string, NeighbourBreath>();

  /** Takes what one said, if it can be true. */
  hear(said: NeighbourBreath, now: Seconds): void {
    const { node, nextWake, length } = said;
    if (!(length > 0) || !isPossible(nextWake, length, now)) {
      this.#breaths.delete(node);
      return;
    }
    for (const [other, { nextWake: wake, length: its }] of this.#breaths)
      if (!isPossible(wake, its, now)) this.#breaths.delete(other);
    if (this.#breaths.has(node) || this.#breaths.size < MOST) this.#breaths.set(node, said);
  }

  /** Of those that are there and breathe as long as we do, by name: when they inhale. */
  inStep(length: Seconds, now: Seconds): readonly NeighbourBreath[] {
    return [...this.#breaths.values()].filter(
      (one) => Math.abs(one.length / length - 1) <= ALIKE && isPossible(one.nextWake, one.length, now),
    );
  }
}

function isPossible(nextWake: Seconds, length: Seconds, now: Seconds): boolean {
  return nextWake >= now - LOST * length && nextWake <= now + AHEAD * length;
}
