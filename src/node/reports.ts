import type { DeviceInputs } from "../acquisition/device-inputs.js";
import type { ElectrodeCare } from "../acquisition/electrode-care.js";
import type { Mutes } from "../actions/mutes.js";
import type { Withdrawal } from "../actions/withdrawal.js";
import type { AttentionState } from "../attention/state/state.js";
import { summary } from "../attention/summary.js";
import type { BreathCalls } from "../breathing/breath-calls.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import type { EnergyLedger } from "../breathing/energy/energy-ledger.js";
import type { HealthCheck, HealthFacts, HostReading } from "../domain/health.js";
import type { Facts, Noticed } from "../domain/percept.js";
import { iso, type Seconds } from "../domain/time.js";
import type { TimeCorrection } from "../domain/time-correction.js";
import type { Clock } from "../ports/clock.js";
import type { Section } from "../ports/section.js";
import { round } from "../protocol/json.js";
import { calibrationFacts, contactFacts } from "../protocol/payloads/electrode-care.js";
import { energyFacts } from "../protocol/payloads/energy.js";
import { healthBody, outboxFacts } from "../protocol/payloads/health.js";
import { lastBody, lastCovariateBody } from "../protocol/payloads/last.js";
import { threadsBody } from "../protocol/payloads/threads.js";
import { HostSense } from "../sensing/percepts/host-sense.js";
import type { ReadingService } from "../spiralformer/reading-service.js";
import type { RawRing } from "../storage/ring/raw-ring.js";
import type { SavedSections } from "../storage/sections.js";
import type { StateStore } from "../storage/state-store.js";
import type { Resting } from "./resting.js";
import type { RulesInForce } from "./rules-in-force.js";
import type { Uplink } from "./uplink.js";

export interface ReportsParts {
  readonly clock: Clock;
  /** Absent in a node without a sense of its board. */
  readonly host: (() => Promise<HostReading>) | undefined;
  readonly notice: (noticed: Noticed) => void;
  readonly uplink: Uplink | undefined;
  readonly inputs: DeviceInputs;
  readonly attention: Section<AttentionState>;
  readonly rules: RulesInForce;
  readonly boot: Section<number>;
  readonly corrections: Section<readonly TimeCorrection[]>;
  readonly reading: ReadingService;
  readonly breath: Pick<BreathClock, "wakeups">;
  /** Who minds how much is left of the battery. */
  readonly calls: Pick<BreathCalls, "hear">;
  readonly store: StateStore<SavedSections>;
  readonly mutes: Mutes;
  readonly withdrawal: Withdrawal;
  readonly raw: RawRing | undefined;
  readonly care: Pick<ElectrodeCare, "all">;
  readonly resting: () => Pick<Resting, "hear" | "facts" | "checks">;
  readonly energy: EnergyLedger | undefined;
}

/** Before anything is told: how is the board, and what stands on the broker (`last/…`, `threads`, `health`)? Anew with every exhale. */
export class Reports {
  readonly #parts: ReportsParts;
  readonly #hostSense: HostSense;
  #health: Facts = { status: "unknown", checks: [] };

  constructor(parts: ReportsParts) {
    this.#parts = parts;
    this.#hostSense = new HostSense(parts.rules.current.words.health);
  }

  async make(): Promise<void> {
    const { clock, host, notice, uplink, resting } = this.#parts;
    const now = clock.now();
    const reading = (await host?.()) ?? {};
    if (host !== undefined) for (const noticed of this.#hostSense.read(reading, now)) notice(noticed);
    await resting().hear(reading, now);
    if (reading.battery !== undefined) this.#parts.energy?.battery(reading.battery);
    if (reading.battery !== undefined) this.#parts.calls.hear({ kind: "battery", left: reading.battery });
    if (uplink === undefined) return;
    this.#electrodes(uplink, now);
    this.#threads(uplink, now);
    this.#tellHealth(uplink, reading, now);
  }

  /** The outbox was sent: what still waits is told, which was all of this breath's a moment ago. */
  sent(): void {
    const { uplink } = this.#parts;
    if (uplink === undefined || this.#health.outbox === undefined) return;
    this.#health = { ...this.#health, outbox: outboxFacts(uplink.report()) };
    uplink.retain({ kind: "health" }, this.#health);
  }

  /** How the node is, as it was told last. */
  get health(): Facts {
    return this.#health;
  }

  /** Of its board, what did not go well. */
  get troubles(): readonly HealthCheck[] {
    return this.#hostSense.checks.filter(({ status }) => status === "warning" || status === "critical");
  }

  #electrodes(uplink: Uplink, now: Seconds): void {
    for (const input of this.#parts.inputs.all) {
      for (const { electrode, last, glyph } of input.electrodes) {
        const { rate } = input.description;
        uplink.retain(
          { kind: "last", name: electrode.name },
          lastBody({ value: last, rate, at: now, ...(glyph && { glyph: glyph.name }) }),
        );
      }
      for (const { covariate, last } of input.covariates) {
        const { name, quantity } = covariate;
        const { rate } = input.description;
        uplink.retain({ kind: "last", name }, lastCovariateBody({ quantity, value: last, rate, at: now }));
      }
    }
  }

  #threads(uplink: Uplink, now: Seconds): void {
    const { attention, rules } = this.#parts;
    uplink.retain({ kind: "threads" }, threadsBody(summary(attention.value, now, rules.current)));
  }

  #tellHealth(uplink: Uplink, host: HostReading, now: Seconds): void {
    const { reading, breath, inputs, store, boot, mutes, withdrawal, corrections, raw, care, energy } = this.#parts;
    const resting = this.#parts.resting();
    const facts = {
      ...reading.facts,
      wakeups: { breath: breath.wakeups, listening: inputs.rows },
      bytes_written: store.bytesWritten + uplink.bytesWritten + (raw?.bytesWritten ?? 0),
      commits: store.commits,
      faults: Object.fromEntries(inputs.all.map((input) => [input.planned.name, input.faults])),
      ...this.#devices(inputs),
      electrodes: Object.fromEntries(
        care.all.map(({ name, contact, calibration }) => [
          name,
          {
            ...(contact && contactFacts(contact)),
            ...(calibration && { calibration: { at: iso(calibration.at), ...calibrationFacts(calibration) } }),
          },
        ]),
      ),
      boot: boot.value,
      muted: mutes.report(now),
      withdrawn: withdrawal.report(),
      time_corrections: corrections.value
        .filter((correction) => correction.boot === boot.value)
        .map(({ at, shift, was, is }) => ({ at: iso(at), shift_s: round(shift, 3), was, is })),
      ...(raw && { raw: raw.report() }),
      ...resting.facts,
      ...(energy && { energy: energyFacts(energy.report()) }),
    };
    this.#health = healthBody([...this.#hostSense.checks, ...resting.checks], host, uplink.report(), facts);
    uplink.retain({ kind: "health" }, this.#health);
  }

  /** What devices measure of themselves: losses, jitter. Nothing where none does. */
  #devices(inputs: DeviceInputs): HealthFacts {
    const reports = inputs.all.flatMap(({ planned: { name, device } }) => {
      const report = device.report?.();
      return report === undefined ? [] : [[name, report] as const];
    });
    return reports.length > 0 ? { devices: Object.fromEntries(reports) } : {};
  }
}
