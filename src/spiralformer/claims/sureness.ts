import type { EventName } from "../../domain/reading.js";
import type { ModelCard } from "../cards/model-card.js";

/** What is right less often than this is not told. */
export const LEAST_SURE = 0.5;

/**
 * How often a claim of that event was right among the events that the model was calibrated by, when the mean share of its latest readings
 * was so large; 0 to 1. Between two knots of the card's table it is on the line between them. The share itself where the card knows nothing.
 */
export function surenessOf(event: EventName, share: number, table: ModelCard["sureness"]): number {
  const knots = table[event] ?? [];
  const after = knots.findIndex(([said]) => said >= share);
  const [upper, lower] = [knots[after] ?? knots.at(-1), knots[after - 1]];
  if (upper === undefined) return share;
  if (lower === undefined || after < 0) return upper[1];
  return lower[1] + ((upper[1] - lower[1]) * (share - lower[0])) / (upper[0] - lower[0]);
}
