import { globMatches } from "./glob.js";
import type { NamedSense, SingleSense } from "./percept-source.js";

/**
 * What the senses tell, by source, so that a slip in a reflex's `when` is found before a season is over. A source that ends with a
 * slash has a name behind it; where nothing is listed, anything may be told.
 */
export const PERCEPT_TYPES: Readonly<Record<string, readonly string[] | undefined>> = {
  "electrode/": [
    ...["spike", "burst", "train", "silence", "drift", "artefact", "gap", "settling", "shared"],
    ...["no-signal", "flat", "saturation", "lead-off", "hum", "handling", "glitches", "clock"],
  ],
  "device/": ["fault"],
  host: ["temperature", "supply", "memory", "disk", "clock"],
  glyphs: ["pattern"],
  clock: ["schedule", "quiet"],
  node: ["withdrawn", "resumed"],
  operator: undefined,
  sky: ["hour", "dawn", "dusk", "white-night", "polar-night", "season"],
  reader: undefined,
  "neighbour/": undefined,
  "reflex/": undefined,
  expectation: undefined,
} satisfies Record<NamedSense | SingleSense, readonly string[] | undefined>;

/** The sources (as in `PERCEPT_TYPES`) whose percepts a glob may fit; none: it fits nothing that is ever told. */
export function sourcesFor(glob: string): readonly string[] {
  const star = glob.indexOf("*");
  const certain = star < 0 ? glob : glob.slice(0, star);
  return Object.keys(PERCEPT_TYPES).filter((source) => {
    if (!source.endsWith("/")) return globMatches(glob, source);
    return certain.startsWith(source) ? glob !== source : star >= 0 && source.startsWith(certain);
  });
}
