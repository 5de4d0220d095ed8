import type { Playable } from "../../domain/voice.js";
import type { Mapping } from "../score/mapping.js";
import { placeOf } from "../score/midi.js";
import type { PlayedNote } from "../score/played.js";
import { Room } from "./room.js";
import { STEP, Tone } from "./tone.js";

/** Frames that are made at once: a tenth of a second at 44.1 kHz would be 4410; this is what a limiter looks ahead. */
export const BLOCK = 256;

/** All that sounds in one breath, from its first note to its pause: silence lies before and after. */
export interface Phrase {
  readonly notes: readonly PlayedNote<Playable>[];
  /** Frames: `[begin, end)`. */
  readonly begin: number;
  readonly end: number;
}

/** The breaths of a score, in order; each begins on a multiple of `grid` frames, and ends where the next begins at the latest. */
export function phrasesOf(notes: readonly PlayedNote[], rate: number, grid: number): Phrase[] {
  const byBreath = new Map<number, PlayedNote[]>();
  for (const one of notes.toSorted((a, b) => a.at - b.at)) {
    const { cycle } = one.note.breath;
    byBreath.set(cycle, [...(byBreath.get(cycle) ?? []), one]);
  }
  const begins = (own: readonly PlayedNote[]) => Math.max(0, Math.floor((own[0]!.at * rate) / grid) * grid);
  const breaths = [...byBreath.values()];
  return breaths.map((own, i) => {
    const next = breaths[i + 1];
    const end = Math.round(Math.max(...own.map(({ pause }) => pause)) * rate);
    return { notes: own, begin: begins(own), end: Math.min(end, next === undefined ? end : begins(next)) };
  });
}

/** Plays phrases, a block at a time. */
export class Player {
  readonly #rate: number;
  readonly #electrodes: number;
  readonly #wet: number;
  readonly #room: Room;
  readonly #mono = new Float32Array(BLOCK);
  readonly #echo = new Float32Array(BLOCK);

  constructor(rate: number, electrodes: number, { room }: Pick<Mapping, "room">) {
    this.#rate = rate;
    this.#electrodes = electrodes;
    this.#wet = room.wet;
    this.#room = new Room(rate, room.seconds);
  }

  /** Calls `block` for each block of the phrase, in order, with both sides; they are its own and will be overwritten. */
  *play({ notes, begin, end }: Phrase): Generator<readonly [Float32Array, Float32Array]> {
    const waiting = notes.map((note) => new Tone(note, this.#rate)).sort((a, b) => a.begin - b.begin);
    const seats = new Map(waiting.map((tone, i) => [tone, notes[i]!.note.seat]));
    const sides = [new Float32Array(BLOCK), new Float32Array(BLOCK)] as const;
    const { exhale, pause } = notes[0]!;
    let sounding: Tone[] = [];
    this.#room.clear();
    for (let at = begin; at < end; at += BLOCK) {
      sides[0].fill(0);
      sides[1].fill(0);
      this.#echo.fill(0);
      while (waiting.length > 0 && waiting[0]!.begin < at + BLOCK) sounding.push(waiting.shift()!);
      for (const tone of sounding) this.#add(tone, seats.get(tone)!, at, sides);
      sounding = sounding.filter((tone) => tone.end > at + BLOCK);
      this.#room.addTo(sides[0], sides[1], this.#echo, BLOCK, this.#wet);
      this.#breathe(sides, at, exhale, Math.min(pause, end / this.#rate));
      yield sides;
    }
  }

  #add(tone: Tone, seat: number, at: number, [left, right]: readonly [Float32Array, Float32Array]): void {
    this.#mono.fill(0);
    // A tone begins on a step: a millisecond and a half is far below what anybody hears, or is promised.
    for (let i = 0; i < BLOCK; i += STEP) if (at + i + STEP > tone.begin) tone.addTo(this.#mono, i, at + i);
    const angle = ((1 + placeOf(seat, this.#electrodes)) * Math.PI) / 4;
    const [toLeft, toRight] = [Math.cos(angle), Math.sin(angle)];
    for (let i = 0; i < BLOCK; i++) {
      const sample = this.#mono[i]!;
      left[i]! += sample * toLeft;
      right[i]! += sample * toRight;
      this.#echo[i]! += sample * 0.5;
    }
  }

  /** All of it fades while the breath goes out, and is gone when it rests. */
  #breathe(sides: readonly Float32Array[], at: number, exhale: number, pause: number): void {
    const open = (frame: number) => {
      const gone = (frame / this.#rate - exhale) / (pause - exhale);
      if (gone >= 1) return 0;
      return gone > 0 ? Math.cos((Math.PI / 2) * gone) ** 2 : 1;
    };
    const [from, to] = [open(at), open(at + BLOCK)];
    if (from === 1 && to === 1) return;
    for (const side of sides) for (let i = 0; i < BLOCK; i++) side[i]! *= from + ((to - from) * i) / BLOCK;
  }
}
