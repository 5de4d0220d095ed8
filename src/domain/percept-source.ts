/** Senses of which there are several: a name stands behind the slash. */
export const NAMED_SENSES = ["electrode/", "environment/", "device/", "reflex/", "neighbour/"] as const;

/** Senses of which a node has one. */
export const SINGLE_SENSES = [
  ...["host", "glyphs", "clock", "node"],
  ...["operator", "sky", "reader", "expectation"],
] as const;

export type NamedSense = (typeof NAMED_SENSES)[number];
export type SingleSense = (typeof SINGLE_SENSES)[number];

/** Which sense noticed a percept: `electrode/<name>`, `reflex/<id>`, `host` … */
export type PerceptSource = `${NamedSense}${string}` | SingleSense;

export type ElectrodeSource = `electrode/${string}`;
export type EnvironmentSource = `environment/${string}`;
export type DeviceSource = `device/${string}`;
export type ReflexSource = `reflex/${string}`;
export type NeighbourSource = `neighbour/${string}`;

const SINGLE: ReadonlySet<string> = new Set(SINGLE_SENSES);

/** Is it a source at all? To be asked of what comes from outside: a neighbour's message, a state on the disk. */
export function isPerceptSource(text: string): text is PerceptSource {
  return SINGLE.has(text) || NAMED_SENSES.some((sense) => text.startsWith(sense) && text.length > sense.length);
}

export function electrodeSource(name: string): ElectrodeSource {
  return `electrode/${name}`;
}

export function environmentSource(name: string): EnvironmentSource {
  return `environment/${name}`;
}

export function deviceSource(name: string): DeviceSource {
  return `device/${name}`;
}

export function reflexSource(id: string): ReflexSource {
  return `reflex/${id}`;
}

export function neighbourSource(node: string): NeighbourSource {
  return `neighbour/${node}`;
}

export function isElectrodeSource(source: string): source is ElectrodeSource {
  return source.startsWith("electrode/");
}

export function isEnvironmentSource(source: string): source is EnvironmentSource {
  return source.startsWith("environment/");
}

export function isDeviceSource(source: string): source is DeviceSource {
  return source.startsWith("device/");
}

export function isReflexSource(source: string): source is ReflexSource {
  return source.startsWith("reflex/");
}

export function isNeighbourSource(source: string): source is NeighbourSource {
  return source.startsWith("neighbour/");
}

/** All neighbours as one: however many they are, they have no more than one voice. */
const NEIGHBOURS: NeighbourSource = "neighbour/*";

/** Whose voice a source is, where shares are given by source. */
export function voiceOf(source: PerceptSource): PerceptSource {
  return isNeighbourSource(source) ? NEIGHBOURS : source;
}

/** The electrode's name, where the source is one. */
export function electrodeOf(source: string): string | undefined {
  return isElectrodeSource(source) ? nameIn(source) : undefined;
}

/** What stands behind the slash of a named sense. */
export function nameIn(source: `${NamedSense}${string}`): string {
  return source.slice(source.indexOf("/") + 1);
}
