import type { GlyphName } from "../../domain/glyph.js";
import type { Seconds } from "../../domain/time.js";
import type { Snapshot } from "../stream/snapshot.js";
import type { RunSpike } from "./spike-runs.js";

/** What has a span of its own, whatever the spikes say. */
export type SpanName = Extract<GlyphName, "gap" | "unheard" | "settling" | "artefact">;

export const SPAN_NAMES: readonly SpanName[] = ["gap", "unheard", "settling", "artefact"];

/** A stretch of time. */
export interface TimeSpan {
  readonly start: Seconds;
  readonly end: Seconds;
}

/** A stretch that has a name of its own, whatever the spikes say. */
export interface NamedSpan extends TimeSpan {
  readonly name: SpanName;
}

/** One that goes on: nobody knows yet how long it will be. */
export type OpenSpan = Omit<NamedSpan, "end">;

export const NO_TIME_SPAN: TimeSpan = { start: 0, end: 0 };
export const NO_SPAN: NamedSpan = { ...NO_TIME_SPAN, name: "gap" };

export function persistTimeSpan(item: Snapshot, { start, end }: TimeSpan): TimeSpan {
  return { start: item.number("start", start), end: item.number("end", end) };
}

export function persistOpenSpan(item: Snapshot, { name, start }: OpenSpan): OpenSpan {
  return { name: item.choice("name", SPAN_NAMES, name), start: item.number("start", start) };
}

export function persistSpan(item: Snapshot, span: NamedSpan): NamedSpan {
  return { ...persistOpenSpan(item, span), end: item.number("end", span.end) };
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
