import type { Seconds } from "../../domain/time.js";
import type { Note, Playable } from "../../domain/voice.js";
import type { Mapping, Timbre } from "./mapping.js";

/** How signal time becomes time to listen to. */
export interface TimeScale {
  /** Where in the signal it begins. */
  readonly from: Seconds;
  /** Seconds of signal in a second of sound: 60 for an hour a minute. */
  readonly speed: number;
}

/** A note as it is played; all times in seconds of the sound. */
export interface PlayedNote<One extends Playable = Note> {
  readonly note: One;
  readonly at: number;
  readonly attack: number;
  readonly release: number;
  /** Its breath: from when on it breathes out, and when it is silent. */
  readonly exhale: number;
  readonly pause: number;
  readonly timbre: Timbre;
}

/** A struck string swells so quickly; nobody waits longer than that for a swell, nor for a fading. */
const ATTACK = { least: 0.012, most: 4 };
const RELEASE = { least: 0.4, most: 12 };

export function played<One extends Playable>(
  note: One,
  { from, speed }: TimeScale,
  { timbres }: Pick<Mapping, "timbres">,
): PlayedNote<One> {
  const { breath } = note;
  const scaled = (at: Seconds) => (at - from) / speed;
  return {
    note,
    at: scaled(note.at),
    attack: clamp(note.attack / speed, ATTACK),
    release: clamp(note.release / speed, RELEASE),
    exhale: scaled(breath.exhale),
    pause: scaled(breath.pause),
    timbre: timbres[note.glyph] ?? timbres.spike!,
  };
}

function clamp(value: number, { least, most }: { least: number; most: number }): number {
  return Math.min(most, Math.max(least, value));
}
