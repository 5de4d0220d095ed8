import type { Phase } from "../domain/breath.js";
import { type CovariateState, columnOf } from "../domain/covariate.js";
import { type Electrode, type Listening, meansChannel } from "../domain/electrode.js";
import type { ElectrodeState } from "../domain/electrode-state.js";
import { AndasError } from "../domain/errors.js";
import { type GlyphBook, USUAL_GLYPHS } from "../domain/glyph-settings.js";
import type { Seconds } from "../domain/time.js";
import type { Device, DeviceDescription, DeviceSink } from "../ports/device.js";
import type { RawSignals } from "../ports/raw-signal.js";
import { ElectrodeSense, type SenseListener } from "../sensing/electrode-sense.js";
import { Sample } from "../sensing/stream/sample.js";
import type { SavedState } from "../sensing/stream/snapshot.js";
import { CovariateChannels, type CovariateListener } from "./covariate-channels.js";
import { KeptRows } from "./kept-rows.js";
import { heardIn, usualListening } from "./listening.js";
import type { SignalRing } from "./signal-ring.js";

/** A device of the card and the electrodes on it, before anything was opened. */
export interface PlannedDevice {
  readonly name: string;
  readonly device: Device;
  /** As the card says; what is usual for its rate otherwise. */
  readonly listening: Listening | undefined;
  /** Which of its channels are electrodes; all of them when the card names none. */
  readonly electrodes: readonly Electrode[];
  /** As the card says; the usual ones otherwise. */
  readonly glyphs?: GlyphBook;
}

/** What an input passes on. */
export interface InputListener extends SenseListener {
  /** Every sample of every electrode: hot. */
  sample(electrode: string, at: Seconds, mv: number): void;
  fault(device: string, at: Seconds, reason: string, lost: number): void;
  called(device: string, listening: Listening, at: Seconds): void;
  halt(device: string, at: Seconds): void;
  visit(device: string, at: Seconds, length: Seconds): void;
}

/** What an input tells of itself. */
export interface InputCalls {
  /** Its recording is over. */
  onEnd(): void;
  /** There is one more electrode: those of the card at first, others when the device names them. */
  onElectrode(electrode: Electrode): void;
  /** What its channels tell that are no electrodes. */
  readonly covariates: CovariateListener;
}

/** What it listens to: as the breath lets it; nothing at all (the node has withdrawn); everything (it tries whether all is well). */
export type Hearing = "by-breath" | "nothing" | "everything";

/** What the senses of a device know, by the name of the electrode. */
export type SavedInput = Readonly<Record<string, SavedState>>;

/** A channel and the sense that listens to it. */
interface InputChannel {
  /** Its place in a row; -1 while the device has not said that it has it. */
  index: number;
  readonly sense: ElectrodeSense;
  /** The latest sample in millivolts. */
  last: number;
}

/** One device and the senses of its electrodes: rows in, spikes, glyphs and percepts out. */
export class DeviceInput implements DeviceSink {
  readonly planned: PlannedDevice;
  readonly #listener: InputListener;
  readonly #kept: KeptRows;
  readonly #onEnd: () => void;
  readonly #onElectrode: (electrode: Electrode) => void;
  readonly #channels: InputChannel[] = [];
  readonly #covariates: CovariateChannels;
  readonly #sample = new Sample();
  #listening: Listening = "continuous";
  #description: DeviceDescription = { channels: [], rate: 0, origin: 0 };
  #phase: Phase = "inhale";
  #hearing: Hearing = "by-breath";
  #closerUntil: Seconds = Number.NEGATIVE_INFINITY;
  #heard = true;
  #faults = 0;
  #ended = false;
  #rows = 0;
  #known: SavedInput = {};
  #restedBefore = false;
  #started = false;

  /**
   * @param remembers keeps its latest raw signal in memory, for those who may want it recorded
   * @param keeps takes all its raw signal
   */
  constructor(
    planned: PlannedDevice,
    listener: InputListener,
    calls: InputCalls,
    remembers = false,
    keeps: RawSignals | undefined = undefined,
  ) {
    this.planned = planned;
    this.#onEnd = calls.onEnd;
    this.#onElectrode = calls.onElectrode;
    this.#covariates = new CovariateChannels(planned.name, calls.covariates);
    this.#listener = listener;
    this.#kept = new KeptRows(planned.name, remembers, keeps);
  }

  /**
   * The electrodes that the card names, before anything of the device is heard.
   * @param known what their senses knew in an earlier life
   * @param rested that one ended while it rested: what lies between is no gap
   */
  prepare(known: SavedInput = {}, rested = false): void {
    this.#known = known;
    this.#restedBefore = rested;
    for (const electrode of this.planned.electrodes) this.#addElectrode(electrode);
  }

  /**
   * Opens the device. May be called again when it was not there.
   * @throws AndasError `device` when it is not there; `config` when it has not the channels that the card wants
   */
  async start(): Promise<void> {
    const description = await this.planned.device.start(this);
    const wrong = this.#takeUp(description);
    if (wrong !== undefined) throw new AndasError("config", wrong);
    this.#started = true;
    if (!this.#heard) this.planned.device.rest();
  }

  /** It says its channels later than at its start, or has others now: what the card wants of it and it has not is a fault, and no end. */
  described(at: Seconds, description: DeviceDescription): void {
    const wrong = this.#takeUp(description);
    if (wrong !== undefined) this.fault(at, wrong);
  }

  /** All that its senses know. */
  save(): SavedInput {
    return Object.fromEntries(this.#channels.map(({ sense }) => [placeOf(sense.electrode), sense.save()]));
  }

  /** It is not heard now, as planned. */
  get rests(): boolean {
    return !this.#heard;
  }

  get description(): DeviceDescription {
    return this.#description;
  }

  get listening(): Listening {
    return this.#listening;
  }

  /** Its latest raw signal; undefined where nobody wants it remembered. */
  get signal(): SignalRing | undefined {
    return this.#kept.signal;
  }

  /** Rows heard, each a wake of the processor. */
  get rows(): number {
    return this.#rows;
  }

  /** What could not be read or understood. */
  get faults(): number {
    return this.#faults;
  }

  get electrodes(): readonly ElectrodeState[] {
    return this.#channels.map(({ sense, last }) => {
      const { electrode, sigma, glyph } = sense;
      return { electrode, last, sigma, glyph };
    });
  }

  get covariates(): readonly CovariateState[] {
    return this.#covariates.states;
  }

  /** The breath moved on: listen, or let the device rest. */
  phase(phase: Phase, now: Seconds): void {
    this.#phase = phase;
    this.review(now);
  }

  /** The node wants nothing of it, or everything; or it is the breath's affair again. */
  setHearing(hearing: Hearing, now: Seconds): void {
    this.#hearing = hearing;
    this.review(now);
  }

  /** Till when it hears through its rests; in the past when nobody asked. */
  get closerUntil(): Seconds {
    return this.#closerUntil;
  }

  /** Hears through its rests till `until`; `review` it then. */
  listenUntil(until: Seconds, now: Seconds): void {
    this.#closerUntil = Math.max(this.#closerUntil, until);
    this.review(now);
  }

  /** Is it still as it should be? Never in the middle of a sample. */
  review(now: Seconds): void {
    const heard = this.#shouldHear(now);
    if (heard === this.#heard) return;
    this.#heard = heard;
    if (!this.#started) return;
    if (heard) this.planned.device.wake();
    else {
      this.rested();
      this.planned.device.rest();
    }
  }

  row(at: Seconds, values: Float64Array): void {
    this.#take(at, values, 0);
  }

  block(first: Seconds, period: Seconds, values: Float64Array, rows: number): void {
    const width = this.#description.channels.length;
    for (let row = 0; row < rows; row++) this.#take(first + row * period, values, row * width);
  }

  rested(): void {
    for (const { sense } of this.#channels) sense.rest();
    this.#kept.rest();
  }

  fault(at: Seconds, reason: string): void {
    this.#listener.fault(this.planned.name, at, reason, ++this.#faults);
  }

  called(at: Seconds): void {
    this.#listener.called(this.planned.name, this.#listening, at);
  }

  halt(at: Seconds): void {
    this.#listener.halt(this.planned.name, at);
  }

  visit(at: Seconds, length: Seconds): void {
    this.#listener.visit(this.planned.name, at, length);
  }

  ended(): void {
    this.#ended = true;
    this.#onEnd();
  }

  /** Its recording is over; never so where it listens to the living. */
  get isOver(): boolean {
    return this.#ended;
  }

  /** One row, which begins at `from` of `values`. */
  #take(at: Seconds, values: Float64Array, from: number): void {
    this.#rows++;
    this.#kept.row(at);
    for (let i = 0; i < this.#channels.length; i++) {
      const channel = this.#channels[i]!;
      const mv = channel.index < 0 ? Number.NaN : values[from + channel.index]!;
      channel.last = mv;
      this.#kept.set(i, mv);
      this.#listener.sample(channel.sense.electrode.name, at, mv);
      this.#sample.at = at;
      this.#sample.mv = mv;
      channel.sense.push(this.#sample);
    }
    if (this.#covariates.count > 0) this.#covariates.take(at, values, from, this.#keepCovariate);
  }

  /** Behind the electrodes, where these are kept. */
  readonly #keepCovariate = (place: number, value: number): void =>
    this.#kept.set(this.#channels.length + place, value);

  #shouldHear(now: Seconds): boolean {
    if (this.#hearing !== "by-breath") return this.#hearing === "everything";
    return heardIn(this.#listening, this.#phase) || now < this.#closerUntil;
  }

  /** With what it knew, if that can be read; a fresh one otherwise. */
  #senseOf(electrode: Electrode, known: SavedInput): ElectrodeSense {
    const glyphs = (this.planned.glyphs ?? USUAL_GLYPHS)[electrode.profile];
    const fresh = () => new ElectrodeSense(electrode, this.#listener, glyphs);
    const saved = known[placeOf(electrode)];
    if (saved === undefined) return fresh();
    const sense = fresh();
    return sense.restore(saved) ? sense : fresh();
  }

  /** Where in a row each electrode stands from now on. Gives what is wrong with that, in words. */
  #takeUp(description: DeviceDescription): string | undefined {
    this.#description = description;
    this.#listening = this.planned.listening ?? usualListening(description.rate);
    const { channels } = description;
    const before = this.#columns;
    if (this.planned.electrodes.length === 0)
      for (const { name, role } of channels) {
        const isNew = !this.#channels.some(({ sense }) => sense.electrode.name === name);
        if (role === "electrode" && isNew)
          this.#addElectrode({ name, device: this.planned.name, channel: name, profile: "fungus", control: false });
      }
    for (const channel of this.#channels) {
      const wanted = channel.sense.electrode.channel;
      channel.index = channels.findIndex((candidate) => meansChannel(wanted, candidate.name));
    }
    const isElectrode = (name: string) =>
      this.#channels.some(({ sense }) => meansChannel(sense.electrode.channel, name));
    this.#covariates.takeUp(channels, isElectrode);
    if (this.#columns > before || !this.#kept.isOpen) this.#remember();
    const missing = this.#channels.find(({ index }) => index < 0)?.sense.electrode;
    if (missing === undefined || (channels.length === 0 && description.rate > 0)) return undefined;
    const there = channels.map((candidate) => candidate.name).join(", ") || "none";
    return `electrode "${missing.name}" wants channel "${missing.channel}" of ${this.planned.name}, which has ${there}: mend electrodes.json`;
  }

  #addElectrode(electrode: Electrode): void {
    this.#channels.push({ index: -1, sense: this.#senseOf(electrode, this.#known), last: Number.NaN });
    this.#onElectrode(electrode);
  }

  /** All that is kept of a row. */
  get #columns(): number {
    return this.#channels.length + this.#covariates.count;
  }

  #remember(): void {
    const names = this.#channels.map(({ sense }) => sense.electrode.name);
    names.push(...this.covariates.map(({ covariate }) => columnOf(covariate)));
    if (names.length === 0) return;
    this.#kept.open(names, this.#description.rate, this.#restedBefore);
    this.#restedBefore = false;
  }
}

/** An electrode that was moved to another channel, or is another kind of life now, is another electrode. */
function placeOf({ name, channel, profile }: Electrode): string {
  return `${name} ${channel} ${profile}`;
}
