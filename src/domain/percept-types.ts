import { globMatches } from "./glob.js";
import type { NamedSense, SingleSense } from "./percept-source.js";

/** Stands for the types of a sense that tells more of them than can be listed. */
const ANY = "*";

/** The types that a sense tells, each with the facts that may stand in its data. */
type Told = Readonly<Record<string, readonly string[]>>;

const TROUBLE = ["text", "duration_s", "z"];
const STRETCH = ["duration_s"];
const SPIKES = [...STRETCH, "spikes", "amplitude_mv", "z"];
const SKY = ["hour", "solar_hour", "sun_elevation_deg", "day_length_h", "season"];
const STRAIN = ["text", "since"];
const VALUE = ["quantity", "value", "unit"];

/**
 * What the senses tell, by source and type, so that a slip in a reflex's `when` is found before a season is over. A source that ends with a
 * slash has a name behind it; where nothing is listed, anything may be told.
 */
export const PERCEPT_FACTS: Readonly<Record<string, Told | undefined>> = {
  "electrode/": {
    spike: ["polarity", "amplitude_mv", "z", "duration_s", "speed", "level_mv", "control"],
    ...{
      burst: SPIKES,
      train: SPIKES,
      silence: [...STRETCH, "deep"],
      drift: [...STRETCH, "follows", "covariate", "lag_s", "r"],
    },
    ...{ artefact: STRETCH, gap: STRETCH, settling: STRETCH, shared: ["control", "with", "peak_ago_s"] },
    ...{ "no-signal": TROUBLE, flat: TROUBLE, saturation: TROUBLE, "lead-off": TROUBLE },
    ...{ hum: TROUBLE, handling: TROUBLE, glitches: TROUBLE, clock: TROUBLE },
  },
  "environment/": {
    ...{ frost: VALUE, thaw: VALUE, heat: VALUE, "heat-over": VALUE, change: [...VALUE, "by", "within_s"] },
    ...{ rain: VALUE, "rain-over": [...VALUE, "duration_s"] },
  },
  "device/": { fault: ["reason", "lost"] },
  host: { temperature: STRAIN, supply: STRAIN, battery: STRAIN, memory: STRAIN, disk: STRAIN, clock: STRAIN },
  glyphs: { pattern: ["pattern", "electrodes", "start", "end"] },
  clock: { schedule: ["reflex", "time", "late"], quiet: ["reflex", "quiet_s", "late"] },
  node: { withdrawn: ["reflex", "at_most_s", "probe_s"], resumed: ["reflex", "why", "after_s", "probes"] },
  operator: undefined,
  sky: { hour: SKY, dawn: SKY, dusk: SKY, "white-night": SKY, "polar-night": SKY, season: SKY },
  reader: { [ANY]: ["electrodes", "surprise", "confidence", "text", "embedding"] },
  "neighbour/": undefined,
  "reflex/": undefined,
  expectation: { missed: ["electrodes", "text", "insight"] },
} satisfies Record<NamedSense | SingleSense, Told | undefined>;

/** What is added by those who pass on what a sense told: where a neighbour has it from, and what a reflex answered. */
const PASSED_ON = ["node", "of", "electrode", "electrodes", "percept", "source", "type", "because", "text"];

/** The sources (as in `PERCEPT_FACTS`) whose percepts a glob may fit; none: it fits nothing that is ever told. */
export function sourcesFor(glob: string): readonly string[] {
  const star = glob.indexOf("*");
  const certain = star < 0 ? glob : glob.slice(0, star);
  return Object.keys(PERCEPT_FACTS).filter((source) => {
    if (!source.endsWith("/")) return globMatches(glob, source);
    return certain.startsWith(source) ? glob !== source : star >= 0 && source.startsWith(certain);
  });
}

/** The types that sources which fit `glob` tell; undefined where they may be any. */
export function typesFor(glob: string): readonly string[] | undefined {
  const types = sourcesFor(glob).flatMap((source) => typesOf(source) ?? ANY);
  return types.includes(ANY) ? undefined : types;
}

/** The types that a source (as in `PERCEPT_FACTS`) tells; undefined where they may be any. */
export function typesOf(source: string): readonly string[] | undefined {
  const told = PERCEPT_FACTS[source];
  return told === undefined || Object.hasOwn(told, ANY) ? undefined : Object.keys(told);
}

/**
 * The facts that may stand in a percept's data, by globs for its source and its type; undefined where nobody can know. Whoever may tell
 * anything (a person, a neighbour, a reflex) means the same as a sense does where it tells what a sense tells: a neighbour's `spike` is
 * a spike.
 */
export function factsFor(source: string, type: string): readonly string[] | undefined {
  const senses = sourcesFor(source);
  if (senses.every((sense) => PERCEPT_FACTS[sense] !== undefined)) return factsOf(senses, type);
  if (type.includes("*")) return undefined;
  const listed = Object.keys(PERCEPT_FACTS).filter((sense) => typesOf(sense)?.includes(type));
  return listed.length === 0 ? undefined : [...new Set([...factsOf([...listed, ...senses], type), ...PASSED_ON])];
}

function factsOf(senses: readonly string[], type: string): readonly string[] {
  const facts = senses.flatMap((sense) =>
    Object.entries(PERCEPT_FACTS[sense] ?? {}).flatMap(([name, own]) =>
      name === ANY || globMatches(type, name) ? own : [],
    ),
  );
  return [...new Set(facts)];
}
