import type { BreathingWords } from "../catalogue/breathing.js";

export const breathing: BreathingWords = {
  phase: { inhale: "inhale", hold: "hold", exhale: "exhale", pause: "pause" },
  cause: {
    rhythm: "rhythm",
    gasp: "gasp",
    "early-exhale": "early exhale",
    sentinel: "sentinel",
    deepened: "deepened",
    start: "start",
    held: "held awake",
    released: "let go",
  },
  rhythm: (kind) => kind,
};
