import type { BreathingWords } from "../catalogue/breathing.js";

const RHYTHMS: Readonly<Record<string, string>> = {
  ...{ fixed: "fast rytm", spiral: "spiralrytm", entrained: "i fältets takt", staggered: "växelvis" },
};

export const breathing: BreathingWords = {
  phase: { inhale: "inandning", hold: "håll", exhale: "utandning", pause: "paus" },
  cause: {
    rhythm: "rytmen",
    gasp: "tidig inandning",
    "early-exhale": "tidig utandning",
    sentinel: "väktaren",
    deepened: "fördjupad",
    start: "start",
    held: "hålls vaken",
    released: "släppt",
  },
  rhythm: (kind) => (Object.hasOwn(RHYTHMS, kind) ? RHYTHMS[kind]! : kind),
};
