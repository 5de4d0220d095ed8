import type { ModelCard } from "../cards/model-card.js";
import { isRecord } from "./is-record.js";

/** What the process that runs the model needs of its card. */
export type SessionCard = Pick<ModelCard, "inputs" | "known" | "known_tolerance">;

/**
 * Is it one? The node has looked at the whole card by its schema already; doing so here once more would cost as much memory as the
 * model itself.
 */
export function isSessionCard(card: unknown): card is SessionCard {
  if (!isRecord(card)) return false;
  const { inputs, known, known_tolerance } = card;
  return (
    Array.isArray(inputs) &&
    inputs.every((one) => isRecord(one) && typeof one.name === "string" && Array.isArray(one.shape)) &&
    Array.isArray(known) &&
    known.every(isKnownCall) &&
    typeof known_tolerance === "number"
  );
}

function isKnownCall(call: unknown): boolean {
  if (!isRecord(call) || !isRecord(call.inputs)) return false;
  const { seat, glyph, feature, tape, control, context } = call.inputs;
  return [call.event, seat, glyph, feature, tape, control, context].every(Array.isArray);
}
