/** The loudest sample: −1.5 dBFS, below the −1 that is promised. */
export const CEILING = 10 ** (-1.5 / 20);
/** How much of what was taken away comes back in a block. */
const RECOVERY = 0.02;

/**
 * Holds the peaks under the ceiling, block by block, one block ahead: at each border the gain is what the louder of its two blocks allows,
 * and goes in a straight line from border to border, so that it never is too high within. It gives back a block late.
 */
export class Limiter {
  readonly #size: number;
  readonly #waiting: readonly [Float32Array, Float32Array];
  /** Allowed by the block that waits, and the gain at its beginning. */
  #allowed = 1;
  #gain = 1;

  constructor(size: number) {
    this.#size = size;
    this.#waiting = [new Float32Array(size), new Float32Array(size)];
  }

  /** Takes a block of both sides, and puts the one before, limited, in its place. */
  process(left: Float32Array, right: Float32Array): void {
    const peak = Math.max(peakOf(left), peakOf(right));
    const allowed = peak > CEILING ? CEILING / peak : 1;
    const border = Math.min(allowed, this.#allowed, this.#gain + RECOVERY);
    const slope = (border - this.#gain) / this.#size;
    for (const [side, waiting] of [
      [left, this.#waiting[0]],
      [right, this.#waiting[1]],
    ] as const) {
      for (let i = 0; i < this.#size; i++) {
        const coming = side[i]!;
        side[i] = waiting[i]! * (this.#gain + slope * i);
        waiting[i] = coming;
      }
    }
    this.#allowed = allowed;
    this.#gain = border;
  }
}

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i]!));
  return peak;
}
