import type { Percept } from "./percept.js";
import { isReflexSource } from "./percept-source.js";

/**
 * The reflexes that led to a percept, first to last: what comes of a reflex (its awareness, its failure, a command that it gave)
 * says so in `data.because`, so that a reflex that would answer itself is cut off after one round.
 */
export function becauseOf({ source, data }: Pick<Percept, "source" | "data">): readonly string[] {
  // A neighbour's reflexes may have the names of one's own.
  const because = isReflexSource(source) ? data.because : undefined;
  return Array.isArray(because) ? because.filter((id) => typeof id === "string") : [];
}

/** The `because` of what comes of `reflex` having answered `percept`. */
export function becauseWith(percept: Pick<Percept, "source" | "data">, reflex: string): readonly string[] {
  return [...becauseOf(percept), reflex];
}
