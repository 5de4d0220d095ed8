import { EVENTS } from "../../domain/reading.js";
import type { ReaderCall } from "../../ports/reader.js";
import type { SavedMemory } from "./memory.js";
import type { Said } from "./session.js";

/** What the node tells the model's process. */
export type ToModel =
  | { readonly kind: "remember"; readonly memory: SavedMemory }
  | { readonly kind: "read"; readonly id: number; readonly call: ReaderCall };

/** What the model's process tells the node: `hello` once it has proved itself, then an answer to each `read`. */
export type FromModel =
  | { readonly kind: "hello"; readonly milliseconds: number }
  | { readonly kind: "answer"; readonly id: number; readonly said: Said }
  /** It cannot go on; the process ends after this. */
  | { readonly kind: "failed"; readonly reason: string };

/** Is it one of ours? A process that was taken over by noise must not be believed; nor may what an answer says: see `isSaid`. */
export function isFromModel(message: unknown): message is FromModel {
  const kind = (message as { kind?: unknown } | null | undefined)?.kind;
  return kind === "hello" || kind === "answer" || kind === "failed";
}

/** Is it what one call gives and leaves, all of it numbers? */
export function isSaid(said: unknown): said is Said {
  const { event, following, embedding, cell, rows, milliseconds } = (said ?? {}) as Partial<Said>;
  const areNumbers = [event, following, embedding, cell, rows].every(
    (numbers) => numbers instanceof Float32Array && numbers.every(Number.isFinite),
  );
  return areNumbers && event?.length === EVENTS.length && typeof milliseconds === "number";
}
