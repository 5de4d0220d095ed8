import { readFile } from "node:fs/promises";
import { isAndasError } from "../../domain/errors.js";
import type { Log } from "../../ports/log.js";
import { osCompanion } from "../../ports/os/companion.js";
import { installed } from "../../ports/os/package-folder.js";
import { RealClock } from "../../ports/os/real-clock.js";
import { memoryShape } from "./memory-shape.js";
import { ModelProcess } from "./model-process.js";
import { type Models, openModels } from "./open-models.js";
import type { Reader } from "./reader.js";

/** Where the models lie that came with this version. */
export const MODELS = installed("models");

/** A model that was looked at, and the process that reads with it. Nothing is started before the first call. */
export interface OpenReader {
  readonly models: Models;
  readonly reader: Reader;
}

/** Who reads, or why nobody does. */
export type ReaderOrTrouble = OpenReader | { readonly trouble: string };

/**
 * Opens the models of a folder.
 * @throws AndasError `model` that says what is wrong with which file
 */
export async function openReader(folder: string, log: Log): Promise<OpenReader> {
  const models = await openModels(folder, readFile);
  const start = osCompanion(new URL("./child.js", import.meta.url), [models.model, models.cardPath]);
  const clock = new RealClock("floor");
  const reader = new ModelProcess({ name: models.name, shape: memoryShape(models.card), start, clock, log });
  return { models, reader };
}

/** Opens the models of a folder; a node lives without them, and says which is wrong. */
export async function tryOpenReader(folder: string, log: Log): Promise<ReaderOrTrouble> {
  try {
    return await openReader(folder, log);
  } catch (error) {
    if (!isAndasError(error, "model")) throw error;
    log("warn", `${error.message}; the node lives without readings`);
    return { trouble: error.message };
  }
}
