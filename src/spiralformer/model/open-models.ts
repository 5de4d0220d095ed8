import { createHash } from "node:crypto";
import { z } from "zod";
import { AndasError, messageOf } from "../../domain/errors.js";
import { GLYPHS } from "../../domain/glyph.js";
import { EVENTS } from "../../domain/reading.js";
import { type EarCard, earCardSchema } from "../cards/ear-card.js";
import { type ModelCard, modelCardSchema } from "../cards/model-card.js";
import { featureIndex, SLOT_FEATURES } from "../slots/features.js";
import { Ear } from "../waking/ear.js";

const MODEL = "spiralformer.int8";
const EAR = "ear";

/** Reads a whole file. Rejects with what the system says. */
export type ReadWholeFile = (path: string) => Promise<Uint8Array>;

/** The two models, as far as they can be trusted without running them. */
export interface Models {
  readonly ear: Ear;
  readonly card: ModelCard;
  /** Paths of the model and of its card, for the process that runs it. */
  readonly model: string;
  readonly cardPath: string;
  /** `spiralformer 1a2b3c4d`: the name, and the beginning of the file's SHA-256. */
  readonly name: string;
}

/**
 * Opens the models of a folder: the cards are whole, the model's bytes are those that its card speaks of, both speak of this
 * version's slots, and the ear answers what it should.
 * @throws AndasError `model` that says which file is wrong, and how
 */
export async function openModels(folder: string, read: ReadWholeFile): Promise<Models> {
  const earCard = await readCard<EarCard>(`${folder}/${EAR}.json`, earCardSchema, read);
  const cardPath = `${folder}/${MODEL}.json`;
  const card = await readCard<ModelCard>(cardPath, modelCardSchema, read);
  const model = `${folder}/${card.file}`;
  const bytes = await readOrSay(model, read);
  const hash = createHash("sha256").update(bytes).digest("hex");
  if (hash !== card.sha256) {
    const what = `${bytes.length} bytes with the hash ${hash.slice(0, 8)}, and its card says ${card.sha256.slice(0, 8)}`;
    throw wrong(model, `is not the model that its card speaks of (${what}): copy both again`);
  }
  same(cardPath, "events", card.events, EVENTS);
  same(cardPath, "glyphs", card.glyphs, GLYPHS);
  same(
    cardPath,
    "features",
    card.features,
    SLOT_FEATURES.map(([name]) => name),
  );
  const ear = orSay(`${folder}/${EAR}.json`, () => provenEar(earCard));
  orSay(cardPath, () => card.history.features.forEach(featureIndex));
  return { ear, card, model, cardPath, name: `${card.name} ${hash.slice(0, 8)}` };
}

function provenEar(card: EarCard): Ear {
  const ear = new Ear(card);
  for (const { heard, score } of card.known) {
    const off = Math.abs(ear.scoreOf(heard) - score);
    if (!(off <= card.known_tolerance))
      throw new Error(`the ear answers by ${off.toPrecision(2)} differently than it should`);
  }
  return ear;
}

async function readCard<T>(path: string, schema: z.ZodType<T>, read: ReadWholeFile): Promise<T> {
  const text = new TextDecoder().decode(await readOrSay(path, read));
  const json = orSay<unknown>(path, () => JSON.parse(text));
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw wrong(
    path,
    `is no card of this version: ${z.prettifyError(parsed.error).split("\n").slice(0, 2).join(" ").replace("✖ ", "")}`,
  );
}

async function readOrSay(path: string, read: ReadWholeFile): Promise<Uint8Array> {
  try {
    return await read(path);
  } catch (error) {
    throw wrong(path, `cannot be read (${messageOf(error)}): copy it from the release`, error);
  }
}

function same(path: string, what: string, found: readonly string[], wanted: readonly string[]): void {
  if (found.join() !== wanted.join())
    throw wrong(path, `speaks of other ${what} than this version of andas: install the two together`);
}

function orSay<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw wrong(path, messageOf(error), error);
  }
}

function wrong(path: string, what: string, cause?: unknown): AndasError {
  return new AndasError("model", `${path}: ${what}`, cause);
}
