import { z } from "zod";

/**
 * The card beside the model: what goes in and comes out, by which rules it is woken, and what it must answer to known calls.
 * `models/training/export.py` writes it. What it calls `seats` and `tape` are the model's channels and its history here.
 */

const tensor = z.object({ name: z.string(), shape: z.array(z.union([z.int(), z.string()])), type: z.string() });

const policy = z.object({
  stir_at: z.number(),
  gasp_at: z.number(),
  tire: z.number(),
  recover: z.number(),
  /** Slots at the beginning in which the ear wakes nobody: electrodes come to rest, and it learns what is usual. */
  warm_up: z.int(),
  close: z.boolean(),
  close_at: z.number(),
  open_at: z.number(),
  isi: z.enum(["aware", "strict", "off"]),
});

/** When readings become a claim; lengths in slots. `models/training/decode.py` tells of each. */
const decoder = z.object({
  threshold: z.number(),
  least: z.int(),
  gap: z.int(),
  stands: z.int(),
  wait: z.int(),
  recent: z.int(),
  sure: z.number(),
  clear: z.number(),
  revise: z.number(),
});

const perCall = z.object({ fixed: z.number(), electrode: z.number() });

/** Told by the names of the graph's inputs; see `tensors.ts`. */
const knownCall = z.object({
  inputs: z.object({
    seat: z.array(z.int()),
    glyph: z.array(z.int()),
    feature: z.array(z.array(z.number())),
    tape: z.array(z.array(z.number())),
    control: z.array(z.int()),
    context: z.array(z.number()),
  }),
  event: z.array(z.number()),
});

const writtenModelCard = z.object({
  name: z.string(),
  file: z.string(),
  sha256: z.string().length(64),
  opset: z.int(),
  inputs: z.array(tensor),
  outputs: z.array(tensor),
  events: z.array(z.string()),
  glyphs: z.array(z.string()),
  features: z.array(z.string()),
  tape: z.object({ features: z.array(z.string()), slots: z.int() }),
  experts: z.record(z.string(), z.int()),
  seats: z.int(),
  policy,
  /** Places on the spiral, in awake tokens back, and how far local attention reaches. */
  offsets: z.array(z.int()),
  local_reach: z.int(),
  macs: z.object({ inhale: perCall, local: perCall, released: perCall, hold: perCall }),
  decoder,
  /** By event: knots of (mean share of the latest readings, how often such a claim was right), ascending. `judge-readings.mjs` fits them. */
  sureness: z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))).default({}),
  known: z.array(knownCall).min(1),
  known_tolerance: z.number().positive(),
});

export const modelCardSchema = writtenModelCard.transform(({ seats, tape, ...card }) => ({
  ...card,
  channels: seats,
  history: tape,
}));

/** As it stands in the file. */
export type WrittenModelCard = z.input<typeof modelCardSchema>;
export type ModelCard = z.output<typeof modelCardSchema>;
export type WakePolicy = ModelCard["policy"];
export type DecoderSettings = ModelCard["decoder"];
export type KnownCall = ModelCard["known"][number];
