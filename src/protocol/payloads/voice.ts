import { z } from "zod";
import { GLYPHS } from "../../domain/glyph.js";
import type { Facts } from "../../domain/percept.js";
import type { Spike } from "../../domain/spike.js";
import type { Note, Playable, Utterance, VoiceLine } from "../../domain/voice.js";
import { ENVELOPE, type Enveloped, enveloped } from "../envelope.js";
import { facts, lazily, read, round } from "../json.js";
import { type TimeStyle, time } from "../time.js";

/** Said to people. */
export interface Voice {
  /** Who says it: the kind of a thread, `forest`, or `notes`. */
  readonly line: string;
  readonly text: string;
}

/** As it comes over the wire: of `notes` with its tones, ready to be played. */
export interface VoiceHeard extends Voice {
  readonly notes?: readonly Playable[];
}

/** A tone of the voice, as who plays it needs it. */
const noteSchema = lazily(() =>
  z
    .object({
      electrode: z.string(),
      seat: z.int().min(0).describe("of the electrode, in the order of the card, from 0: its place from left to right"),
      begin: time.describe("when it begins in the signal: at the spike's onset, or at its peak"),
      attack_s: z.number().min(0).describe("how long it swells, in seconds of signal"),
      release_s: z.number().min(0).describe("how long it fades"),
      key: z.number().describe("MIDI key, 60 for middle C; a fraction where the scale lies between the keys"),
      second: z.number().exactOptional().describe("a softer tone that begins with it"),
      loudness: z.number().min(0).max(1),
      bend: z.number().describe("semitones that it slides while it sounds"),
      glyph: z.enum(GLYPHS).describe("in which the spike came: its timbre"),
      exhale: time.describe("from when on its breath goes out"),
      pause: time.describe("when it is silent at the latest"),
      onset: time,
      peak: time,
      end: time,
      amplitude_mv: z.number(),
      z: z.number(),
    })
    .describe("a spike as a tone"),
);

export const voiceSchema = lazily(() =>
  z
    .object({
      ...ENVELOPE,
      line: z.string().describe("who says it: the kind of a thread; forest: the voice's words; notes: its tones"),
      text: z.string().describe("of forest two lines: the short half and the long one"),
      evidence: facts
        .exactOptional()
        .describe(
          "of forest: the spike that the words tell of, and the electrodes, glyphs and times that they rest on",
        ),
      notes: z.array(noteSchema()).exactOptional(),
    })
    .describe("what the node says to people"),
);

export function voiceBody(
  { line, text, heard }: Voice & { readonly heard?: Utterance | undefined },
  time: TimeStyle,
): Facts {
  if (heard === undefined) return { line, text };
  if (line === "notes") return { line, text, notes: heard.notes.map((note) => noteBody(note, time)) };
  return { line, text, ...(heard.line && { evidence: evidenceBody(heard.line, heard, time) }) };
}

/** What a line rests on. */
export function evidenceBody(line: VoiceLine, { understanding, notes }: Utterance, time: TimeStyle): Facts {
  const { id, subject, electrodes, glyphs, from, to, answers } = line;
  const { event, share, entropy, next, temperature } = understanding;
  return {
    ...{ id, electrodes, glyphs, event },
    subject: { electrode: subject.electrode, ...spikeFacts(subject, time) },
    [`from${time.suffix}`]: time.write(from),
    [`to${time.suffix}`]: time.write(to),
    share: round(share, 3),
    entropy_bits: round(entropy, 3),
    next: Object.fromEntries(notes.map(({ spike }, i) => [spike.electrode, next[i]!])),
    temperature: round(temperature, 2),
    ...(answers !== undefined && { answers }),
  };
}

export function noteBody(note: Note, time: TimeStyle): Facts {
  const { spike, seat, at, attack, release, key, second, loudness, bend, glyph, breath } = note;
  return {
    ...{ electrode: spike.electrode, seat },
    [`begin${time.suffix}`]: time.write(at),
    ...{ attack_s: round(attack, 3), release_s: round(release, 3), key: round(key, 4) },
    ...(second !== undefined && { second: round(second, 4) }),
    ...{ loudness: round(loudness, 3), bend: round(bend, 3), glyph },
    [`exhale${time.suffix}`]: time.write(breath.exhale),
    [`pause${time.suffix}`]: time.write(breath.pause),
    ...spikeFacts(spike, time),
  };
}

function spikeFacts({ onset, peak, end, amplitude, z }: Spike, time: TimeStyle): Facts {
  return {
    [`onset${time.suffix}`]: time.write(onset),
    [`peak${time.suffix}`]: time.write(peak),
    [`end${time.suffix}`]: time.write(end),
    ...{ amplitude_mv: round(amplitude, 5), z: round(z, 2) },
  };
}

export function decodeVoice(payload: string): Enveloped<VoiceHeard> | undefined {
  const said = read(voiceSchema, payload);
  if (said === undefined) return undefined;
  const { line, text, notes } = said;
  return enveloped(said, { line, text, ...(notes !== undefined && { notes: notes.map(playable) }) });
}

function playable(note: z.output<ReturnType<typeof noteSchema>>): Playable {
  const { seat, begin: at, attack_s: attack, release_s: release, key, second, loudness, bend, glyph } = note;
  const { exhale, pause } = note;
  return {
    ...{ seat, at, attack, release, key, loudness, bend, glyph, breath: { exhale, pause } },
    ...(second !== undefined && { second }),
  };
}
