import { HOUR, MINUTE, type Seconds } from "../domain/time.js";

const FAST: Seconds = 10 * MINUTE;
const SLOW: Seconds = 3 * HOUR;
/** Semitones at most, either way. */
const MOST = 1.5;

interface Level {
  at: Seconds;
  fast: number;
  slow: number;
  spread: number;
}

/** Where the level of each electrode drifts to: the mean of the last ten minutes against that of the last three hours, by its usual distance. */
export class Drift {
  readonly #levels = new Map<string, Level>();

  addSample(electrode: string, at: Seconds, mv: number): void {
    if (Number.isNaN(mv)) return;
    const level = this.#levels.get(electrode);
    if (level === undefined) {
      this.#levels.set(electrode, { at, fast: mv, slow: mv, spread: 0 });
      return;
    }
    const step = Math.max(0, at - level.at);
    level.at = at;
    level.fast += (mv - level.fast) * Math.min(1, step / FAST);
    level.slow += (mv - level.slow) * Math.min(1, step / SLOW);
    level.spread += (Math.abs(level.fast - level.slow) - level.spread) * Math.min(1, step / SLOW);
  }

  /** In semitones, −1.5 to 1.5; 0 of an electrode that was never heard. */
  bend(electrode: string): number {
    const level = this.#levels.get(electrode);
    if (level === undefined || !(level.spread > 0)) return 0;
    return MOST * Math.tanh((level.fast - level.slow) / (2 * level.spread));
  }
}
