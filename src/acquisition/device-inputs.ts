import type { Phase } from "../domain/breath.js";
import type { CovariateState } from "../domain/covariate.js";
import type { Electrode } from "../domain/electrode.js";
import type { ElectrodeState } from "../domain/electrode-state.js";
import { AndasError } from "../domain/errors.js";
import { electrodeSource } from "../domain/percept-source.js";
import { HOUR, type Seconds } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { RawSignals } from "../ports/raw-signal.js";
import type { RecentSignal } from "../ports/recent-signal.js";
import { SampleWindow } from "../sensing/contact/sample-window.js";
import { ControlWatch } from "../sensing/control-watch.js";
import { DeviceInput, type Hearing, type InputListener, type PlannedDevice } from "./device-input.js";
import { Opener } from "./opener.js";
import type { SenseKeeper } from "./sense-keeper.js";
import { Surroundings } from "./surroundings.js";

/** Nobody is listened to closely for longer, whoever asks: it costs what a rest saves. */
export const LONGEST_LISTEN: Seconds = 6 * HOUR;

/** What was heard of an electrode of late, and where it hangs. */
export interface Latest {
  readonly times: readonly Seconds[];
  readonly values: readonly number[];
  readonly rate: number;
  readonly device: string;
  readonly channel: string;
}

/** What had come by when everything began to be listened to. */
interface Probe {
  readonly since: Seconds;
  readonly counts: readonly { readonly rows: number; readonly faults: number }[];
}

/** All the inputs of a node: when they hear is decided by the breath, by who wants to hear closer, and by a node that withdraws. */
export class DeviceInputs {
  readonly all: readonly DeviceInput[];
  readonly #clock: Clock;
  readonly #controls: ControlWatch;
  readonly #surroundings: Surroundings;
  readonly #latest = new Map<string, SampleWindow>();
  readonly #keeper: SenseKeeper | undefined;
  readonly #openers: readonly Opener[];
  readonly #onElectrode: ((input: DeviceInput, electrode: Electrode) => void) | undefined;
  /** When somebody who listened closer has heard enough. */
  readonly #closer: Timer;
  /** When everything began to be listened to, and how many rows and faults each input had by then. */
  #probe: Probe = { since: 0, counts: [] };
  #end: () => void = () => {};
  /** Resolves when every recording has ended; never in a node that listens to the living. */
  readonly over: Promise<void>;

  /**
   * @param remembers keeps the latest raw signal in memory, for those who may want it recorded
   * @param raw takes all the raw signal
   * @param keeper lets them go on after a planned restart as if it had been a rest
   * @param onElectrode there is one more electrode: at the start, or when a device that came late says what it has
   * @param onCovariate the same, of what is no electrode
   */
  constructor(options: {
    devices: readonly PlannedDevice[];
    clock: Clock;
    listener: InputListener;
    remembers: boolean;
    raw?: RawSignals | undefined;
    keeper?: SenseKeeper | undefined;
    onElectrode?: (input: DeviceInput, electrode: Electrode) => void;
    onCovariate?: () => void;
  }) {
    const { devices, clock, listener, remembers, raw } = options;
    this.over = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#keeper = options.keeper;
    this.#clock = clock;
    const named = new Set(devices.flatMap(({ electrodes }) => electrodes.map(({ name }) => name)));
    const isElectrode = (name: string) => named.has(name) || this.knows(name);
    this.#surroundings = new Surroundings(listener, isElectrode, options.onCovariate ?? (() => {}));
    this.#controls = new ControlWatch(this.#surroundings.listener);
    const { sample } = this.#surroundings.listener;
    const heard: InputListener = {
      ...this.#surroundings.listener,
      ...this.#controls.listener,
      sample: (electrode, at, mv) => {
        this.#remember(electrode, at, mv);
        sample(electrode, at, mv);
      },
    };
    this.#onElectrode = options.onElectrode;
    this.all = devices.map((planned) => this.#inputFor(planned, heard, remembers, raw));
    this.#openers = this.all.map((input) => new Opener(input, clock));
    this.#closer = clock.timer("listening closer", () => this.#review());
  }

  /** Opens the devices, in the order of the card; those that are not there are tried again for ever. */
  async start(): Promise<void> {
    const known = await this.#keeper?.takeUp(this.#clock.now());
    for (const input of this.all) {
      const { name } = input.planned;
      input.prepare(known?.inputs[name], known?.resting?.includes(name));
    }
    for (const opener of this.#openers) await opener.open();
  }

  async stop(): Promise<void> {
    this.#closer.cancel();
    for (const opener of this.#openers) await opener.stop();
    await this.#keeper?.keep(this.all, this.#clock.now());
  }

  /** Every electrode, as it is now. */
  get electrodes(): readonly ElectrodeState[] {
    return this.all.flatMap((input) => input.electrodes);
  }

  /** What surrounds them, as it is now. */
  get covariates(): readonly CovariateState[] {
    return this.all.flatMap((input) => input.covariates);
  }

  /** Is nothing of this electrode heard in some phases of the breath? */
  hearsPartly(name: string): boolean {
    return this.all.some(
      ({ listening, electrodes }) =>
        listening !== "continuous" && electrodes.some(({ electrode }) => electrode.name === name),
    );
  }

  /** What can be heard here, as it is told. */
  get offered() {
    const capabilities = [...new Set(this.all.map(({ listening }) => `listening:${listening}`))];
    return {
      electrodes: this.electrodes.map(({ electrode }) => electrode),
      covariates: this.covariates.map(({ covariate }) => covariate),
      capabilities,
    };
  }

  /** Node time at which the time column of its recording is zero; 0 where it listens to the living. */
  get origin(): Seconds {
    return this.all.find((input) => input.electrodes.length > 0)?.description.origin ?? 0;
  }

  /** What was heard of an electrode after `since`, as far as that is remembered (4096 samples); undefined where there is none of that name. */
  latest(electrode: string, since: Seconds): Latest | undefined {
    const input = this.#inputOf(electrode);
    const state = input?.electrodes.find((one) => one.electrode.name === electrode);
    if (input === undefined || state === undefined) return undefined;
    const heard = this.#latest.get(electrode)?.after(since) ?? { times: [], values: [] };
    const { channel } = state.electrode;
    return { ...heard, rate: input.description.rate, device: input.planned.name, channel };
  }

  phase(phase: Phase): void {
    for (const input of this.all) input.phase(phase, this.#clock.now());
    for (const opener of this.#openers) opener.review();
  }

  knows(electrode: string): boolean {
    return this.#inputOf(electrode) !== undefined;
  }

  /**
   * Hears an electrode through its rests for so long, at most `LONGEST_LISTEN`, and all that hangs on the same device with it. A device
   * that is heard always has no rests. Gives the end.
   * @throws AndasError `usage` when there is no such electrode
   */
  listenCloser(electrode: string, seconds: Seconds): Seconds {
    const input = this.#inputOf(electrode);
    if (input === undefined) {
      const known = this.electrodes.map(({ electrode: { name } }) => name).join(", ") || "none";
      throw new AndasError("usage", `there is no electrode "${electrode}"; there are ${known}`);
    }
    const now = this.#clock.now();
    const until = now + Math.min(Math.max(0, seconds), LONGEST_LISTEN);
    if (input.listening === "continuous" || until <= now) return until;
    input.listenUntil(until, now);
    this.#awaitNext();
    return until;
  }

  /** The raw signals that are remembered. */
  get signals(): readonly RecentSignal[] {
    return this.all.flatMap(({ signal }) => signal ?? []);
  }

  /** Rows heard, each a wake of the processor. */
  get rows(): number {
    return this.all.reduce((sum, input) => sum + input.rows, 0);
  }

  rest(): void {
    this.#hear("nothing");
  }

  listen(): void {
    this.#probe = { since: this.#clock.now(), counts: this.all.map(({ rows, faults }) => ({ rows, faults })) };
    this.#hear("everything");
  }

  resume(): void {
    this.#hear("by-breath");
  }

  /** Since `listen` every device that should have given something gave it and none failed, and the percept's own electrode is no gap and no artefact now. */
  isWell(source: string): boolean {
    const listened = this.#clock.now() - this.#probe.since;
    return this.all.every((input, i) => {
      const before = this.#probe.counts[i];
      const should = input.electrodes.length > 0 && input.description.rate * listened >= 2;
      if ((should && input.rows === before?.rows) || input.faults !== before?.faults) return false;
      const own = input.electrodes.find(({ electrode }) => source === electrodeSource(electrode.name));
      return own?.glyph === undefined || (own.glyph.name !== "gap" && own.glyph.name !== "artefact");
    });
  }

  #inputFor(planned: PlannedDevice, listener: InputListener, remembers: boolean, raw?: RawSignals): DeviceInput {
    const onElectrode = (electrode: Electrode) => {
      this.#controls.addElectrode(electrode);
      this.#onElectrode?.(input, electrode);
    };
    const input: DeviceInput = new DeviceInput(
      planned,
      listener,
      { onEnd: () => this.#ended(), onElectrode, covariates: this.#surroundings.covariates },
      remembers,
      raw,
    );
    return input;
  }

  /** Hot. */
  #remember(electrode: string, at: Seconds, mv: number): void {
    let window = this.#latest.get(electrode);
    if (window === undefined) {
      window = new SampleWindow();
      this.#latest.set(electrode, window);
    }
    window.push(at, mv);
  }

  #hear(hearing: Hearing): void {
    for (const input of this.all) input.setHearing(hearing, this.#clock.now());
  }

  #ended(): void {
    if (this.all.every((input) => input.isOver || input.electrodes.length === 0)) this.#end();
  }

  #review(): void {
    const now = this.#clock.now();
    for (const input of this.all) input.review(now);
    this.#awaitNext();
  }

  #awaitNext(): void {
    const now = this.#clock.now();
    const ends = this.all.map((input) => input.closerUntil).filter((until) => until > now);
    if (ends.length > 0) this.#closer.set(Math.min(...ends));
  }

  #inputOf(electrode: string): DeviceInput | undefined {
    return this.all.find((input) => input.electrodes.some((state) => state.electrode.name === electrode));
  }
}
