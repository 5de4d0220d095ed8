import { BINS, BLOCK, Spectrum } from "./spectrum.js";

/** Slower than a period of 25 working samples nothing is called hum: that is where living spikes are. */
const SLOWEST = 5;
/** A line is so many bins wide on either side: that is the window's own width, and mains wander. */
const WIDTH = 2;
/** No difference counts as larger than so many mean ones. A pure line's largest is π/2 of them. */
const LARGEST = 5;
const OVERTONES = [2, 3];
/** What a line stands out of is the mean of so many bins on either side, beyond its own. */
const BESIDE = 8;

/**
 * Looks for a line in the spectrum of the differences between neighbours (they flatten what spikes and drift have most of), and
 * says how much of all the power it is, and how much of its own it has in its overtones.
 */
export class HumLine {
  readonly #spectrum = new Spectrum();
  /** In cycles a working sample. */
  frequency = 0;
  /** 0 to 1: how much of all the power it is, beyond what the noise around it has in as many bins; 0 where there is none. */
  share = 0;
  /** How many times the noise around it the line is. White noise gives up to 3, a line of half its noise's power some 7. */
  stands = 0;
  /** Power of the second and third overtone, beyond the noise around them, by that of the line: near 0 for hum, near 1 and beyond for a train of spikes. */
  overtones = 0;
  /** Mean size of a difference, in mV. */
  size = 0;

  /** @param ring the latest BLOCK values in mV, the oldest at `oldest` */
  analyse(ring: Float64Array, oldest: number): void {
    let sum = 0;
    for (let i = 1; i < BLOCK; i++) {
      sum += Math.abs(ring[(oldest + i) % BLOCK]! - ring[(oldest + i - 1) % BLOCK]!);
    }
    this.size = sum / (BLOCK - 1);
    this.#spectrum.of(ring, oldest, LARGEST * this.size);
    const { power } = this.#spectrum;
    let top = SLOWEST;
    let all = 0;
    for (let k = SLOWEST; k < BINS; k++) {
      const here = power[k]!;
      all += here;
      if (here > power[top]!) top = k;
    }
    const line = this.#around(top);
    this.frequency = (top + this.#offMiddle(top)) / BLOCK;
    const noise = (2 * WIDTH + 1) * this.#beside(top);
    // At the edge it is the flank of something slower.
    const found = top > SLOWEST && all > 0;
    this.share = found ? Math.max(0, line - noise) / all : 0;
    this.stands = found ? line / (noise + Number.MIN_VALUE) : 0;
    this.overtones = 0;
    for (let i = 0; i < OVERTONES.length; i++) {
      const bin = folded(OVERTONES[i]! * this.frequency);
      if (bin < SLOWEST - WIDTH || Math.abs(bin - top) <= 2 * WIDTH) continue;
      this.overtones += Math.max(0, this.#around(bin) - (2 * WIDTH + 1) * this.#beside(bin)) / line;
    }
  }

  #around(bin: number): number {
    let sum = 0;
    for (let k = Math.max(1, bin - WIDTH); k <= bin + WIDTH && k < BINS; k++) sum += this.#spectrum.power[k]!;
    return sum;
  }

  /** Mean power of the bins on either side of a line. */
  #beside(bin: number): number {
    let sum = 0;
    let n = 0;
    for (let k = bin - WIDTH - BESIDE; k <= bin + WIDTH + BESIDE; k++) {
      if (k < SLOWEST || k >= BINS || Math.abs(k - bin) <= WIDTH) continue;
      sum += this.#spectrum.power[k]!;
      n++;
    }
    return sum / n;
  }

  /** How far beside the middle of its bin the line stands, −0.5 to 0.5: a parabola through three magnitudes. */
  #offMiddle(top: number): number {
    if (top + 1 >= BINS) return 0;
    const below = Math.sqrt(this.#spectrum.power[top - 1]!);
    const here = Math.sqrt(this.#spectrum.power[top]!);
    const above = Math.sqrt(this.#spectrum.power[top + 1]!);
    const bend = below - 2 * here + above;
    return bend < 0 ? (below - above) / (2 * bend) : 0;
  }
}

/** The bin that a frequency is heard in, folded back at half the working rate. */
function folded(frequency: number): number {
  const within = frequency % 1;
  return Math.round((within > 0.5 ? 1 - within : within) * BLOCK);
}
