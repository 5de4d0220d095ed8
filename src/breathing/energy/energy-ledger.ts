import type { Phase } from "../../domain/breath.js";
import type { EnergyReport, EnergySettings } from "../../domain/energy.js";
import type { NodeListener } from "../../domain/event.js";
import { HOUR, type Seconds } from "../../domain/time.js";
import type { Clock, SteadyClock } from "../../ports/clock.js";
import type { ProcessorTime } from "../../ports/processor-time.js";
import type { Section } from "../../ports/section.js";
import { type BoardInUse, energyReport } from "./energy-report.js";
import { enter, enterBattery, type LedgerState } from "./ledger-state.js";
import { joules, type Use } from "./power-model.js";
import { type ReadSupply, SupplyMeter } from "./supply-meter.js";

/** A node wakes within so long of its alarm: what is more was no rest, but want of power. */
const LATEST: Seconds = HOUR;

export interface EnergyLedgerParts {
  readonly state: Section<LedgerState>;
  readonly clock: Pick<Clock, "hold"> & SteadyClock;
  readonly board: BoardInUse;
  readonly settings: EnergySettings;
  /** Absent in simulated time, where what the processor really does has nothing to do with it. */
  readonly processor?: ProcessorTime;
  /** What measures the supply; absent where nothing does. */
  readonly supply?: ReadSupply;
}

/** What was counted when the present phase began. */
interface Turn {
  readonly phase: Phase;
  readonly at: Seconds;
  readonly busy: Seconds;
  readonly rows: number;
}

/**
 * Where the energy goes: an entry a phase, measured where a power board measures, estimated by the table of boards otherwise. Durations are
 * those of the steady clock, so that a time that is set counts nothing twice and nothing below zero.
 */
export class EnergyLedger {
  readonly #parts: EnergyLedgerParts;
  readonly #meter: SupplyMeter | undefined;
  #rows: () => number = () => 0;
  #turn: Turn | undefined;
  #radioSince: Seconds | undefined;
  #radioUp: Seconds = 0;
  #boots = 0;

  constructor(parts: EnergyLedgerParts) {
    this.#parts = parts;
    const { supply, clock } = parts;
    this.#meter = supply && new SupplyMeter(supply, () => clock.steady());
  }

  /** A run begins; a rest that the board was switched off for is over. @param rows how many rows were heard in this run so far */
  begin(rows: () => number): void {
    this.#rows = rows;
    this.#endOff();
  }

  /** Each turn of the breath closes an entry. */
  readonly hear: NodeListener = (event) => {
    if (event.type === "breath") this.#turnTo(event.breath.phase);
  };

  /** The radio went up, or is down. */
  readonly radio = (up: boolean): void => {
    const now = this.#parts.clock.steady();
    if (up) this.#radioSince ??= now;
    else if (this.#radioSince !== undefined) {
      this.#radioUp += now - this.#radioSince;
      this.#radioSince = undefined;
    }
  };

  /** So much is left of the battery, 0 to 1. */
  battery(share: number): void {
    enterBattery(this.#parts.state.value, this.#parts.clock.now(), share);
  }

  /** The board is about to be switched off, with an alarm for `until` that was proven. Before the last commit. */
  switchingOff(until: Seconds): void {
    const { state, clock } = this.#parts;
    state.value.off = { since: clock.now(), until };
  }

  /** The run ends: what was done since the last turn is entered, so that the last commit has it. */
  stop(): void {
    const done = this.#close();
    this.#turn = undefined;
    if (done !== undefined) this.#enter(done.phase, done.use);
  }

  report(): EnergyReport {
    const { state, board, settings, clock } = this.#parts;
    return energyReport(state.value, board, settings, clock.now());
  }

  #turnTo(phase: Phase): void {
    const done = this.#close();
    this.#turn = this.#here(phase);
    if (this.#meter !== undefined) void this.#parts.clock.hold("supply", this.#measure(this.#meter, done));
    else if (done !== undefined) this.#enter(done.phase, done.use);
  }

  #here(phase: Phase): Turn {
    const { clock, processor } = this.#parts;
    return { phase, at: clock.steady(), busy: processor?.used() ?? 0, rows: this.#rows() };
  }

  /** What was done since the last turn. */
  #close(): { readonly phase: Phase; readonly use: Use } | undefined {
    const turn = this.#turn;
    if (turn === undefined) return undefined;
    const now = this.#here(turn.phase);
    if (this.#radioSince !== undefined) {
      this.#radioUp += now.at - this.#radioSince;
      this.#radioSince = now.at;
    }
    const seconds = now.at - turn.at;
    const use: Use = {
      ...{ seconds, off: 0, radio: Math.min(this.#radioUp, seconds), boots: this.#boots },
      ...(this.#parts.processor && { busy: Math.max(0, now.busy - turn.busy) }),
      rows: Math.max(0, now.rows - turn.rows),
    };
    this.#radioUp = 0;
    this.#boots = 0;
    return { phase: turn.phase, use };
  }

  async #measure(meter: SupplyMeter, done: { readonly phase: Phase; readonly use: Use } | undefined): Promise<void> {
    const measured = await meter.look();
    if (done === undefined) return;
    const { phase, use } = done;
    if (measured === undefined) this.#enter(phase, use);
    else this.#enter(phase, use, (measured.joules / measured.seconds) * use.seconds);
  }

  /** @param measured its joules, where they were */
  #enter(phase: Phase, use: Use, measured?: number, until = this.#parts.clock.now()): void {
    const spent = measured ?? joules(this.#parts.board.board, use);
    const { state } = this.#parts;
    enter(state.value, { phase, until, use, joules: spent, measured: measured === undefined ? 0 : use.seconds });
  }

  /** Counted once. Where nobody knows the time, the rest was as long as it was to be. */
  #endOff(): void {
    const { state, clock } = this.#parts;
    const { off } = state.value;
    if (off === null) return;
    state.value.off = null;
    const planned = Math.max(0, off.until - off.since);
    const passed = clock.quality === "floor" ? planned : clock.now() - off.since;
    const seconds = Math.min(Math.max(0, passed), planned + LATEST);
    const use: Use = { seconds, off: seconds, radio: 0, busy: 0, rows: 0, boots: 1 };
    this.#enter("pause", use, undefined, off.since + seconds);
  }
}
