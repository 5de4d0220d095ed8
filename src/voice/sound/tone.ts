import type { Playable } from "../../domain/voice.js";
import type { PlayedNote } from "../score/played.js";

/** A tone has faded by 40 dB when its release is over, and is gone a half later. */
const FADE = Math.log(100);
const GONE = 1.5;
/** The second tone is so much softer. */
const SECOND = 0.4;
/** Frames between two looks at envelope and slide. */
export const STEP = 64;

interface Oscillator {
  readonly hertz: number;
  readonly gain: number;
  readonly decay: number;
  re: number;
  im: number;
  /** Its gain at the end of the last step. */
  level: number;
}

/** One tone while it sounds: partials that each swell and fade, and slide together. */
export class Tone {
  readonly begin: number;
  /** Frames; after this it is silent. */
  readonly end: number;
  readonly #note: PlayedNote<Playable>;
  readonly #rate: number;
  readonly #oscillators: readonly Oscillator[];
  readonly #length: number;

  constructor(note: PlayedNote<Playable>, rate: number) {
    const { at, attack, release, pause } = note;
    this.#note = note;
    this.#rate = rate;
    this.#oscillators = oscillatorsOf(note, rate);
    const longest = Math.max(...note.timbre.partials.map(({ decay }) => decay));
    this.#length = attack + GONE * release * longest;
    this.begin = Math.round(at * rate);
    this.end = Math.round(Math.min(at + this.#length, pause) * rate);
  }

  /** Adds `STEP` frames from frame `from` on, which is `begin` or later, and goes on where the last call ended. */
  addTo(into: Float32Array, at: number, from: number): void {
    const rate = this.#rate;
    const end = (from + STEP - this.begin) / rate;
    const bend = 2 ** ((this.#note.note.bend * Math.min(1, end / this.#length)) / 12);
    for (const one of this.#oscillators) {
      const target = one.gain * this.#envelope(end, one.decay);
      const rise = (target - one.level) / STEP;
      const turn = (2 * Math.PI * one.hertz * bend) / rate;
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      let { re, im, level } = one;
      for (let i = 0; i < STEP; i++) {
        const next = re * cos - im * sin;
        im = re * sin + im * cos;
        re = next;
        level += rise;
        into[at + i]! += im * level;
      }
      const size = 1 / Math.hypot(re, im); // rounding must not make it grow
      one.re = re * size;
      one.im = im * size;
      one.level = target;
    }
  }

  #envelope(since: number, decay: number): number {
    const { attack, release } = this.#note;
    if (since < attack) return Math.sin((Math.PI / 2) * (since / attack)) ** 2;
    const faded = (since - attack) / (release * decay);
    return faded >= GONE ? 0 : Math.exp(-FADE * faded) * (1 - faded / GONE);
  }
}

/** What would alias is left out. */
function oscillatorsOf({ note, timbre }: PlayedNote<Playable>, rate: number): Oscillator[] {
  const tones =
    note.second === undefined
      ? [[note.key, 1]]
      : [
          [note.key, 1],
          [note.second, SECOND],
        ];
  return tones
    .flatMap(([key, softer]) =>
      timbre.partials.map(({ ratio, gain, decay }) => ({
        hertz: 440 * 2 ** ((key! - 69) / 12) * ratio,
        gain: gain * softer! * note.loudness,
        ...{ decay, re: 1, im: 0, level: 0 },
      })),
    )
    .filter(({ hertz }) => hertz < 0.4 * rate);
}
