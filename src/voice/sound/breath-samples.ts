import type { Playable } from "../../domain/voice.js";
import type { Mapping } from "../score/mapping.js";
import type { PlayedNote } from "../score/played.js";
import { gainsOf } from "./level.js";
import { limited, loudnessOf, RATE } from "./performance.js";
import { type Phrase, Player } from "./phrase.js";

/** What came in one breath lasts no longer than this: of a breath that says it never ends nobody needs the rest. In seconds. */
const LONGEST = 120;

/**
 * Tones that were heard in one breath, as samples of both sides at `RATE`, for who plays them as they come: the sound that a recording of
 * them would have. The first sample is the second 0 of the notes' own times.
 */
export function breathSamples(
  notes: readonly PlayedNote<Playable>[],
  { electrodes, mapping }: { readonly electrodes: number; readonly mapping: Pick<Mapping, "room"> },
): readonly [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>] {
  const seconds = Math.min(LONGEST, Math.max(0, ...notes.map(({ pause }) => pause)));
  const frames = Math.ceil(seconds * RATE);
  const sides = [new Float32Array(frames), new Float32Array(frames)] as const;
  if (frames === 0) return sides;
  const phrase: Phrase = { notes, begin: 0, end: frames };
  const player = new Player(RATE, electrodes, mapping);
  const [gain = 1] = gainsOf([loudnessOf(phrase, player)]);
  let at = 0;
  for (const block of limited(player.play(phrase), gain, frames)) {
    const count = Math.min(block[0].length, frames - at);
    sides[0].set(block[0].subarray(0, count), at);
    sides[1].set(block[1].subarray(0, count), at);
    at += count;
  }
  return sides;
}
