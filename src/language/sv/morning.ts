import type { MorningWords } from "../catalogue/morning.js";
import { count } from "./grammar.js";

const SPEEDS: Readonly<Record<string, string>> = { fast: "snabb", slow: "långsam", "very-slow": "mycket långsam" };

export const morning: MorningWords = {
  title: ({ name, from, to, here }) =>
    `${name}${name === "" ? "" : ": "}${from} till ${to} UTC${here === undefined ? "" : ` (${here})`}`,
  usual: (days) =>
    days === 0
      ? "Det senaste dygnet. Inget tidigare dygn finns att jämföra med än."
      : `Senaste dygnet (och det vanliga, ${count(days, "dygn", "dygn")}); ↑ ↓ det som slumpen inte förklarar`,
  columns: {
    electrode: "elektrod",
    heard: "hörd",
    rate: "spikar/h",
    amplitude: "höjd mV",
    level: "i vila mV",
    shape: "form",
    liveliest: "livligast",
  },
  shape(shape) {
    if (shape === undefined) return "blandad";
    const speed = shape.slice(1);
    return `${SPEEDS[speed] ?? speed} ${shape.startsWith("+") ? "upp" : "ned"}`;
  },
  noElectrodes: "Ingen elektrod har sagt något än.",
  more: ({ count: others, quiet }) => `och ${others} till${quiet ? ", som vanligt" : ""}`,
  learnt: "Lärt (+) och gäller inte längre (−)",
  nothingLearnt: "Inget nytt är lärt, och inget har slutat gälla.",
  further: (others) => `och ${others} till`,
  moments: "Värt en titt",
  noMoments: "Inget kallar på en titt.",
  raw: (span) => `råsignal ${span}`,
  unheard: "Inte hört",
  allHeard: "Allt hördes.",
  nobody: "ingen elektrod",
};
