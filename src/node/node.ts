import { Calibrations } from "../acquisition/calibrations.js";
import { DeviceInputs } from "../acquisition/device-inputs.js";
import { ElectrodeCare } from "../acquisition/electrode-care.js";
import { SignalTeller } from "../acquisition/signal-teller.js";
import { SkyInput } from "../acquisition/sky-input.js";
import { ActionRunner } from "../actions/action-runner.js";
import { Alerts } from "../actions/alerts.js";
import { Backup } from "../actions/backup.js";
import { Hushes } from "../actions/hushes.js";
import { Mutes } from "../actions/mutes.js";
import { Outputs } from "../actions/outputs.js";
import { Recorder } from "../actions/recorder.js";
import { RecordingDump } from "../actions/recording-dump.js";
import type { StatusLight } from "../actions/status-light.js";
import { Withdrawal } from "../actions/withdrawal.js";
import { summary } from "../attention/summary.js";
import { BreathCalls } from "../breathing/breath-calls.js";
import { BreathClock } from "../breathing/breath-clock.js";
import type { Breath } from "../domain/breath.js";
import { EventLog } from "../domain/event-log.js";
import type { Facts } from "../domain/percept.js";
import type { Reading } from "../domain/reading.js";
import type { Halt } from "../domain/rest.js";
import type { MorningDesk } from "../morning/morning-desk.js";
import type { Receiver } from "../mqtt/receiver.js";
import { CommandRouter } from "../operator/command-router.js";
import { LastSpikes } from "../operator/last-spikes.js";
import { GlyphPatternSense } from "../sensing/percepts/glyph-pattern-sense.js";
import { readingPercept } from "../sensing/percepts/other-percepts.js";
import { ReadingService } from "../spiralformer/reading-service.js";
import type { Voice } from "../voice/voice.js";
import { AttentionLoop } from "./attention-loop.js";
import { CardReload, recordsSignal } from "./card-reload.js";
import { CloserListening } from "./closer-listening.js";
import { Effectors } from "./effectors.js";
import { Exhale } from "./exhale.js";
import { routeInputs } from "./input-router.js";
import { livingRhythm, tellOfLife } from "./living-rhythm.js";
import { morningDesk } from "./morning.js";
import type { NodeParts } from "./node-parts.js";
import { STATE_FORMAT } from "./node-state.js";
import { nodeVoice } from "./node-voice.js";
import { operatorContext } from "./operator-context.js";
import { PerceptQueue } from "./percept-queue.js";
import { receiverFor } from "./receiver.js";
import { Reports } from "./reports.js";
import { Resting } from "./resting.js";
import { RulesInForce } from "./rules-in-force.js";
import { statusFacts } from "./status-facts.js";
import { statusLight } from "./status-light.js";
import { Timekeeper } from "./timekeeper.js";
import { NodeVisit } from "./visit.js";
import { WithdrawnSenses } from "./withdrawn-senses.js";

/**
 * A forest node, whole. Its constructor reads as the way of the data: devices are heard, samples become spikes, glyphs and percepts,
 * attention attends to them, and what it wants is done; the breath decides when the node thinks, speaks and sleeps.
 */
export class ForestNode {
  /** Everything that happens. */
  readonly events = new EventLog();
  readonly inputs: DeviceInputs;
  /** Who answers what comes in. */
  readonly receiver: Receiver;
  /** Who tells the page of the day. */
  readonly morning: MorningDesk;
  readonly #parts: NodeParts;
  readonly #percepts = new PerceptQueue();
  readonly #breath: BreathClock;
  readonly #calls: BreathCalls;
  readonly #reading: ReadingService;
  readonly #sky: SkyInput;
  readonly #rules: RulesInForce;
  readonly #card: CardReload;
  readonly #alerts: Alerts;
  readonly #mutes: Mutes;
  readonly #hushes: Hushes;
  readonly #withdrawal: Withdrawal;
  readonly #actions: ActionRunner;
  readonly #attention: AttentionLoop;
  readonly #exhale: Exhale;
  readonly #light: StatusLight;
  readonly #resting: Resting;
  readonly #visit: NodeVisit;
  readonly #voice: Voice | undefined;
  readonly #teller: SignalTeller;
  #running = false;
  /** Its devices were opened, and what they have is told. */
  #started = false;

  constructor(parts: NodeParts) {
    const { clock, log, store, state, uplink, devices, keeping, raw } = parts;
    const rules = new RulesInForce(parts.attention);
    const { events } = this;
    const notice = this.#percepts.put;
    this.#parts = parts;

    const { earlyExhaleEvery } = parts.breath;
    const rhythmOf = livingRhythm(parts, () => this.#calls);
    const rhythm = rhythmOf(parts.breath);
    const breath = new BreathClock({ clock, rhythm, earlyExhaleEvery, entered: (phase) => this.#breathe(phase) });
    const calls = new BreathCalls({ clock, breath, events, log });
    this.#breath = breath;
    this.#calls = calls;
    tellOfLife(events, breath, calls, (electrode) => this.inputs.hearsPartly(electrode));

    const { place } = parts;
    const arousal = () => this.threads().arousal;
    const voice = parts.voice && nodeVoice(parts.voice, { clock, events, place, arousal });
    this.#voice = voice;
    const reading = new ReadingService({
      ...{ reader: parts.reader, clock, log, breath: parts.breath, words: rules.current.words },
      tell: (at, happening) => events.tell(at, happening),
      onReading: (said) => this.#said(said),
      ...(voice && { onAnswer: (answer) => voice.addAnswer(answer) }),
    });
    const patterns = new GlyphPatternSense(rules.patterns, notice);
    rules.onChange(() => patterns.waitFor(rules.patterns));
    const { words } = rules.current;
    this.#teller = new SignalTeller({ clock, events, every: parts.trace?.every });
    const onSample = this.#teller.hearing(voice?.hearing(parts.onSample) ?? parts.onSample);
    const off = parts.halt;
    const halt = off && (() => this.#light.farewell(() => off({ reason: "somebody switched it off by its button" })));
    const listener = routeInputs({
      ...{ events, notice, reading, patterns, breath, calls, halt, words: words.health, onSample },
      visit: (length) => this.#visit.toggle(length),
      unheard: (electrode, from, until) => this.#attention.unheard(electrode, from, until),
    });
    const remembers = rules.current.reflexes.some(recordsSignal);
    const inputs = new DeviceInputs({
      ...{ devices, clock, listener, remembers, raw, keeper: parts.keeper },
      onElectrode: ({ planned }, electrode) => {
        patterns.addElectrode(electrode, planned.glyphs?.[electrode.profile]);
        if (this.#started) this.#hearMore();
      },
      onCovariate: () => {
        if (this.#started) uplink?.hears(this.inputs.offered);
      },
    });
    this.#reading = reading;
    this.inputs = inputs;
    const care = new ElectrodeCare(inputs, new Calibrations(state.calibrations, devices), clock);
    this.#sky = new SkyInput(clock, parts.place, notice);

    const alerts = new Alerts(state.alerts, events);
    const mutes = new Mutes(state.mutes, log);
    const hushes = new Hushes(state.hushes, log);
    const senses = new WithdrawnSenses(inputs, reading, breath);
    const withdrawal = new Withdrawal({ kept: state.withdrawal, clock, senses, notice, log });
    this.#alerts = alerts;
    this.#mutes = mutes;
    this.#hushes = hushes;
    this.#withdrawal = withdrawal;

    const resting = () => this.#resting;
    const reports = new Reports({
      ...{ clock, host: parts.host, notice, uplink, inputs, attention: state.attention, rules, boot: state.boot },
      ...{ corrections: state.corrections, reading, breath, calls, store, mutes, withdrawal, raw, care, resting },
      energy: parts.energy,
    });
    const card = new CardReload({
      ...{ watch: parts.cardWatch, desired: parts.desiredCard, effective: parts.effective },
      ...{ problem: parts.cardProblem, rules, breath, rhythmOf, reading, uplink, remembers },
      ...{ alerts, clock, log, rest: parts.rest },
    });
    const { boot, corrections } = state;
    const time = new Timekeeper({ ...parts.time, boot, corrections, breath, alerts, log });
    const exhale = new Exhale({
      ...{ clock, breath, store, state, numbers: parts.numbers, uplink, reports },
      ...{ time, card, events, alerts, words, log, raw },
    });
    this.#resting = new Resting({
      ...{ rest: parts.rest, halt: off, clock, breath, exhale, inputs, alerts, words: words.health, log },
    });
    this.#rules = rules;
    this.#card = card;
    this.#exhale = exhale;

    const closer = new CloserListening({ inputs, breath, calls, log });
    const visit = new NodeVisit({ place: parts.visit, clock, calls, closer, care, words: words.answers, log });
    this.#visit = visit;
    const spikes = new LastSpikes();
    events.listen(spikes.hear);
    if (parts.energy !== undefined) events.listen(parts.energy.hear);
    const recordings = new RecordingDump({ clock, events, boot: boot.value, place: raw });
    const context = operatorContext({
      ...{ alerts, hushes, closer, calls, withdrawal, spikes, inputs, care },
      ...{ clock, rules, card, reports, uplink, recordings },
      ...{ attention: state.attention, restart: parts.restart, update: parts.update, status: () => this.status() },
    });
    const router = new CommandRouter(context, notice);
    this.receiver = receiverFor({ router, card, exhale, calls, breath, clock, notice });

    this.morning = morningDesk(parts, events, rules);
    const outputs = new Outputs(clock, log, devices);
    const recorder = new Recorder({ clock, signals: () => inputs.signals, place: keeping?.recordings });
    const backup = new Backup({ clock, state: exhale.gather, format: STATE_FORMAT, place: keeping?.backup });
    const actions = new ActionRunner({
      ...{ clock, log, notice, alerts, outputs, recorder, backup, mutes, withdrawal, inputs },
      ...{ breath: calls, commands: router, words: words.reflexes },
    });
    this.#light = statusLight({ clock, log, outputs, breath, card, alerts, reports, care, visit, events });
    const effectors = new Effectors({ events, notice, actions, hushes, calls, closer, reading, neighbours: uplink });
    this.#actions = actions;
    this.#attention = new AttentionLoop({
      ...{ percepts: this.#percepts, attention: state.attention, count: state.percepts, rules, clock, events, log },
      ...{ effectors, mutes, withdrawal },
    });
  }

  /** Opens the devices, tells the uplink who we are, begins with an inhale. */
  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const { inputs } = this;
    const { uplink, state } = this.#parts;
    this.#light.look();
    await this.#resting.start();
    await inputs.start();
    this.#started = true;
    this.#listen();
    if (uplink !== undefined) {
      uplink.begin(this.inputs.offered, this.receiver);
      this.events.listen(uplink.tell);
    }
    this.#attention.start();
    this.#withdrawal.start();
    this.#parts.energy?.begin(() => inputs.rows);
    this.#breath.start(state.cycle.value);
    this.#sky.start();
    this.#tellAgain();
    this.morning.start();
    this.#card.start();
    this.#exhale.begin();
  }

  /** A device came late and brought electrodes that the card does not name: whoever counts them begins anew. */
  #hearMore(): void {
    this.#listen();
    this.#parts.uplink?.hears(this.inputs.offered);
  }

  #listen(): void {
    const names = this.inputs.electrodes.map(({ electrode }) => electrode.name);
    this.#reading.start(names);
    this.#voice?.open(names);
  }

  /** Breathes out once more and closes everything. `reason` is what the broker is told. Says whether the state lies on the disk. */
  async stop(reason: string, halt?: Halt): Promise<boolean> {
    if (!this.#running) return true;
    this.#running = false;
    this.#breath.stop();
    this.#attention.stop();
    this.morning.stop();
    this.#sky.stop();
    this.#calls.stop();
    this.#withdrawal.stop();
    this.#light.stop();
    await this.#visit.stop();
    await this.#actions.stop();
    await this.inputs.stop();
    await this.#resting.stop(this.#parts.uplink !== undefined && halt?.rests === undefined);
    if (halt?.wakes !== undefined) this.#parts.energy?.switchingOff(halt.wakes);
    this.#parts.energy?.stop();
    this.#teller.breatheOut();
    const isKept = await this.#exhale.last(reason, halt);
    await this.#reading.stop();
    return isKept;
  }

  /** Calls of the Spiralformer that were lost: it died, hung or said no number. */
  get lostCalls(): number {
    return this.#reading.lost;
  }

  get breath(): Breath | undefined {
    return this.#breath.breath;
  }

  /** Where the node is, in a few facts. */
  status(): Facts {
    const signs = { breath: this.#breath, mutes: this.#mutes, withdrawal: this.#withdrawal, hushes: this.#hushes };
    return statusFacts(this.#parts.clock.now(), this.#parts.state, this.threads(), signs);
  }

  threads() {
    const { state, clock } = this.#parts;
    return summary(state.attention.value, clock.now(), this.#rules.current);
  }

  /** The rhythm moved on: what is open, then what is done. */
  #breathe(begun: Breath): void {
    const { phase } = begun;
    const breath = (phase === "exhale" && this.#learn()) || begun;
    this.#parts.state.cycle.value = breath.cycle;
    this.#reading.onBreath(breath, this.#withdrawal.withdrawn);
    this.inputs.phase(phase);
    this.events.tell(breath.since, { type: "breath", breath });
    if (this.#card.isBad) this.#actions.blink();
    this.#light.look();
    this.#attention.phase(phase);
    if (phase === "hold" && !this.#withdrawal.withdrawn) this.#attention.think();
    if (phase === "exhale") {
      this.#attention.consolidate();
      this.#teller.breatheOut();
      this.#exhale.begin(breath.cause === "early-exhale");
    }
    if (phase === "pause") this.#exhale.rest();
    this.#resting.phase(breath);
  }

  /** Before the node rests its rhythm weighs what came, and what it learnt goes into the commit. Gives the breath as it is then. */
  #learn(): Breath | undefined {
    const { state } = this.#parts;
    this.#calls.hear({ kind: "arousal", arousal: this.threads().arousal });
    const breath = this.#breath.look();
    state.rhythm.value = this.#breath.learnt;
    return breath;
  }

  /** A reading is a percept like any other. */
  #said(reading: Reading): void {
    this.events.tell(reading.decided, { type: "reading", reading });
    this.#percepts.put(readingPercept(reading));
  }

  /** What an earlier run left standing: the broker may have forgotten it. */
  #tellAgain(): void {
    const now = this.#parts.clock.now();
    const { cameBack } = this.#parts;
    if (cameBack === undefined) this.#alerts.clear("update", now);
    else this.#alerts.raise("update", this.#rules.current.words.health.cameBack(cameBack), now);
    for (const alert of this.#alerts.standing) this.events.tell(now, { type: "alert", alert });
    for (const insight of this.#parts.state.attention.value.insights)
      this.events.tell(now, { type: "insight", insight });
  }
}
