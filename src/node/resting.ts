import type { DeviceInputs } from "../acquisition/device-inputs.js";
import type { Alerts } from "../actions/alerts.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import type { Rest } from "../breathing/rest/rest.js";
import { HaltWatch } from "../breathing/rest/safe-halt.js";
import type { Breath } from "../domain/breath.js";
import { messageOf } from "../domain/errors.js";
import type { HealthCheck, HealthFacts, HostReading } from "../domain/health.js";
import type { Halt, HaltReason } from "../domain/rest.js";
import { iso, type Seconds } from "../domain/time.js";
import type { HealthWords } from "../language/catalogue/health.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import { round } from "../protocol/json.js";

/** That the node goes off out of need, or would. */
const ALERT = "safe-halt";

export interface RestingParts {
  /** Absent where no board may be switched: in a replay, on simulated time, on a desk. */
  readonly rest: Rest | undefined;
  /** Ends the run, and switches the board off; absent where nobody may. */
  readonly halt: ((halt: Halt) => void) | undefined;
  readonly clock: Clock;
  readonly breath: Pick<BreathClock, "breath" | "awakeUntil">;
  readonly exhale: {
    /** Settles when nothing of an exhale is under way. */
    settled(): Promise<void>;
    /** Puts the state on the disk; says whether it lies there. */
    keep(): Promise<boolean>;
  };
  readonly inputs: Pick<DeviceInputs, "all">;
  readonly alerts: Pick<Alerts, "raise" | "clear">;
  readonly words: HealthWords;
  readonly log: Log;
}

/** The board's rest among the node's other affairs: down with the pause, off once all is told and kept, and off out of need. */
export class Resting {
  readonly #parts: RestingParts;
  readonly #watch = new HaltWatch();
  #halting = false;
  /** What it would go off for, as last told. */
  #need: HaltReason | undefined;

  constructor(parts: RestingParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    await this.#parts.rest?.start();
  }

  /** @param talks the last exhale wants the network */
  async stop(talks: boolean): Promise<void> {
    await this.#parts.rest?.stop(talks);
  }

  /** A phase began. */
  phase(pause: Breath): void {
    const { rest, clock, log } = this.#parts;
    if (rest === undefined) return;
    rest.phase(pause.phase);
    if (pause.phase !== "pause") return;
    clock
      .hold("the depth of the rest", this.#deepen(rest, pause))
      .catch((error: unknown) => log("error", `the board could not be sent to rest: ${messageOf(error)}`));
  }

  /** How the board is, once a breath: is it bad enough to go off for? */
  async hear(reading: HostReading, now: Seconds): Promise<void> {
    const { rest, alerts, words, halt, log } = this.#parts;
    const settings = rest?.settings.safeHalt;
    if (rest === undefined || settings === undefined || this.#halting) return;
    const need = this.#watch.read(reading, now, settings);
    if (need === undefined) {
      this.#need = undefined;
      alerts.clear(ALERT, now);
      return;
    }
    const wakes = await rest.wakesAfter(settings.returnsAfter);
    const goes = halt !== undefined && (wakes !== undefined || settings.withoutAlarm);
    const text = goes ? words.goesOff(need, wakes === undefined ? undefined : iso(wakes)) : words.staysOn(need);
    alerts.raise(ALERT, text, now);
    if (need !== this.#need || goes) log("warn", text);
    this.#need = need;
    if (!goes) return;
    this.#halting = true;
    halt({ reason: text, ...(wakes !== undefined && { wakes }) });
  }

  /** What is wrong with it, for `health`. */
  get checks(): readonly HealthCheck[] {
    const { rest, words } = this.#parts;
    const troubles = rest?.report().troubles ?? [];
    return troubles.map((trouble) => ({ name: "rest", status: "warning", text: words.restTrouble(trouble) }));
  }

  /** For `health`: what a rest is, and from which length on it would pay to be off. */
  get facts(): HealthFacts {
    const { rest } = this.#parts;
    if (rest === undefined) return {};
    const { depth, because, breakEven, figures, alarm } = rest.report();
    const { idleWatts, offWatts, bootJoules } = figures;
    return {
      rest: {
        depth,
        because: because ?? null,
        break_even_s: Number.isFinite(breakEven) ? round(breakEven, 1) : null,
        idle_w: idleWatts ?? null,
        off_w: offWatts ?? null,
        boot_j: bootJoules ?? null,
        alarm: alarm ?? null,
      },
    };
  }

  /** Not before the exhale is over: what the broker has not got yet is told first. */
  async #deepen(rest: Rest, pause: Breath): Promise<void> {
    const { breath, exhale, inputs, halt } = this.#parts;
    await exhale.settled();
    const lasts = () => breath.breath?.phase === "pause" && breath.awakeUntil === undefined && !this.#halting;
    if (halt === undefined || !lasts()) return;
    const heard = inputs.all.some(
      ({ listening, electrodes, covariates }) => listening !== "inhale" && electrodes.length + covariates.length > 0,
    );
    const until = breath.breath?.until ?? pause.until;
    const off = await rest.deepen({
      until,
      held: breath.awakeUntil !== undefined,
      heard,
      keep: () => exhale.keep(),
      lasts,
    });
    if (off === undefined) return;
    this.#halting = true;
    halt(off);
  }
}
