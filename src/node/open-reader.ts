import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Log } from "../ports/log.js";
import { osCompanion } from "../ports/os/companion.js";
import { RealClock } from "../ports/os/real-clock.js";
import type { Reader } from "../ports/reader.js";
import { memoryShape } from "../spiralformer/model/memory-shape.js";
import { ModelProcess } from "../spiralformer/model/model-process.js";
import { type Models, openModels } from "../spiralformer/model/open-models.js";

/** Where the models lie that came with this version. */
export const MODELS = fileURLToPath(new URL("../../../models", import.meta.url));

/** A model that was looked at, and the process that reads with it. Nothing is started before the first call. */
export interface OpenReader {
  readonly models: Models;
  readonly reader: Reader;
}

/**
 * Opens the models of a folder.
 * @throws AndasError `model` that says what is wrong with which file
 */
export async function openReader(folder: string, log: Log): Promise<OpenReader> {
  const models = await openModels(folder, readFile);
  const start = osCompanion(new URL("../spiralformer/model/child.js", import.meta.url), [
    models.model,
    models.cardPath,
  ]);
  const clock = new RealClock("floor");
  const reader = new ModelProcess({ name: models.name, shape: memoryShape(models.card), start, clock, log });
  return { models, reader };
}
