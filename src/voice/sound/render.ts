import type { Mapping } from "../score/mapping.js";
import type { PlayedNote } from "../score/played.js";
import { gainsOf } from "./level.js";
import { integrated } from "./loudness.js";
import { limited, loudnessOf, Meter, PIECE_FRAMES, RATE } from "./performance.js";
import { BLOCK, Player, phrasesOf } from "./phrase.js";
import { writeFrames } from "./wav.js";

/** Frames of a piece that is written: a second and a half. */
const WRITTEN = 65_536;

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
