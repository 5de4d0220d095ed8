import { Limiter } from "./limiter.js";
import { PIECE, Weighted } from "./loudness.js";
import { BLOCK, type Phrase, type Player } from "./phrase.js";

export const RATE = 44_100;
export const PIECE_FRAMES = Math.round(PIECE * RATE);

/** The limiter gives each block back one later. */
export function* limited(blocks: Iterable<readonly [Float32Array, Float32Array]>, gain: number, frames: number) {
  const limiter = new Limiter(BLOCK);
  const last = [new Float32Array(BLOCK), new Float32Array(BLOCK)] as const;
  let due = Math.ceil(frames / BLOCK);
  let first = true;
  for (const [left, right] of blocks) {
    for (const side of [left, right]) for (let i = 0; i < side.length; i++) side[i]! *= gain;
    limiter.process(left, right);
    if (!first && due-- > 0) yield [left, right] as const;
    first = false;
  }
  limiter.process(last[0], last[1]);
  if (due > 0) yield last;
}

/** Mean squares of the phrase's hundred milliseconds, both sides together. */
export function loudnessOf(phrase: Phrase, player: Player): number[] {
  const meter = new Meter();
  let left = phrase.end - phrase.begin;
  for (const [l, r] of player.play(phrase)) {
    meter.add(l, r, Math.min(BLOCK, left));
    left -= BLOCK;
  }
  return meter.pieces();
}

/** Hears both sides: how loud they are, and their peak. */
export class Meter {
  readonly #left = new Weighted(RATE);
  readonly #right = new Weighted(RATE);
  /** Of each whole hundred milliseconds that was not silent. */
  readonly #energy = new Map<number, number>();
  #at = 0;
  #peak = 0;

  /** Nothing is heard until that frame. */
  silence(until: number): void {
    this.#at = until;
  }

  add(left: Float32Array, right: Float32Array, count: number): void {
    for (let i = 0; i < count; ) {
      const piece = Math.floor(this.#at / PIECE_FRAMES);
      const to = Math.min(count, i + (piece + 1) * PIECE_FRAMES - this.#at);
      const energy = this.#left.energy(left, i, to) + this.#right.energy(right, i, to);
      this.#energy.set(piece, (this.#energy.get(piece) ?? 0) + energy);
      this.#at += to - i;
      i = to;
    }
    for (let i = 0; i < count; i++) this.#peak = Math.max(this.#peak, Math.abs(left[i]!), Math.abs(right[i]!));
  }

  pieces(frames = this.#at): number[] {
    return Array.from(
      { length: Math.ceil(frames / PIECE_FRAMES) },
      (_, i) => (this.#energy.get(i) ?? 0) / PIECE_FRAMES,
    );
  }

  /** dBFS. */
  get peak(): number {
    return 20 * Math.log10(this.#peak);
  }
}
