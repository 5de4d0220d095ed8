import type { NeighbourBreath } from "../../../domain/neighbour.js";
import type { Seconds } from "../../../domain/time.js";

/** More are not minded: whoever floods takes no memory, and those that were there first stay. */
const MOST = 32;
/** Only who breathes as long as we do can be staggered with. */
const ALIKE = 0.02;
/**
 * A neighbour whose last word of its next inhale is of so many breaths ago is lost. It was heard at our last exhale, a breath ago, and may have
 * been a breath old by then: who forgets it sooner loses those that inhale just before it exhales.
 */
const LOST = 2.2;
/** Whoever is moved by its neighbours moves by their bound and a little, its clock included. */
const SLACK: Seconds = 5;
/** What one said that its last word did not foresee costs it so many breaths of being minded. */
const DOUBTED = 4;
/** Nobody knows more than this ahead when it next inhales: whoever says so has another day. In breaths. */
const AHEAD = 2;

interface Known {
  readonly said: NeighbourBreath;
  /** Not minded before it has kept its word so many times more. */
  readonly doubted: number;
}

/**
 * When the neighbours inhale, as they said last. Who said last time when it would inhale, and now says something that its rhythm cannot
 * make of that, is not minded until it has kept its word for a while. `mostShift`: by how much an honest one moves in a breath.
 */
export class GroveNeighbours {
  readonly #known = new Map<string, Known>();
  readonly #mostShift: Seconds;

  constructor(mostShift: Seconds = Number.POSITIVE_INFINITY) {
    this.#mostShift = mostShift;
  }

  /** Takes what one said, if it can be true. */
  hear(said: NeighbourBreath, now: Seconds): void {
    const { node, nextWake, length } = said;
    if (!(length > 0) || !isPossible(nextWake, length, now)) {
      this.#known.delete(node);
      return;
    }
    for (const [other, { said: its }] of this.#known)
      if (!isPossible(its.nextWake, its.length, now)) this.#known.delete(other);
    const before = this.#known.get(node);
    if (before?.said.nextWake === nextWake && before.said.length === length) return;
    if (before !== undefined || this.#known.size < MOST)
      this.#known.set(node, {
        said,
        doubted: before === undefined ? 0 : this.#doubts(before, said),
      });
  }

  /** Of those that are there, keep their word and breathe as long as we do: when they inhale. */
  inStep(length: Seconds, now: Seconds): readonly NeighbourBreath[] {
    return [...this.#known.values()].flatMap(({ said, doubted }) => {
      const isThere = Math.abs(said.length / length - 1) <= ALIKE && isPossible(said.nextWake, said.length, now);
      return isThere && doubted === 0 ? [said] : [];
    });
  }

  /** An inhale comes whole breaths after the one that was said last, moved in each of them by the bound at most. */
  #doubts({ said: before, doubted }: Known, said: NeighbourBreath): number {
    const later = said.nextWake - before.nextWake;
    const breaths = Math.max(1, Math.round(later / before.length));
    const off = Math.abs(later - breaths * before.length);
    if (off <= breaths * this.#mostShift + SLACK) return Math.max(0, doubted - 1);
    return DOUBTED;
  }
}

function isPossible(nextWake: Seconds, length: Seconds, now: Seconds): boolean {
  return nextWake >= now - LOST * length && nextWake <= now + AHEAD * length;
}
