import type { AttentionRules } from "../attention/state.js";
import { summary } from "../attention/summary.js";
import { BreathClock } from "../breathing/breath-clock.js";
import { type Breath, type BreathSettings, GATES } from "../domain/breath.js";
import type { Command, CommandResult } from "../domain/command.js";
import type { HostReading } from "../domain/health.js";
import type { Json } from "../domain/percept.js";
import type { Reading } from "../domain/reading.js";
import type { Seconds } from "../domain/time.js";
import type { StateStore } from "../memory/state-store.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { Reader } from "../ports/reader.js";
import { ControlWatch } from "../sensing/control-watch.js";
import { HostSense } from "../sensing/percepts/host-sense.js";
import { buttonPercept, faultPercept, readingPercept } from "../sensing/percepts/other-percepts.js";
import { ReadingRoom } from "../spiralformer/reading-room.js";
import { Alerts } from "./alerts.js";
import { Deeds } from "./deeds.js";
import { DeviceEar, type EarListener, type PlannedDevice } from "./device-ear.js";
import { Exhalation, type Voice } from "./exhalation.js";
import { Journal } from "./journal.js";
import { Mind } from "./mind.js";
import type { NodeState } from "./node-state.js";
import { answerOperator } from "./operator-desk.js";
import { Outputs } from "./outputs.js";
import { Reports } from "./reports.js";
import type { SenseKeeper } from "./sense-keeper.js";

/** More percepts than one breath ever told without having committed them. */
const UNCOMMITTED = 1000;

/** How long an output lights up to say that the card is bad. */
const BLINK: Seconds = 1;

export interface NodeParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Open already: simulated time may go on from where it ended. */
  readonly store: StateStore<NodeState>;
  readonly breath: BreathSettings;
  readonly attention: AttentionRules;
  readonly devices: readonly PlannedDevice[];
  readonly reader: Reader | undefined;
  readonly host: (() => Promise<HostReading>) | undefined;
  /** What the senses know over a restart; absent in simulated time, where nothing goes on between two lives. */
  readonly senses?: SenseKeeper;
  /** Made when the node knows what it has to say; absent in a replay. */
  readonly voice: ((node: ForestNode) => Voice) | undefined;
  /** What is wrong with the card, when the last good one is in force instead. */
  readonly cardProblem: string | undefined;
  /** Every sample, for who draws them. */
  readonly onSample?: (electrode: string, at: Seconds, mv: number) => void;
}

/**
 * A forest node, whole. Read it as the way of the data: devices are heard, samples become spikes, glyphs and percepts, the mind
 * attends to them, and the breath decides when it thinks, speaks and sleeps. Everything that happens stands in the journal.
 */
export class ForestNode {
  readonly journal = new Journal();
  readonly #parts: NodeParts;
  readonly #clock: Clock;
  readonly #state: NodeState;
  readonly #breath: BreathClock;
  readonly #ears: readonly DeviceEar[];
  readonly #controls: ControlWatch;
  readonly #readingRoom: ReadingRoom;
  readonly #mind: Mind;
  readonly #outputs: Outputs;
  readonly #alerts: Alerts;
  readonly #deeds: Deeds;
  readonly #hostSense = new HostSense();
  #exhalation: Exhalation | undefined;
  #reports: Reports | undefined;
  #playing = 0;
  #running = false;
  #over: () => void = () => {};
  /** Resolves when every recording has ended; never in a node that listens to the living. */
  readonly over: Promise<void>;

  constructor(parts: NodeParts) {
    this.#parts = parts;
    this.#clock = parts.clock;
    this.#state = parts.store.state;
    this.over = new Promise((resolve) => {
      this.#over = resolve;
    });
    this.#breath = new BreathClock(parts.clock, parts.breath, (breath) => this.#breathe(breath));
    const listener = this.#earListener();
    this.#controls = new ControlWatch(listener);
    this.#ears = parts.devices.map((planned) => new DeviceEar(planned, { ...listener, ...this.#controls.listener }));
    this.#readingRoom = new ReadingRoom({
      reader: parts.reader,
      clock: parts.clock,
      log: parts.log,
      said: (reading) => this.#said(reading),
    });
    this.#outputs = new Outputs(parts.clock, parts.log);
    this.#alerts = new Alerts(this.#state, this.journal);
    this.#deeds = new Deeds({
      clock: parts.clock,
      breath: this.#breath,
      outputs: this.#outputs,
      alerts: this.#alerts,
      log: parts.log,
    });
    this.#mind = new Mind({
      state: this.#state,
      rules: parts.attention,
      journal: this.journal,
      log: parts.log,
      hands: this.#deeds,
    });
  }

  /** Opens the devices, says hello to the broker, begins with an inhale. */
  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const known = (await this.#parts.senses?.takeUp(this.#clock.now())) ?? {};
    for (const ear of this.#ears) {
      await ear.start(known[ear.planned.name]);
      for (const { electrode } of ear.electrodes) this.#controls.knows(electrode);
      this.#outputs.add(ear.planned.name, ear.planned.device);
      if (ear.electrodes.length > 0) this.#playing++;
    }
    // What was noticed after the last commit of a life that was cut off may have been told: its numbers are not given again.
    if (this.#state.boot > 0) this.#state.percepts += UNCOMMITTED;
    this.#state.boot++;
    const voice = this.#parts.voice?.(this);
    if (voice !== undefined) {
      this.#reports = new Reports(voice.messenger);
      this.journal.listen((event) => voice.messenger.hear(event));
    }
    const { store, clock, log } = this.#parts;
    this.#exhalation = new Exhalation({ store, voice, clock, log, journal: this.journal, alerts: this.#alerts });
    this.#breath.start(this.#state.cycle);
    this.#tellAgain();
    this.#tellOfCard();
    this.#breatheOut();
  }

  /** Breathes out once more and closes everything. `reason` is what the broker is told. */
  async stop(reason: string): Promise<void> {
    if (!this.#running) return;
    this.#running = false;
    this.#breath.stop();
    this.#deeds.stop();
    for (const ear of this.#ears) await ear.planned.device.stop();
    await this.#parts.senses?.keep(this.#ears, this.#clock.now());
    await this.#look();
    await this.#exhalation?.last(reason);
    await this.#readingRoom.close();
  }

  get breath(): Breath | undefined {
    return this.#breath.breath;
  }

  get ears(): readonly DeviceEar[] {
    return this.#ears;
  }

  /** Node time at which the time column of its recording is zero; 0 where it listens to the living. */
  get origin(): Seconds {
    return this.#ears.find((ear) => ear.electrodes.length > 0)?.description.origin ?? 0;
  }

  /** A command of the operator: answered at once, and noticed where it is meant for the node's own mind. */
  command(command: Command): CommandResult {
    return answerOperator(command, {
      now: () => this.#clock.now(),
      notice: (noticed) => this.#mind.notice(noticed),
      gasp: () => this.#breath.gasp(),
      clearAlert: (id) => this.#alerts.clear(id, this.#clock.now()),
      status: () => this.status(),
    });
  }

  /** Where the node is, in a few facts. */
  status(): Readonly<Record<string, Json>> {
    const { active, paused, frozen, arousal } = this.threads();
    return {
      phase: this.breath?.phase ?? null,
      cycle: this.#state.cycle,
      boot: this.#state.boot,
      active: active[0]?.goal ?? null,
      paused: paused.length,
      frozen,
      arousal: Math.round(arousal * 1000) / 1000,
      insights: this.#state.attention.insights.length,
    };
  }

  threads() {
    return summary(this.#state.attention, this.#clock.now(), this.#parts.attention);
  }

  /** The rhythm moved on. The order is the design's: what is open, then what is done. */
  #breathe(breath: Breath): void {
    this.#state.cycle = breath.cycle;
    this.#readingRoom.phase(breath.phase);
    for (const ear of this.#ears) ear.phase(breath.phase);
    this.journal.tell(breath.since, { type: "breath", breath });
    if (this.#parts.cardProblem !== undefined) for (const name of this.#outputs.names) this.#outputs.pulse(name, BLINK);
    const gate = GATES[breath.phase];
    if (gate.thinking) this.#mind.think(this.#clock.now());
    if (gate.card) {
      this.#mind.consolidate(this.#clock.now());
      this.#breatheOut();
    }
  }

  #breatheOut(): void {
    this.#exhalation?.breatheOut(this.#breath.next("exhale"), () => this.#look());
  }

  /** What an earlier life left standing: the broker may have forgotten it. */
  #tellAgain(): void {
    const now = this.#clock.now();
    for (const alert of this.#state.alerts) this.journal.tell(now, { type: "alert", alert });
    for (const insight of this.#state.attention.insights) this.journal.tell(now, { type: "insight", insight });
  }

  /** A bad card is said wherever somebody may look: an alert on the broker, and with each breath a blink of the box. */
  #tellOfCard(): void {
    const { cardProblem } = this.#parts;
    const now = this.#clock.now();
    if (cardProblem === undefined) this.#alerts.clear("card", now);
    else this.#alerts.raise("card", cardProblem, now);
  }

  /** Before anything is told: how is the board, and what stands on the broker? */
  async #look(): Promise<void> {
    const now = this.#clock.now();
    const host = (await this.#parts.host?.()) ?? {};
    if (this.#parts.host !== undefined)
      for (const noticed of this.#hostSense.read(host, now)) this.#mind.notice(noticed);
    const reports = this.#reports;
    if (reports === undefined) return;
    reports.electrodes(this.#ears, now);
    reports.threads(this.#state, now, this.#parts.attention);
    reports.health(this.#hostSense.checks, host, {
      reader: this.#readingRoom.reader,
      reader_wakes: this.#readingRoom.wakes,
      wakeups: { breath: this.#breath.wakeups, listening: this.#ears.reduce((sum, ear) => sum + ear.rows, 0) },
      bytes_written: this.#parts.store.bytesWritten,
      commits: this.#parts.store.commits,
      faults: Object.fromEntries(this.#ears.map((ear) => [ear.planned.name, ear.faults])),
      boot: this.#state.boot,
    });
  }

  /** What the ears hear goes two ways: into the journal, and to the mind. */
  #earListener(): EarListener {
    return {
      sample: (electrode, at, mv) => this.#parts.onSample?.(electrode, at, mv),
      spike: (spike) => this.journal.tell(spike.decided, { type: "spike", spike }),
      glyph: (glyph) => {
        this.journal.tell(glyph.decided, { type: "glyph", glyph });
        this.#readingRoom.hear(glyph);
      },
      percept: (noticed) => this.#mind.notice(noticed),
      fault: (device, at, reason, lost) => {
        if (!worthTelling(lost)) return;
        this.journal.tell(at, { type: "sample-gap", device, reason, lost });
        this.#mind.notice(faultPercept(device, reason, lost, at));
      },
      called: (device, listening, at) => {
        if (listening === "sentinel") this.#breath.gasp("sentinel");
        else this.#mind.notice(buttonPercept(device, at));
      },
      ended: () => {
        if (--this.#playing === 0) this.#over();
      },
    };
  }

  /** A reading is a percept like any other. */
  #said(reading: Reading): void {
    this.journal.tell(reading.decided, { type: "reading", reading });
    this.#mind.notice(readingPercept(reading));
  }
}

/** The first faults one by one; of a flood, every doubling. The count is exact in each. */
function worthTelling(lost: number): boolean {
  return lost <= 64 || (lost & (lost - 1)) === 0;
}
