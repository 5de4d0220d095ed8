import { electrodeOf, isReflexSource, type PerceptSource } from "./percept-source.js";
import type { Seconds } from "./time.js";

/** What a sense noticed. Intensity and time are automatic, like brightness or volume: nobody judges here. */
export interface Percept {
  /** `p-<n>`, unique on the node for ever. */
  readonly id: string;
  /** Which sense: `electrode/<name>`, `host`, `operator`, `reader`, `reflex/<id>`. */
  readonly source: PerceptSource;
  /** What kind: `spike`, `burst`, `gap`, `temperature`, `command`, `reading` … */
  readonly type: string;
  /** 0 to 1. */
  readonly intensity: number;
  readonly at: Seconds;
  /** Markers such as `from:operator`, `urgent`, `routine`, `control`. */
  readonly tags: readonly string[];
  /** Facts of the sense's own, JSON. */
  readonly data: Readonly<Record<string, Json>>;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A few facts, as JSON. */
export type Facts = Readonly<Record<string, Json>>;

/** A percept before the node has numbered it. DeviceInputs make these. */
export type Noticed = Omit<Percept, "id">;

/** The electrodes that a percept is about: its own, that of what a reflex answered, or those that it names. */
export function electrodesOf({ source, data }: Pick<Percept, "source" | "data">): readonly string[] {
  const own = electrodeOf(isReflexSource(source) && typeof data.source === "string" ? data.source : source);
  if (own !== undefined) return [own];
  return Array.isArray(data.electrodes) ? data.electrodes.filter((name) => typeof name === "string") : [];
}
