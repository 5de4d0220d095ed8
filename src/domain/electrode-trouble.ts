/** What can be wrong with an electrode's signal, and what a person may look at. A percept's type each. */
export const TROUBLES = [
  ...(["no-signal", "flat", "saturation", "lead-off"] as const),
  ...(["hum", "handling", "glitches", "clock"] as const),
] as const;

export type Trouble = (typeof TROUBLES)[number];

export function isTrouble(name: string): name is Trouble {
  return TROUBLES.some((trouble) => trouble === name);
}
