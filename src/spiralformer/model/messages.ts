import { EVENTS } from "../../domain/reading.js";
import { isRecord } from "./is-record.js";
import type { SavedMemory } from "./memory.js";
import type { ReaderAnswer, ReaderCall } from "./reader.js";

/** What one call gave, and what it left to be remembered. */
export interface CallResult extends ReaderAnswer {
  readonly cell: Float32Array;
  readonly rows: Float32Array;
}

/** What the node tells the model's process. */
export type ToModel =
  | { readonly kind: "remember"; readonly memory: SavedMemory }
  | { readonly kind: "read"; readonly id: number; readonly call: ReaderCall };

/** What the model's process tells the node: `hello` once it has proved itself, then an answer to each `read`. */
export type FromModel =
  | { readonly kind: "hello"; readonly milliseconds: number }
  | { readonly kind: "answer"; readonly id: number; readonly said: CallResult }
  /** It cannot go on; the process ends after this. */
  | { readonly kind: "failed"; readonly reason: string };

/** Is it one of the node's? Its parent is believed in what it says. */
export function isToModel(message: unknown): message is ToModel {
  return isRecord(message) && (message.kind === "remember" || message.kind === "read");
}

/** Is it one of the model's, whole, and all of it numbers? A process that was taken over by noise must not be believed. */
export function isFromModel(message: unknown): message is FromModel {
  if (!isRecord(message)) return false;
  const { kind, id, said, milliseconds, reason } = message;
  if (kind === "hello") return typeof milliseconds === "number";
  if (kind === "answer") return typeof id === "number" && isCallResult(said);
  return kind === "failed" && typeof reason === "string";
}

function isCallResult(said: unknown): said is CallResult {
  if (!isRecord(said)) return false;
  const { event, following, embedding, cell, rows, milliseconds } = said;
  return (
    areNumbers(event) &&
    event.length === EVENTS.length &&
    [following, embedding, cell, rows].every(areNumbers) &&
    typeof milliseconds === "number"
  );
}

/** An array of numbers, none of them infinite or missing? */
export function areNumbers(numbers: unknown): numbers is Float32Array {
  return numbers instanceof Float32Array && numbers.every(Number.isFinite);
}
