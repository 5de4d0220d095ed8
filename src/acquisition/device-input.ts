import type { Phase } from "../domain/breath.js";
import { type Electrode, type Listening, meansChannel } from "../domain/electrode.js";
import type { ElectrodeState } from "../domain/electrode-state.js";
import { AndasError } from "../domain/errors.js";
import { type GlyphBook, USUAL_GLYPHS } from "../domain/glyph-settings.js";
import type { Seconds } from "../domain/time.js";
import type { Device, DeviceDescription, DeviceSink } from "../ports/device.js";
import type { RawSignal, RawSignals } from "../ports/raw-signal.js";
import { ElectrodeSense, type SenseListener } from "../sensing/electrode-sense.js";
import { Sample } from "../sensing/stream/sample.js";
import type { SavedState } from "../sensing/stream/snapshot.js";
import { heardIn, usualListening } from "./listening.js";
import { SignalRing } from "./signal-ring.js";

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
}

/** What it listens to: as the breath lets it; nothing at all (the node has withdrawn); everything (it tries whether all is well). */
export type Hearing = "by-breath" | "nothing" | "everything";

/** What the senses of a device know, by the name of the electrode. */
export type SavedInput = Readonly<Record<string, SavedState>>;

/** A channel and the sense that listens to it. */
interface InputChannel {
  /** Its place in a row. */
  readonly index: number;
  readonly sense: ElectrodeSense;
  /** The latest sample in millivolts. */
  last: number;
}

/** One device and the senses of its electrodes: rows in, spikes, glyphs and percepts out. */
export class DeviceInput implements DeviceSink {
  readonly planned: PlannedDevice;
  readonly #listener: InputListener;
  readonly #remembers: boolean;
  readonly #keeps: RawSignals | undefined;
  readonly #onEnd: () => void;
  readonly #channels: InputChannel[] = [];
  readonly #sample = new Sample();
  #signal: SignalRing | undefined;
  #raw: RawSignal | undefined;
  #listening: Listening = "continuous";
  #description: DeviceDescription = { channels: [], rate: 0, origin: 0 };
  #phase: Phase = "inhale";
  #hearing: Hearing = "by-breath";
  #closerUntil: Seconds = Number.NEGATIVE_INFINITY;
  #heard = true;
  #faults = 0;
  #ended = false;
  #rows = 0;

  /**
   * @param onEnd its recording is over
   * @param remembers keeps its latest raw signal in memory, for those who may want it recorded
   * @param keeps takes all its raw signal
   */
  constructor(
    planned: PlannedDevice,
    listener: InputListener,
    onEnd: () => void,
    remembers = false,
    keeps: RawSignals | undefined = undefined,
  ) {
    this.planned = planned;
    this.#onEnd = onEnd;
    this.#listener = listener;
    this.#remembers = remembers;
    this.#keeps = keeps;
  }

  /**
   * @param known what its senses knew in an earlier life
   * @param rested that one ended while it rested: what lies between is no gap
   */
  async start(known: SavedInput = {}, rested = false): Promise<void> {
    this.#description = await this.planned.device.start(this);
    this.#listening = this.planned.listening ?? usualListening(this.#description.rate);
    for (const electrode of this.#electrodes()) {
      const index = this.#indexOf(electrode);
      this.#channels.push({ index, sense: this.#senseOf(electrode, known), last: Number.NaN });
    }
    if (this.#channels.length === 0) return;
    const names = this.#channels.map(({ sense }) => sense.electrode.name);
    this.#raw = this.#keeps?.open(this.planned.name, names);
    if (rested) this.#raw?.rest();
    if (this.#remembers) this.#signal = new SignalRing(this.planned.name, names, this.#description.rate);
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
    return this.#signal;
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
    if (heard) this.planned.device.wake();
    else {
      this.rested();
      this.planned.device.rest();
    }
  }

  row(at: Seconds, values: Float64Array): void {
    this.#rows++;
    this.#signal?.row(at);
    this.#raw?.row(at);
    for (let i = 0; i < this.#channels.length; i++) {
      const channel = this.#channels[i]!;
      const mv = values[channel.index]!;
      channel.last = mv;
      this.#signal?.set(i, mv);
      this.#raw?.set(i, mv);
      this.#listener.sample(channel.sense.electrode.name, at, mv);
      this.#sample.at = at;
      this.#sample.mv = mv;
      channel.sense.push(this.#sample);
    }
  }

  rested(): void {
    for (const { sense } of this.#channels) sense.rest();
    this.#raw?.rest();
  }

  fault(at: Seconds, reason: string): void {
    this.#listener.fault(this.planned.name, at, reason, ++this.#faults);
  }

  called(at: Seconds): void {
    this.#listener.called(this.planned.name, this.#listening, at);
  }

  ended(): void {
    this.#ended = true;
    this.#onEnd();
  }

  /** Its recording is over; never so where it listens to the living. */
  get isOver(): boolean {
    return this.#ended;
  }

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

  #indexOf({ name, channel }: Electrode): number {
    const { channels } = this.#description;
    const found = channels.findIndex((candidate) => meansChannel(channel, candidate.name));
    if (found >= 0) return found;
    const there = channels.map((candidate) => candidate.name).join(", ");
    throw new AndasError(
      "device",
      `electrode "${name}" wants channel "${channel}" of ${this.planned.name}, which has ${there || "none"}: mend electrodes.json`,
    );
  }

  /** Those of the card; without any, every channel with its own name. */
  #electrodes(): readonly Electrode[] {
    if (this.planned.electrodes.length > 0) return this.planned.electrodes;
    return this.#description.channels
      .filter((channel) => channel.role === "electrode")
      .map(({ name }) => ({ name, device: this.planned.name, channel: name, profile: "fungus", control: false }));
  }
}

/** An electrode that was moved to another channel, or is another kind of life now, is another electrode. */
function placeOf({ name, channel, profile }: Electrode): string {
  return `${name} ${channel} ${profile}`;
}
