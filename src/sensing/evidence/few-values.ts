import { HOUR, type Seconds } from "../../domain/time.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";

/** A signal that lives shows a third value within so long. */
const WITHIN: Seconds = HOUR;

/**
 * Is an electrode dead? A short circuit, a stuck or railed converter and one that toggles between two steps have this in common: for
 * an hour they show no more than two values. From the first sample on, so that nothing dead is ever heard.
 */
export class FewValues implements Persistent {
  /** The two latest different values, the later one first. */
  #value = Number.NaN;
  #other = Number.NaN;
  /** When a value came that was neither of them. */
  #thirdAt: Seconds = Number.NaN;

  /** @param mv NaN where nothing was measured */
  push(at: Seconds, mv: number): void {
    if (Number.isNaN(mv) || mv === this.#value) return;
    if (mv !== this.#other && !Number.isNaN(this.#other)) this.#thirdAt = at;
    this.#other = this.#value;
    this.#value = mv;
  }

  isDead(now: Seconds): boolean {
    return !(Math.abs(now - this.#thirdAt) <= WITHIN);
  }

  persist(snapshot: Snapshot): void {
    this.#value = snapshot.number("value", this.#value);
    this.#other = snapshot.number("other", this.#other);
    this.#thirdAt = snapshot.number("thirdAt", this.#thirdAt);
  }
}
