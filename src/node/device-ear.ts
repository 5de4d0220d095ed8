import { heardIn, usualListening } from "../breathing/listening.js";
import type { Phase } from "../domain/breath.js";
import { type Electrode, type Listening, meansChannel } from "../domain/electrode.js";
import { AndasError } from "../domain/errors.js";
import type { Glyph } from "../domain/glyph.js";
import { type GlyphBook, USUAL_GLYPHS } from "../domain/glyph-settings.js";
import type { Seconds } from "../domain/time.js";
import type { Device, DeviceDescription, DeviceSink } from "../ports/device.js";
import { ElectrodeSense, type SenseListener } from "../sensing/electrode-sense.js";

import { Sample } from "../sensing/sample.js";
import type { SavedState } from "../sensing/snapshot.js";
import { SignalRing } from "./deeds/signal-ring.js";

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

/** One of its electrodes, as it is now. */
export interface HeardElectrode {
  readonly electrode: Electrode;
  /** The latest sample in millivolts; NaN when it was missing. */
  readonly last: number;
  /** Local noise σ in millivolts; NaN until known. */
  readonly sigma: number;
  /** What is going on; undefined before the first sample. */
  readonly glyph: Glyph | undefined;
}

/** What an ear passes on. */
export interface EarListener extends SenseListener {
  /** Every sample of every electrode: hot. */
  sample(electrode: string, at: Seconds, mv: number): void;
  fault(device: string, at: Seconds, reason: string, lost: number): void;
  called(device: string, listening: Listening, at: Seconds): void;
  ended(device: string): void;
}

/** What it listens to: as the breath lets it; nothing at all (the node has withdrawn); everything (it tries whether all is well). */
export type Attention = "breath" | "nothing" | "everything";

/** What the senses of a device know, by the name of the electrode. */
export type SavedEar = Readonly<Record<string, SavedState>>;

/** A channel and the sense that listens to it. */
interface Seat {
  readonly channel: number;
  readonly sense: ElectrodeSense;
  /** The latest sample in millivolts. */
  last: number;
}

/** One device and the senses of its electrodes: rows in, spikes, glyphs and percepts out. */
export class DeviceEar implements DeviceSink {
  readonly planned: PlannedDevice;
  readonly #listener: EarListener;
  readonly #remembers: boolean;
  readonly #seats: Seat[] = [];
  readonly #sample = new Sample();
  #signal: SignalRing | undefined;
  #listening: Listening = "continuous";
  #description: DeviceDescription = { channels: [], rate: 0, origin: 0 };
  #phase: Phase = "inhale";
  #attention: Attention = "breath";
  #closerUntil: Seconds = Number.NEGATIVE_INFINITY;
  #heard = true;
  #faults = 0;
  #rows = 0;

  /** @param remembers keeps its latest raw signal in memory, for those who may want it recorded */
  constructor(planned: PlannedDevice, listener: EarListener, remembers = false) {
    this.planned = planned;
    this.#listener = listener;
    this.#remembers = remembers;
  }

  /** `known`: what its senses knew in an earlier life. */
  async start(known: SavedEar = {}): Promise<void> {
    this.#description = await this.planned.device.start(this);
    this.#listening = this.planned.listening ?? usualListening(this.#description.rate);
    for (const electrode of this.#electrodes()) {
      const channel = this.#channelOf(electrode);
      this.#seats.push({ channel, sense: this.#senseOf(electrode, known), last: Number.NaN });
    }
    if (!this.#remembers || this.#seats.length === 0) return;
    const names = this.#seats.map(({ sense }) => sense.electrode.name);
    this.#signal = new SignalRing(names, this.#description.rate);
  }

  /** All that its senses know. */
  save(): SavedEar {
    return Object.fromEntries(this.#seats.map(({ sense }) => [placeOf(sense.electrode), sense.save()]));
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

  get electrodes(): readonly HeardElectrode[] {
    return this.#seats.map(({ sense, last }) => {
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
  attend(attention: Attention, now: Seconds): void {
    this.#attention = attention;
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
      for (const { sense } of this.#seats) sense.rest();
      this.planned.device.rest();
    }
  }

  row(at: Seconds, values: Float64Array): void {
    this.#rows++;
    this.#signal?.row(at);
    for (let i = 0; i < this.#seats.length; i++) {
      const seat = this.#seats[i] as Seat;
      const mv = values[seat.channel] as number;
      seat.last = mv;
      this.#signal?.set(i, mv);
      this.#listener.sample(seat.sense.electrode.name, at, mv);
      this.#sample.at = at;
      this.#sample.mv = mv;
      seat.sense.push(this.#sample);
    }
  }

  fault(at: Seconds, reason: string): void {
    this.#listener.fault(this.planned.name, at, reason, ++this.#faults);
  }

  called(at: Seconds): void {
    this.#listener.called(this.planned.name, this.#listening, at);
  }

  ended(): void {
    this.#listener.ended(this.planned.name);
  }

  #shouldHear(now: Seconds): boolean {
    if (this.#attention !== "breath") return this.#attention === "everything";
    return heardIn(this.#listening, this.#phase) || now < this.#closerUntil;
  }

  /** With what it knew, if that can be read; a fresh one otherwise. */
  #senseOf(electrode: Electrode, known: SavedEar): ElectrodeSense {
    const glyphs = (this.planned.glyphs ?? USUAL_GLYPHS)[electrode.profile];
    const fresh = () => new ElectrodeSense(electrode, this.#listener, glyphs);
    const saved = known[placeOf(electrode)];
    if (saved === undefined) return fresh();
    const sense = fresh();
    return sense.restore(saved) ? sense : fresh();
  }

  #channelOf({ name, channel }: Electrode): number {
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
