import type { Breath, Phase } from "../domain/breath.js";
import type { Spike } from "../domain/spike.js";
import { HOUR, type Seconds } from "../domain/time.js";
import type { BreathSpan } from "../domain/voice.js";

/** What was inhaled longer ago than this is not told any more. The model's own memory, of tokens in which it was awake, goes further back. */
export const REMEMBERED: Seconds = 3 * HOUR;
/** Breaths are kept a little longer: a spike is known after its onset. */
const KEPT: Seconds = 4 * HOUR;

/** The latest breaths, and which spikes began in an inhale of theirs. */
export class Breaths {
  #spans: BreathSpan[] = [];

  /** Every phase as it begins, or is told again. */
  add(breath: Breath): void {
    const { cycle, phase, since, until, ahead } = breath;
    const latest = this.#spans.pop();
    const before = latest?.cycle === cycle ? latest : undefined;
    // An early inhale cuts the breath before it short.
    if (latest !== undefined && before === undefined) this.#spans.push(cutAt(since, latest));
    const told = [{ phase, since, until }, ...ahead.filter((one) => one.cycle === cycle)];
    const began = (wanted: Phase, known: Seconds | undefined) => {
      const found = told.find((one) => one.phase === wanted);
      return found?.since ?? (known !== undefined && known <= since ? known : undefined);
    };
    const end = told.at(-1)?.until ?? until;
    const pause = began("pause", before?.pause) ?? end;
    const exhale = began("exhale", before?.exhale) ?? pause;
    const hold = began("hold", before?.hold) ?? exhale;
    const start = before?.start ?? since;
    this.#spans.push({ cycle, start, hold, exhale, pause });
    while (this.#spans.length > 0 && this.#spans[0]!.pause < since - KEPT) this.#spans.shift();
  }

  /** The one that goes on. */
  get now(): BreathSpan | undefined {
    return this.#spans.at(-1);
  }

  /** Where a spike was inhaled: at its onset; else at its peak, where an inhale began on its way up. */
  caught({ onset, peak }: Spike): { at: Seconds; caught: "onset" | "peak"; breath: BreathSpan } | undefined {
    const breath = this.#inhaleAt(onset);
    if (breath !== undefined) return { at: onset, caught: "onset", breath };
    const later = this.#inhaleAt(peak);
    return later && { at: peak, caught: "peak", breath: later };
  }

  #inhaleAt(at: Seconds): BreathSpan | undefined {
    return this.#spans.find(({ start, hold }) => start <= at && at < hold);
  }
}

function cutAt(at: Seconds, { cycle, start, hold, exhale, pause }: BreathSpan): BreathSpan {
  const by = (time: Seconds) => Math.min(time, at);
  return { cycle, start, hold: by(hold), exhale: by(exhale), pause: by(pause) };
}
