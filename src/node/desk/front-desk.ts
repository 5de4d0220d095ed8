import type { AttentionRules } from "../../attention/state.js";
import type { Noticed } from "../../domain/percept.js";
import type { Clock } from "../../ports/clock.js";
import type { Log } from "../../ports/log.js";
import type { Alerts } from "../alerts.js";
import type { HeardElectrode } from "../device-ear.js";
import type { Journal } from "../journal.js";
import type { NodeState } from "../node-state.js";
import { Hushed } from "./hushed.js";
import { LastSpikes } from "./last-spikes.js";
import type { Desk, Facts } from "./word.js";

export interface FrontDeskParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly state: NodeState;
  readonly rules: AttentionRules;
  readonly journal: Journal;
  readonly alerts: Alerts;
  readonly electrodes: () => readonly HeardElectrode[];
  readonly notice: (noticed: Noticed) => void;
  readonly gasp: () => boolean;
  readonly status: () => Facts;
}

/** Where people turn to: it knows what they may ask for, and keeps what they said about being left in peace. */
export class FrontDesk {
  readonly desk: Desk;
  readonly hushed: Hushed;

  constructor({ clock, log, state, rules, journal, alerts, electrodes, notice, gasp, status }: FrontDeskParts) {
    const spikes = new LastSpikes();
    journal.listen((event) => spikes.hear(event));
    this.hushed = new Hushed(state, log);
    this.desk = {
      ...{ electrodes, notice, gasp, status, hushed: this.hushed },
      now: () => clock.now(),
      clearAlert: (id) => alerts.clear(id, clock.now()),
      mind: () => ({ state: state.attention, rules }),
      lastSpike: (electrode) => spikes.of(electrode),
      alerts: () => state.alerts,
    };
  }
}
