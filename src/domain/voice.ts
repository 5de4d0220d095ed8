import type { GlyphName } from "./glyph.js";
import type { EventName } from "./reading.js";
import type { Spike } from "./spike.js";
import type { Seconds } from "./time.js";

/** One breath, as far as the voice goes by it: it begins notes in the inhale, lets them ring until the pause, and is silent there. */
export interface BreathSpan {
  readonly cycle: number;
  /** The inhale: `[start, hold)`. */
  readonly start: Seconds;
  readonly hold: Seconds;
  readonly exhale: Seconds;
  readonly pause: Seconds;
}

/** A tone, with all that is needed to play it. Times are those of the signal; whoever plays it scales them. */
export interface Playable {
  /** Of the electrode, in the order of the card, from 0: its MIDI channel and its place from left to right. */
  readonly seat: number;
  /** When it begins to sound. */
  readonly at: Seconds;
  /** How long it swells, and how long it fades. */
  readonly attack: Seconds;
  readonly release: Seconds;
  /** Midi key, 60 for middle C; a fraction where the scale lies between the keys. */
  readonly key: number;
  /** A softer tone that begins with it: what the model's continuation makes of the moment. Absent where it foresees quiet. */
  readonly second?: number;
  /** 0 to 1. */
  readonly loudness: number;
  /** Semitones that the tone slides while it sounds, as the electrode's level drifts. */
  readonly bend: number;
  /** What the electrode was in when it came: its timbre. */
  readonly glyph: GlyphName;
  /** Of the breath in whose inhale it was heard: from when on it goes out, and when it is silent. */
  readonly breath: Pick<BreathSpan, "exhale" | "pause">;
}

/** A spike as a tone: it begins in an inhale, at the spike's onset, or at its peak where the inhale began on its way up. */
export interface Note extends Playable {
  readonly spike: Spike;
  readonly caught: "onset" | "peak";
  readonly breath: BreathSpan;
}

/** What the model made of the moment, in figures. */
export interface Understanding {
  readonly event: EventName;
  /** Probability of that event, 0 to 1. */
  readonly share: number;
  /** Of the seven events' distribution, in bits, 0 to 2.81: the less, the surer. */
  readonly entropy: number;
  /** What its continuation, sampled, lets the electrode of each note do next. */
  readonly next: readonly GlyphName[];
  /** How freely that was sampled: 0 the likeliest, 1 its own distribution. */
  readonly temperature: number;
}

/** Two breaths of words, and what they rest on: nobody need believe them. */
export interface VoiceLine {
  /** `l-<n>`, counted since the voice began. */
  readonly id: string;
  /** The short half, and the long one. */
  readonly inhaled: string;
  readonly exhaled: string;
  /** The spike that it tells of: its figures are of this one. */
  readonly subject: Spike;
  /** All that moved with it, its own electrode first; and the glyphs that were heard there, oldest first. */
  readonly electrodes: readonly string[];
  readonly glyphs: readonly GlyphName[];
  /** From the first onset that it tells of to the last end. */
  readonly from: Seconds;
  readonly to: Seconds;
  /** The earlier line that it answers, by what the model remembers of both. */
  readonly answers?: string;
}

/** All that is said in one inhale. */
export interface Utterance {
  /** When it is said: end of the slot that the model inhaled. */
  readonly at: Seconds;
  readonly breath: BreathSpan;
  readonly line?: VoiceLine;
  readonly notes: readonly Note[];
  readonly understanding: Understanding;
}
