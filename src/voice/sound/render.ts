import type { Mapping } from "../score/mapping.js";
import type { PlayedNote } from "../score/played.js";
import { gainsOf } from "./level.js";
import { Limiter } from "./limiter.js";
import { integrated, PIECE, Weighted } from "./loudness.js";
import { BLOCK, type Phrase, Player, phrasesOf } from "./phrase.js";
import { writeFrames } from "./wav.js";

export const RATE = 44_100;
/** Frames of a piece that is written: a second and a half. */
const WRITTEN = 65_536;
const PIECE_FRAMES = Math.round(PIECE * RATE);

/** What came out. */
export interface Rendered {
  readonly frames: number;
  /** LUFS of the whole, and dBFS of the loudest sample. */
  readonly loudness: number;
  readonly peak: number;
  /** Mean squares of each of its hundred milliseconds, weighted as `integrated` wants them. */
  readonly pieces: readonly number[];
}

/**
 * The sound of a score, 16 bits and stereo, piece by piece: it takes the same little memory whether it lasts a minute or a night. It is
 * played twice, once to hear how loud each breath is, and once for the file.
 * @param write takes a piece; the bytes are overwritten when it resolves
 */
export async function render(
  notes: readonly PlayedNote[],
  frames: number,
  sound: { readonly electrodes: number; readonly mapping: Mapping },
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<Rendered> {
  const player = new Player(RATE, sound.electrodes, sound.mapping);
  const phrases = phrasesOf(notes, RATE, PIECE_FRAMES)
    .map((phrase) => ({ ...phrase, end: Math.min(phrase.end, frames) }))
    .filter(({ begin, end }) => begin < end);
  const gains = gainsOf(phrases.map((phrase) => loudnessOf(phrase, player)));
  const out = new Pieces(write);
  const meter = new Meter();
  for (const [i, phrase] of phrases.entries()) {
    await out.silence(phrase.begin - out.frames);
    meter.silence(phrase.begin);
    for (const [left, right] of limited(player.play(phrase), gains[i]!, phrase.end - phrase.begin)) {
      const count = Math.min(BLOCK, phrase.end - out.frames);
      meter.add(left, right, count);
      await out.frame(left, right, count);
    }
  }
  await out.silence(frames - out.frames);
  await out.end();
  const pieces = meter.pieces(frames);
  return { frames, loudness: integrated(pieces), peak: meter.peak, pieces };
}

/** The limiter gives each block back one later. */
function* limited(blocks: Iterable<readonly [Float32Array, Float32Array]>, gain: number, frames: number) {
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
function loudnessOf(phrase: Phrase, player: Player): number[] {
  const meter = new Meter();
  let left = phrase.end - phrase.begin;
  for (const [l, r] of player.play(phrase)) {
    meter.add(l, r, Math.min(BLOCK, left));
    left -= BLOCK;
  }
  return meter.pieces();
}

/** Hears both sides: how loud they are, and their peak. */
class Meter {
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

/** Gathers frames to pieces worth writing. */
class Pieces {
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  readonly #bytes = new Uint8Array(4 * WRITTEN);
  readonly #view = new DataView(this.#bytes.buffer);
  readonly #zeros = new Uint8Array(4 * WRITTEN);
  #waiting = 0;
  #frames = 0;

  constructor(write: (bytes: Uint8Array) => Promise<void>) {
    this.#write = write;
  }

  get frames(): number {
    return this.#frames;
  }

  async frame(left: Float32Array, right: Float32Array, count: number): Promise<void> {
    if (this.#waiting + count > WRITTEN) await this.end();
    writeFrames(this.#view, this.#waiting, left, right, count);
    this.#waiting += count;
    this.#frames += count;
  }

  async silence(count: number): Promise<void> {
    if (count <= 0) return;
    await this.end();
    for (let left = count; left > 0; left -= WRITTEN)
      await this.#write(this.#zeros.subarray(0, 4 * Math.min(left, WRITTEN)));
    this.#frames += count;
  }

  /** What waits is written. */
  async end(): Promise<void> {
    if (this.#waiting === 0) return;
    await this.#write(this.#bytes.subarray(0, 4 * this.#waiting));
    this.#waiting = 0;
  }
}
