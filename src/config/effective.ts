import type { Card } from "./card-schemas.js";
import type { DeviceSettings } from "./configuration.js";

const ABOUT =
  "What is in force, defaults written out. The node writes this file: change the five files beside it instead.";

/** The whole card in force as JSON text, in the card's own words. Same card, same text. Holds paths of secrets, never secrets. */
export function printEffective(card: Card, devices: readonly DeviceSettings[]): string {
  const echoed = devices.map(({ config, ...common }) => ({ ...common, ...(config as object) }));
  const { node, electrodes, breath, reflexes, attention } = card;
  const whole = {
    about: ABOUT,
    node: withoutSchema(node),
    electrodes: { devices: echoed, electrodes: electrodes.electrodes, glyphs: electrodes.glyphs },
    breath: withoutSchema(breath),
    reflexes: withoutSchema(reflexes),
    attention: withoutSchema(attention),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

function withoutSchema<T extends { $schema?: string | undefined }>(file: T): Omit<T, "$schema"> {
  const { $schema: _, ...rest } = file;
  return rest;
}
