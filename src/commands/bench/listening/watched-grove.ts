import { z } from "zod";
import type { GroveEvent } from "../../../../devices/grove/events.js";
import { GroveSignal } from "../../../../devices/grove/grove-signal.js";
import type { Seconds } from "../../../domain/time.js";
import type { Timer } from "../../../ports/clock.js";
import type { Device, DeviceDescription, DeviceKind, DevicePorts, DeviceSink } from "../../../ports/device.js";

const ELECTRODES = 4;

const schema = z.strictObject({
  rate_hz: z.number().min(0.1).max(100),
  /** The comparator of a converter keeps watch over the first electrode: so far, in mV, from where it lay as the rest began. */
  band_mv: z.number().positive().exactOptional(),
});

/** What kind of grove it is. */
export interface World {
  /** 1 as the real fungus; more is livelier. */
  readonly activity: number;
  /** So many times slower than usual is all that it does. */
  readonly slower: number;
}

const USUAL: World = { activity: 3, slower: 1 };

/** What was put into the signal, when it was heard, and how often its comparator called. */
export class Overheard {
  readonly truth: GroveEvent[] = [];
  readonly heard: { from: Seconds; to: Seconds }[] = [];
  calls = 0;

  /** Was this time heard? */
  hears(at: Seconds): boolean {
    return this.heard.some(({ from, to }) => at >= from && at < to);
  }

  /** Was all of it heard, without a rest in between? */
  hearsWhole(start: Seconds, end: Seconds): boolean {
    return this.heard.some(({ from, to }) => start >= from && end <= to);
  }
}

/** A simulated grove behind a converter that sleeps or keeps watch: what is put into it is written down in `overheard`. */
export function watchedGrove(overheard: Overheard, world: World = USUAL): DeviceKind<z.infer<typeof schema>> {
  return {
    kind: "watched-grove",
    summary: "a grove of which the truth is known",
    capabilities: ["electrodes"],
    packages: [],
    simulated: true,
    schema,
    create: ({ rate_hz, band_mv }, ports) => new WatchedGrove(rate_hz, band_mv, ports, overheard, world),
  };
}

class WatchedGrove implements Device {
  readonly #rate: number;
  readonly #band: number | undefined;
  readonly #ports: DevicePorts;
  readonly #overheard: Overheard;
  readonly #signal: GroveSignal;
  readonly #values = new Float64Array(ELECTRODES);
  /** The converter's own clock: in a rest it wakes nobody. */
  readonly #timer: Timer;
  #sink: DeviceSink | undefined;
  #zero: Seconds = 0;
  #count = 0;
  #resting = false;
  /** Where the watched electrode lay as the rest began; undefined while nobody watches. */
  #middle: number | undefined;

  constructor(
    rate: number,
    band: number | undefined,
    ports: DevicePorts,
    overheard: Overheard,
    { activity, slower }: World,
  ) {
    this.#rate = rate;
    this.#band = band;
    this.#ports = ports;
    this.#overheard = overheard;
    const options = { electrodes: ELECTRODES, rate: rate * slower, activity, settle: 0, disturbance: 0 };
    const put = (event: GroveEvent) => {
      const { start, peak, end } = event;
      const zero = this.#zero;
      const at = (time: Seconds) => time * slower + zero;
      overheard.truth.push({ ...event, start: at(start), peak: at(peak), end: at(end) });
    };
    this.#signal = new GroveSignal(options, ports.random, put);
    this.#timer = ports.clock.timer(ports.name, () => this.#convert());
  }

  async start(sink: DeviceSink): Promise<DeviceDescription> {
    this.#sink = sink;
    this.#zero = this.#ports.clock.now();
    this.#timer.set(this.#zero);
    this.#overheard.heard.push({ from: this.#zero, to: Number.POSITIVE_INFINITY });
    const channels = Array.from({ length: ELECTRODES }, (_, i) => ({ name: `e${i + 1}`, role: "electrode" as const }));
    return { channels, rate: this.#rate, origin: 0 };
  }

  rest(): void {
    this.#resting = true;
    this.#middle = this.#band === undefined ? undefined : this.#values[0];
    this.#end();
  }

  wake(): void {
    if (!this.#resting) return;
    this.#resting = false;
    this.#overheard.heard.push({ from: this.#ports.clock.now(), to: Number.POSITIVE_INFINITY });
  }

  async stop(): Promise<void> {
    this.#timer.cancel();
    if (!this.#resting) this.#end();
  }

  #end(): void {
    const last = this.#overheard.heard.at(-1);
    if (last !== undefined) last.to = Math.min(last.to, this.#ports.clock.now());
  }

  #convert(): void {
    const now = this.#ports.clock.now();
    this.#signal.next(this.#values);
    this.#timer.set(this.#zero + ++this.#count / this.#rate);
    if (!this.#resting) this.#sink?.row(now, this.#values);
    else if (this.#middle !== undefined && Math.abs(this.#values[0]! - this.#middle) > (this.#band ?? 0)) {
      this.#middle = undefined; // one call a rest
      this.#overheard.calls++;
      this.#sink?.called(now);
    }
  }
}
