import type { GlyphName } from "../../domain/glyph.js";
import type { Seconds } from "../../domain/time.js";
import type { RunSpike } from "./spike-runs.js";

/** What has a span of its own, whatever the spikes say. */
export type SpanName = Extract<GlyphName, "gap" | "unheard" | "settling" | "artefact">;

/** By the number that they are saved as. */
export const SPAN_NAMES: readonly SpanName[] = ["gap", "unheard", "settling", "artefact"];

export interface Span {
  readonly name: SpanName;
  readonly start: Seconds;
  readonly end: Seconds;
}

/**
 * What a span leaves of a spike: the piece that holds its peak, else the longer one; undefined where nothing is left. A spike that a
 * glitch of two samples cuts through still is one spike, and the glitch still is none.
 */
export function outside(one: RunSpike, start: Seconds, end: Seconds): RunSpike | undefined {
  if (one.end <= start || one.start >= end) return one;
  const before = start - one.start;
  const after = one.end - end;
  if (before <= 0 && after <= 0) return undefined;
  const { peak } = one.spike;
  const early = before > 0 && (after <= 0 || peak <= start || (peak < end && before >= after));
  return early ? { ...one, end: start } : { ...one, start: end };
}
