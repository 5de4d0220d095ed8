import { z } from "zod";
import { GLYPHS } from "../../domain/glyph.js";
import { parseArtistsFile } from "../by-hand/artists-file.js";

const partial = z.strictObject({
  /** Times the tone's own frequency. */
  ratio: z.number().positive().max(32),
  /** 0 to 1. */
  gain: z.number().min(0).max(1),
  /** How long it lasts, of the tone's own fading: 1 as long. */
  decay: z.number().positive().max(4),
});

const timbre = z.strictObject({
  /** What a synthesizer of others plays for it: General MIDI, 1 to 128. */
  program: z.int().min(1).max(128),
  partials: z.array(partial).min(1).max(16),
});

const mappingSchema = z.strictObject({
  $comment: z.union([z.string(), z.array(z.string())]).exactOptional(),
  /** Midi key of the scale's first step, 60 for middle C. */
  root: z.number().min(12).max(96),
  /** For each electrode the step of the scale that it stands on; of more electrodes they begin anew. */
  registers: z.array(z.int().min(-40).max(40)).min(1),
  /** How many steps the highest spike goes from there. */
  reach: z.int().min(0).max(20),
  /** By the glyph that the model's continuation gives: how many steps from the tone its second one lies. None: there is none. */
  seconds: z.partialRecord(z.enum(GLYPHS), z.int().min(-20).max(20)),
  /** By the glyph in which the spike came; `spike` for all that are not named. */
  timbres: z
    .partialRecord(z.enum(GLYPHS), timbre)
    .refine((all) => all.spike !== undefined, { message: 'needs "spike"' }),
  /** The room: how much of it is heard, 0 to 1, and how long it rings, in seconds. */
  room: z.strictObject({ wet: z.number().min(0).max(1), seconds: z.number().positive().max(10) }),
});

/** How signal becomes sound, as an artist writes it. */
export type Mapping = z.output<typeof mappingSchema>;
export type Timbre = z.output<typeof timbre>;

/** @throws AndasError `config` that names the place and says what would be right */
export function parseMapping(text: string, file: string): Mapping {
  return parseArtistsFile(mappingSchema, text, file);
}
