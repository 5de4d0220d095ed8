import type { Seconds } from "../../../domain/time.js";

/** So many electrodes are remembered, and of each its latest onsets: a few kilobytes, whatever comes in. */
const ELECTRODES = 16;
const EACH = 128;

/** When life began on each electrode, lately. Bounded: an electrode that chatters pushes out its own past and nobody else's. */
export class Onsets {
  readonly #times = new Map<string, Seconds[]>();

  /** `kept`: the `list` of an earlier run. */
  constructor(kept: Readonly<Record<string, readonly Seconds[]>> = {}) {
    for (const [electrode, times] of Object.entries(kept)) for (const at of times) this.add(electrode, at);
  }

  /** Onsets may come a little out of order, for a glyph is named when it has ended. The same one twice counts once. */
  add(electrode: string, at: Seconds): void {
    if (!Number.isFinite(at)) return;
    const times = this.#of(electrode);
    if (times === undefined) return;
    let place = times.length;
    while (place > 0 && times[place - 1]! > at) place--;
    if (times[place - 1] === at) return;
    times.splice(place, 0, at);
    if (times.length > EACH) times.shift();
  }

  /** By electrode, rising. */
  get all(): Iterable<readonly Seconds[]> {
    return this.#times.values();
  }

  /** To be kept with the state: whole seconds do. */
  get list(): Readonly<Record<string, readonly Seconds[]>> {
    return Object.fromEntries([...this.#times].map(([electrode, times]) => [electrode, times.map(Math.round)]));
  }

  /** The first of all that are remembered. */
  get first(): Seconds | undefined {
    const firsts = [...this.#times.values()].flatMap((times) => times.slice(0, 1));
    return firsts.length > 0 ? Math.min(...firsts) : undefined;
  }

  /** The node's time was wrong by so much. */
  moved(shift: Seconds): void {
    for (const times of this.#times.values()) for (let i = 0; i < times.length; i++) times[i]! += shift;
  }

  /** What lies ahead of the present comes of a clock that was wrong. */
  forgetAfter(now: Seconds): void {
    for (const times of this.#times.values()) while (times.length > 0 && times.at(-1)! > now) times.pop();
  }

  #of(electrode: string): Seconds[] | undefined {
    const known = this.#times.get(electrode);
    if (known !== undefined || this.#times.size >= ELECTRODES) return known;
    const times: Seconds[] = [];
    this.#times.set(electrode, times);
    return times;
  }
}
