import { z } from "zod";
import type { Alerts } from "../actions/alerts.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import { iso, type Seconds, spoken, type TimeQuality } from "../domain/time.js";
import type { TimeCorrection } from "../domain/time-correction.js";
import type { Log } from "../ports/log.js";
import type { Section } from "../ports/section.js";

/** So many are remembered: messages that wait longer than so many runs were told of before. */
const KEPT = 16;

const QUALITY = z.enum(["ntp", "rtc", "floor", "simulated"]);

/** As the disk has them. */
export const TIME_CORRECTIONS: z.ZodType<readonly TimeCorrection[]> = z.array(
  z.object({ boot: z.number(), at: z.number(), shift: z.number(), was: QUALITY, is: QUALITY }),
);

/** A clock that can be told what its system's time is worth by now. Gives by how much it moved. */
export interface SettlingClock {
  readonly quality: TimeQuality;
  now(): Seconds;
  settle(quality: TimeQuality): Seconds;
}

export interface TimekeeperParts {
  /** Absent in simulated time, which is never wrong. */
  readonly clock?: SettlingClock;
  /** What the system's time is worth now. */
  readonly quality?: () => Promise<TimeQuality>;
  readonly boot: Section<number>;
  readonly corrections: Section<readonly TimeCorrection[]>;
  readonly breath: Pick<BreathClock, "moved">;
  readonly alerts: Pick<Alerts, "moved">;
  readonly log: Log;
}

/**
 * Sees when the true time arrives, hours after a power cut or never. What was stamped with a worse one in this run is corrected once: the
 * breath and the standing alerts here, the messages that wait when they are sent.
 */
export class Timekeeper {
  readonly #parts: TimekeeperParts;
  readonly #began: Seconds;

  constructor(parts: TimekeeperParts) {
    this.#parts = parts;
    this.#began = parts.clock?.now() ?? 0;
  }

  /** Once a breath, before anything is told. */
  async look(): Promise<void> {
    const { clock, quality, boot, corrections, breath, alerts, log } = this.#parts;
    if (clock === undefined || quality === undefined) return;
    const was = clock.quality;
    const shift = clock.settle(await quality());
    if (shift !== 0) breath.moved(shift);
    // The same clock went on elsewhere (the computer slept, somebody set it): what was said before was right when it was said.
    if (was === clock.quality) return;
    const correction = { boot: boot.value, at: clock.now(), shift, was, is: clock.quality };
    corrections.value = [...corrections.value, correction].slice(-KEPT);
    if (shift === 0) return; // it was right, and is worth more now
    alerts.moved(this.#began, shift);
    const by = `${spoken(shift)} ${shift > 0 ? "behind" : "ahead"}`;
    log(
      "warn",
      `the time was ${by}: it is ${iso(clock.now())} (${clock.quality}), and what was told before is corrected`,
    );
  }
}
