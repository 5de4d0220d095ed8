import type { Rhythm } from "./rhythm.js";

/** A rhythm that another follows, from the breath `cycle` on. */
export function followed(rhythm: Rhythm, by: { readonly rhythm: Rhythm; readonly cycle: number }): Rhythm {
  return {
    kind: rhythm.kind,
    phases: rhythm.phases,
    lengthOf: (phase, begins) => (begins.cycle >= by.cycle ? by.rhythm : rhythm).lengthOf(phase, begins),
  };
}
