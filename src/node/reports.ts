import type { AttentionRules } from "../attention/state.js";
import { summary } from "../attention/summary.js";
import type { HealthCheck, HealthFacts, HostReading } from "../domain/health.js";
import type { Seconds } from "../domain/time.js";
import type { Messenger } from "../mqtt/messenger.js";
import { healthBody, lastBody, threadsBody } from "../mqtt/wording.js";
import type { DeviceEar } from "./device-ear.js";
import type { NodeState } from "./node-state.js";

/** What stands retained on the broker and is made anew with every exhale: `last/…`, `threads`, `health`. */
export class Reports {
  readonly #messenger: Messenger;

  constructor(messenger: Messenger) {
    this.#messenger = messenger;
  }

  electrodes(ears: readonly DeviceEar[], now: Seconds): void {
    for (const ear of ears) {
      for (const { electrode, last, glyph } of ear.electrodes) {
        const body = lastBody({
          value: last,
          rate: ear.description.rate,
          at: now,
          ...(glyph && { glyph: glyph.name }),
        });
        this.#messenger.retain(`last/${electrode.name}`, body);
      }
    }
  }

  threads(state: NodeState, now: Seconds, rules: AttentionRules): void {
    this.#messenger.retain("threads", threadsBody(summary(state.attention, now, rules)));
  }

  health(checks: readonly HealthCheck[], host: HostReading, facts: HealthFacts): void {
    this.#messenger.retain("health", healthBody(checks, host, this.#messenger.report(), facts));
  }
}
