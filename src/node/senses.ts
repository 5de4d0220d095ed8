import type { Phase } from "../domain/breath.js";
import { AndasError } from "../domain/errors.js";
import { electrodeSource } from "../domain/percept-source.js";
import { HOUR, type Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import { ControlWatch } from "../sensing/control-watch.js";
import type { Signal } from "./deeds/recorder.js";
import { type Attention, DeviceEar, type EarListener, type PlannedDevice } from "./device-ear.js";
import type { SenseKeeper } from "./sense-keeper.js";

/** Nobody is listened to closely for longer, whoever asks: it costs what a rest saves. */
export const LONGEST_LISTEN: Seconds = 6 * HOUR;

/** All the ears of a node: when they hear is decided by the breath, by who wants to hear closer, and by a node that withdraws. */
export class Senses {
  readonly ears: readonly DeviceEar[];
  readonly #clock: Clock;
  readonly #controls: ControlWatch;
  readonly #keeper: SenseKeeper | undefined;
  /** When somebody who listened closer has heard enough. */
  readonly #closer: Timer;
  /** When everything began to be listened to, and how many rows each ear had heard by then. */
  #probe: { readonly since: Seconds; readonly rows: readonly number[] } = { since: 0, rows: [] };

  /**
   * @param remembers keeps the latest raw signal in memory, for those who may want it recorded
   * @param keeper lets them go on after a planned restart as if it had been a rest
   */
  constructor(options: {
    devices: readonly PlannedDevice[];
    clock: Clock;
    listener: EarListener;
    remembers: boolean;
    keeper?: SenseKeeper | undefined;
  }) {
    const { devices, clock, listener, remembers } = options;
    this.#keeper = options.keeper;
    this.#clock = clock;
    this.#controls = new ControlWatch(listener);
    const heard = { ...listener, ...this.#controls.listener };
    this.ears = devices.map((planned) => new DeviceEar(planned, heard, remembers));
    this.#closer = clock.timer("listening closer", () => this.#review());
  }

  /** Opens the devices, in the order of the card. */
  async start(): Promise<void> {
    const known = (await this.#keeper?.takeUp(this.#clock.now())) ?? {};
    for (const ear of this.ears) {
      await ear.start(known[ear.planned.name]);
      for (const { electrode } of ear.electrodes) this.#controls.knows(electrode);
    }
  }

  async stop(): Promise<void> {
    this.#closer.cancel();
    for (const ear of this.ears) await ear.planned.device.stop();
    await this.#keeper?.keep(this.ears, this.#clock.now());
  }

  phase(phase: Phase): void {
    for (const ear of this.ears) ear.phase(phase, this.#clock.now());
  }

  knows(electrode: string): boolean {
    return this.#earOf(electrode) !== undefined;
  }

  /**
   * Hears an electrode through its rests for so long, at most `LONGEST_LISTEN`, and all that hangs on the same device with it. A device
   * that is heard always has no rests. Gives the end.
   * @throws AndasError `usage` when there is no such electrode
   */
  listenCloser(electrode: string, seconds: Seconds): Seconds {
    const ear = this.#earOf(electrode);
    if (ear === undefined) {
      const known = this.ears.flatMap((one) => one.electrodes.map((seat) => seat.electrode.name)).join(", ") || "none";
      throw new AndasError("usage", `there is no electrode "${electrode}"; there are ${known}`);
    }
    const now = this.#clock.now();
    const until = now + Math.min(Math.max(0, seconds), LONGEST_LISTEN);
    if (ear.listening === "continuous" || until <= now) return until;
    ear.listenUntil(until, now);
    this.#awaitNext();
    return until;
  }

  /** The raw signals that are remembered. */
  get signals(): readonly Signal[] {
    return this.ears.flatMap(({ planned, signal }) => (signal ? [{ device: planned.name, ring: signal }] : []));
  }

  /** Rows heard, each a wake of the processor. */
  get rows(): number {
    return this.ears.reduce((sum, ear) => sum + ear.rows, 0);
  }

  rest(): void {
    this.#attend("nothing");
  }

  listen(): void {
    this.#probe = { since: this.#clock.now(), rows: this.ears.map((ear) => ear.rows) };
    this.#attend("everything");
  }

  resume(): void {
    this.#attend("breath");
  }

  /** Every device that should have given something gave it, and the percept's own electrode is no gap and no artefact now. */
  isWell(source: string): boolean {
    const { since, rows } = this.#probe;
    const listened = this.#clock.now() - since;
    return this.ears.every((ear, i) => {
      const should = ear.electrodes.length > 0 && ear.description.rate * listened >= 2;
      if (should && ear.rows === rows[i]) return false;
      const own = ear.electrodes.find(({ electrode }) => source === electrodeSource(electrode.name));
      return own?.glyph === undefined || (own.glyph.name !== "gap" && own.glyph.name !== "artefact");
    });
  }

  #attend(attention: Attention): void {
    for (const ear of this.ears) ear.attend(attention, this.#clock.now());
  }

  #review(): void {
    const now = this.#clock.now();
    for (const ear of this.ears) ear.review(now);
    this.#awaitNext();
  }

  #awaitNext(): void {
    const now = this.#clock.now();
    const ends = this.ears.map((ear) => ear.closerUntil).filter((until) => until > now);
    if (ends.length > 0) this.#closer.set(Math.min(...ends));
  }

  #earOf(electrode: string): DeviceEar | undefined {
    return this.ears.find((ear) => ear.electrodes.some((seat) => seat.electrode.name === electrode));
  }
}
