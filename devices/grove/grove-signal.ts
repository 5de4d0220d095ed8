import type { Seconds } from "../../src/domain/time.js";
import { HOUR } from "../../src/domain/time.js";
import type { Random } from "../../src/ports/random.js";
import { Background } from "./background.js";
import { logNormal, sign, uniform, wait } from "./chance.js";
import { Disturbances } from "./disturbances.js";
import type { Witness } from "./events.js";
import type { SpikeShape } from "./simulated-spikes.js";
import { SimulatedSpikes, SPIKE_CHARACTERS } from "./simulated-spikes.js";
import { SpikePool } from "./spike-pool.js";

export interface GroveOptions {
  readonly electrodes: number;
  /** Samples a second. */
  readonly rate: number;
  /** 1 as the real fungus, 0 without any spike. */
  readonly activity: number;
  /** Time constant with which fresh electrodes settle; 0 for electrodes that have. */
  readonly settle: Seconds;
  /** 1 as usual, 0 without any disturbance. */
  readonly disturbance: number;
}

/** Steps of the converter in a millivolt: it sees microvolts. */
const STEPS = 1000;

/** Mean time between two waves (at activity 1) and between two visits of somebody who touches things. */
const EVERY = { wave: 6 * HOUR, handling: 30 * HOUR };

/**
 * A simulated grove, sample by sample, for ever. Each electrode and the field that they share draw from generators of their own, so that
 * neither the number of electrodes nor who asks when changes what one of them shows.
 */
export class GroveSignal {
  readonly #electrodes: readonly SimulatedElectrode[];
  readonly #options: GroveOptions;
  readonly #random: Random;
  #count = 0;
  #nextWave: Seconds;
  #nextHandling: Seconds;

  constructor(options: GroveOptions, random: Random, witness?: Witness) {
    this.#options = options;
    this.#random = random.fork("field");
    this.#electrodes = Array.from(
      { length: options.electrodes },
      (_, index) => new SimulatedElectrode(index, options, random.fork(`electrode ${index}`), witness),
    );
    this.#nextWave = wait(this.#random, EVERY.wave / options.activity);
    this.#nextHandling = wait(this.#random, EVERY.handling / options.disturbance);
  }

  /** The next sample of all electrodes, in millivolts, NaN where nothing was measured. */
  next(values: Float64Array): void {
    const at = this.#count++ / this.#options.rate;
    if (at >= this.#nextWave) this.#startWave(at);
    if (at >= this.#nextHandling) this.#handle(at);
    for (let i = 0; i < this.#electrodes.length; i++) values[i] = this.#electrodes[i]!.next(at);
  }

  /** One spike that travels along all electrodes, from the first to the last or back. */
  #startWave(at: Seconds): void {
    const random = this.#random;
    const lag = uniform(random, 60, 180);
    const backwards = random.next() < 0.5;
    const rise = uniform(random, 40, 100);
    const spike = { rise, recovery: rise * uniform(random, 1.2, 3), swing: 0, onset: at };
    const amplitude = sign(random) * logNormal(random, 0.07, 0.3);
    for (const electrode of this.#electrodes) {
      const place = backwards ? this.#electrodes.length - 1 - electrode.index : electrode.index;
      electrode.add("wave", { ...spike, onset: at + place * lag, amplitude: amplitude * uniform(random, 0.8, 1.2) });
    }
    this.#nextWave = at + wait(random, EVERY.wave / this.#options.activity);
  }

  #handle(at: Seconds): void {
    for (const electrode of this.#electrodes) electrode.handle(at + uniform(this.#random, 0, 20));
    this.#nextHandling = at + wait(this.#random, EVERY.handling / this.#options.disturbance);
  }
}

class SimulatedElectrode {
  readonly index: number;
  readonly #background: Background;
  readonly #disturbances: Disturbances;
  readonly #train: SimulatedSpikes;
  readonly #spikes: SpikePool;
  readonly #witness: Witness | undefined;
  #coming: SpikeShape;

  constructor(index: number, options: GroveOptions, random: Random, witness: Witness | undefined) {
    const { rate, settle, activity, disturbance } = options;
    this.index = index;
    this.#witness = witness;
    this.#background = new Background(rate, settle, random.fork("background"));
    this.#disturbances = new Disturbances(rate, disturbance, index, random.fork("disturbances"), witness);
    this.#train = new SimulatedSpikes(
      SPIKE_CHARACTERS[index % SPIKE_CHARACTERS.length]!,
      activity,
      random.fork("spikes"),
    );
    this.#spikes = new SpikePool(rate);
    this.#coming = this.#train.next();
  }

  next(at: Seconds): number {
    while (at >= this.#coming.onset) {
      this.add("spike", this.#coming);
      this.#coming = this.#train.next();
    }
    const value = this.#background.next(at) + this.#spikes.next(at) + this.#disturbances.next(at);
    return Math.round(value * STEPS) / STEPS;
  }

  add(kind: "spike" | "wave", spike: SpikeShape): void {
    if (!this.#spikes.add(spike)) return;
    const peak = spike.onset + spike.rise;
    const { index: electrode } = this;
    const end = peak + 3 * spike.recovery;
    this.#witness?.({ kind, electrode, start: spike.onset, peak, end, amplitude: spike.amplitude });
  }

  handle(at: Seconds): void {
    this.#disturbances.handle(at);
  }
}
