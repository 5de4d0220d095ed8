import type { AttentionRules } from "../attention/state.js";
import { summary } from "../attention/summary.js";
import { BreathClock } from "../breathing/breath-clock.js";
import { type Breath, type BreathSettings, GATES } from "../domain/breath.js";
import type { Command, CommandResult } from "../domain/command.js";
import type { GlyphPattern } from "../domain/glyph-pattern/pattern.js";
import type { HostReading } from "../domain/health.js";
import type { Language } from "../domain/language.js";
import type { NeighbourWord } from "../domain/neighbour.js";
import type { Json, Noticed } from "../domain/percept.js";
import type { Reading } from "../domain/reading.js";
import type { Reflex } from "../domain/reflex.js";
import { iso, type Seconds } from "../domain/time.js";
import type { StateStore } from "../memory/state-store.js";
import type { Clock } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import { GlyphPatternSense } from "../sensing/percepts/glyph-pattern-sense.js";
import { HostSense } from "../sensing/percepts/host-sense.js";
import { neighbourPercept } from "../sensing/percepts/neighbour-sense.js";
import { buttonPercept, faultPercept, readingPercept } from "../sensing/percepts/other-percepts.js";
import type { Coordinates } from "../sensing/percepts/sun.js";
import { Alerts } from "./alerts.js";
import { FrontDesk } from "./desk/front-desk.js";
import type { DeviceEar, EarListener, PlannedDevice } from "./device-ear.js";
import { Exhalation, type Voice } from "./exhalation.js";
import { FaultTally } from "./fault-tally.js";
import { type Keeping, NodeHands } from "./hands.js";
import { Journal } from "./journal.js";
import { Mind } from "./mind.js";
import { type NodeReader, NodeReading } from "./node-reading.js";
import type { NodeState } from "./node-state.js";
import { Orders } from "./orders.js";
import { Reports } from "./reports.js";
import type { SenseKeeper } from "./sense-keeper.js";
import { Senses } from "./senses.js";
import { Sky } from "./sky.js";

/** More percepts than one breath ever told without having committed them. */
const UNCOMMITTED = 1000;

export interface NodeParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Open already: simulated time may go on from where it ended. */
  readonly store: StateStore<NodeState>;
  readonly breath: BreathSettings;
  readonly attention: AttentionRules;
  readonly devices: readonly PlannedDevice[];
  readonly reader: NodeReader;
  /** In which it says what it read. */
  readonly language: Language;
  readonly host: (() => Promise<HostReading>) | undefined;
  /** What the senses know over a restart; absent in simulated time, where nothing goes on between two lives. */
  readonly keeper?: SenseKeeper;
  /** Made when the node knows what it has to say; absent in a replay. */
  readonly voice: ((node: ForestNode) => Voice) | undefined;
  /** What is wrong with the card, when the last good one is in force instead. */
  readonly cardProblem: string | undefined;
  /** Where it stands, for its sense of dawn, dusk and season; without it the node knows the hours. */
  readonly place?: Coordinates;
  /** Where recordings and backups go; absent in a node that keeps nothing on disk. */
  readonly keeping?: Keeping;
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
  readonly #senses: Senses;
  readonly #glyphPatterns: GlyphPatternSense;
  readonly #reading: NodeReading;
  readonly #mind: Mind;
  readonly #alerts: Alerts;
  readonly #hands: NodeHands;
  readonly #hostSense = new HostSense();
  readonly #faults = new FaultTally();
  readonly #frontDesk: FrontDesk;
  readonly #orders: Orders;
  readonly #sky: Sky;
  #voice: Voice | undefined;
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
    const { clock, log, breath, attention, devices, reader, language, keeping } = parts;
    const { journal } = this;
    const notice = (noticed: Noticed) => this.#notice(noticed);
    this.#breath = new BreathClock(clock, breath, (entered) => this.#breathe(entered));
    const said = (reading: Reading) => this.#said(reading);
    this.#reading = new NodeReading({ reader, clock, log, journal, breath, language, said });
    const remembers = attention.reflexes.some(records);
    this.#senses = new Senses({ devices, clock, listener: this.#earListener(), remembers, keeper: parts.keeper });
    this.#glyphPatterns = new GlyphPatternSense(patternsOf(attention.reflexes), notice);
    this.#alerts = new Alerts(this.#state, this.journal);
    this.#hands = new NodeHands({
      ...{ clock, log, notice, keeping, state: this.#state, journal: this.journal, alerts: this.#alerts },
      ...{ breath: this.#breath, senses: this.#senses, reading: this.#reading },
      order: (name, body, task) => this.#orders.ofReflex(name, body, task),
      gather: () => this.#exhalation?.gather() ?? this.#state,
      neighbours: () => this.#voice?.neighbours,
    });
    this.#frontDesk = new FrontDesk({
      ...{ clock, log, notice, state: this.#state, rules: attention, journal: this.journal, alerts: this.#alerts },
      electrodes: () => this.ears.flatMap((ear) => ear.electrodes),
      gasp: () => this.#breath.gasp(),
      status: () => this.status(),
    });
    this.#orders = new Orders(this.#frontDesk.desk, this.#hands);
    this.#mind = new Mind({
      ...{ clock, log, state: this.#state, rules: attention, journal: this.journal, hands: this.#hands },
      hushed: this.#frontDesk.hushed,
    });
    this.#sky = new Sky(clock, parts.place, notice);
  }

  /** Opens the devices, says hello to the broker, begins with an inhale. */
  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    await this.#senses.start();
    for (const { planned, electrodes } of this.ears)
      for (const { electrode } of electrodes)
        this.#glyphPatterns.addElectrode(electrode, planned.glyphs?.[electrode.profile]);
    this.#reading.start(this.ears.flatMap((ear) => ear.electrodes.map(({ electrode }) => electrode.name)));
    this.#playing = this.ears.filter((ear) => ear.electrodes.length > 0).length;
    // What was noticed after the last commit of a life that was cut off may have been told: its numbers are not given again.
    if (this.#state.boot > 0) this.#state.percepts += UNCOMMITTED;
    this.#state.boot++;
    const voice = this.#parts.voice?.(this);
    this.#voice = voice;
    if (voice !== undefined) {
      this.#reports = new Reports(voice.messenger);
      this.journal.listen((event) => voice.messenger.hear(event));
    }
    const { store, clock, log } = this.#parts;
    this.#exhalation = new Exhalation({ store, voice, clock, log, journal: this.journal, alerts: this.#alerts });
    this.#mind.start();
    this.#hands.start();
    this.#breath.start(this.#state.cycle);
    this.#sky.start();
    this.#tellAgain();
    this.#tellOfCard();
    this.#breatheOut();
  }

  /** Breathes out once more and closes everything. `reason` is what the broker is told. */
  async stop(reason: string): Promise<void> {
    if (!this.#running) return;
    this.#running = false;
    this.#breath.stop();
    this.#mind.stop();
    this.#sky.stop();
    await this.#hands.stop();
    await this.#senses.stop();
    await this.#look();
    await this.#exhalation?.last(reason);
    await this.#reading.stop();
  }

  get breath(): Breath | undefined {
    return this.#breath.breath;
  }

  get ears(): readonly DeviceEar[] {
    return this.#senses.ears;
  }

  /** Node time at which the time column of its recording is zero; 0 where it listens to the living. */
  get origin(): Seconds {
    return this.ears.find((ear) => ear.electrodes.length > 0)?.description.origin ?? 0;
  }

  /** A command of the operator: answered at once, and noticed where it is meant for the node's own mind. */
  command(command: Command): CommandResult {
    return this.#orders.command(command);
  }

  /** What another node of the site said. Says whether it was of use. */
  overhear(word: NeighbourWord): boolean {
    const noticed = neighbourPercept(word, this.#clock.now());
    if (noticed !== undefined) this.#notice(noticed);
    return noticed !== undefined;
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
      muted: this.#hands.mutes.report(this.#clock.now()),
      withdrawn: this.#hands.retreat.report(),
      awake_until: this.#breath.awakeUntil === undefined ? null : iso(this.#breath.awakeUntil),
      hushed: this.#frontDesk.hushed.report(this.#clock.now()),
    };
  }

  threads() {
    return summary(this.#state.attention, this.#clock.now(), this.#parts.attention);
  }

  /** The rhythm moved on. The order is the design's: what is open, then what is done. */
  #breathe(breath: Breath): void {
    this.#state.cycle = breath.cycle;
    this.#hands.phase(breath.phase);
    this.#senses.phase(breath.phase);
    this.journal.tell(breath.since, { type: "breath", breath });
    if (this.#parts.cardProblem !== undefined) this.#hands.blink();
    this.#mind.phase(breath.phase);
    const gate = GATES[breath.phase];
    if (gate.thinking && !this.#hands.retreat.withdrawn) this.#mind.think();
    if (gate.card) {
      this.#mind.consolidate();
      this.#breatheOut(breath.cause === "early-exhale");
    }
  }

  #breatheOut(early = false): void {
    this.#exhalation?.breatheOut(
      () => this.#breath.next("exhale"),
      () => this.#look(),
      early,
    );
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
    if (this.#parts.host !== undefined) for (const noticed of this.#hostSense.read(host, now)) this.#notice(noticed);
    const reports = this.#reports;
    if (reports === undefined) return;
    reports.electrodes(this.ears, now);
    reports.threads(this.#state, now, this.#parts.attention);
    reports.health(this.#hostSense.checks, host, {
      ...this.#reading.facts,
      wakeups: { breath: this.#breath.wakeups, listening: this.#senses.rows },
      bytes_written: this.#parts.store.bytesWritten,
      commits: this.#parts.store.commits,
      faults: Object.fromEntries(this.ears.map((ear) => [ear.planned.name, ear.faults])),
      boot: this.#state.boot,
      muted: this.#hands.mutes.report(now),
      withdrawn: this.#hands.retreat.report(),
    });
  }

  /** The one way into the mind. What nobody minds for a while is counted, and goes no further. */
  #notice(noticed: Noticed): void {
    if (this.#hands.mutes.swallows(noticed, this.#clock.now())) return;
    this.#hands.retreat.saw(noticed);
    this.#mind.notice(noticed);
  }

  /** What the ears hear goes three ways: into the journal, to the mind, and to who reads. */
  #earListener(): EarListener {
    const { room, evidence } = this.#reading;
    return {
      ...evidence,
      sample: (electrode, at, mv) => {
        room.until(at);
        this.#parts.onSample?.(electrode, at, mv);
      },
      spike: (spike) => {
        room.spike(spike);
        this.journal.tell(spike.decided, { type: "spike", spike });
      },
      glyph: (glyph) => this.journal.tell(glyph.decided, { type: "glyph", glyph }),
      glyphChange: (change) => {
        this.#glyphPatterns.onGlyphChange(change);
        room.hear(change);
      },
      heard: (electrode, until) => {
        this.#glyphPatterns.advanceTo(electrode, until);
        room.advance(electrode, until);
      },
      percept: (noticed) => this.#notice(noticed),
      fault: (device, at, reason, lost) => {
        this.#hands.retreat.trouble();
        if (!this.#faults.worthTelling(device, at)) return;
        this.journal.tell(at, { type: "sample-gap", device, reason, lost });
        this.#notice(faultPercept(device, reason, lost, at));
      },
      called: (device, listening, at) => {
        if (listening === "sentinel") this.#breath.gasp("sentinel");
        else this.#notice(buttonPercept(device, at));
      },
      ended: () => {
        if (--this.#playing === 0) this.#over();
      },
    };
  }

  /** A reading is a percept like any other. */
  #said(reading: Reading): void {
    this.journal.tell(reading.decided, { type: "reading", reading });
    this.#notice(readingPercept(reading));
  }
}

function patternsOf(reflexes: readonly Reflex[]): readonly GlyphPattern[] {
  return reflexes.flatMap(({ when }) => (when.glyphs ? [when.glyphs] : []));
}

function records({ actions }: Reflex): boolean {
  return actions.some(({ kind }) => kind === "record");
}
