import type { ModelAnswer } from "../domain/model-answer.js";
import { EVENTS, type EventName } from "../domain/reading.js";

/** Of the events' distribution, in bits; seven that are equally likely have 2.81. Above this the model does not know what it hears. */
const MOST_ENTROPY = 2.5;

/** Why nothing is said, or what is heard. */
export type Heard =
  | { readonly silent: "not an inhale" | "not woken" | "unsure" | "quiet" | "artefact" }
  | { readonly silent?: never; readonly event: EventName; readonly share: number; readonly entropy: number };

/**
 * May this be spoken of? Only what the model inhaled because a signal called it, and of which it is sure enough that it is alive. Silence
 * is the usual state.
 */
export function hear({ phase, mode, woken, event }: ModelAnswer): Heard {
  if (phase !== "inhale" || mode !== "inhale") return { silent: "not an inhale" };
  if (!woken) return { silent: "not woken" };
  const likeliest = event.indexOf(Math.max(...event));
  const name = EVENTS[likeliest]!;
  const entropy = entropyOf(event);
  if (name === "quiet" || name === "artefact") return { silent: name };
  if (entropy > MOST_ENTROPY) return { silent: "unsure" };
  return { event: name, share: event[likeliest]!, entropy };
}

/** In bits. */
export function entropyOf(distribution: Iterable<number>): number {
  let bits = 0;
  for (const share of distribution) if (share > 0) bits -= share * Math.log2(share);
  return bits;
}
