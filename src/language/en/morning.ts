import type { MorningWords } from "../catalogue/morning.js";
import { count } from "./grammar.js";

export const morning: MorningWords = {
  title: ({ name, from, to, here }) =>
    `${name}${name === "" ? "" : ": "}${from} to ${to} UTC${here === undefined ? "" : ` (${here})`}`,
  usual: (days) =>
    days === 0
      ? "Its last day. There is no day before it to compare with yet."
      : `Its last day (and what is usual, of ${count(days, "day")}); ↑ ↓ what chance does not explain`,
  columns: {
    electrode: "electrode",
    heard: "heard",
    rate: "spikes/h",
    amplitude: "height mV",
    level: "at rest mV",
    shape: "shape",
    liveliest: "lively at",
  },
  shape(shape) {
    if (shape === undefined) return "mixed";
    return `${shape.slice(1).replace("-", " ")} ${shape.startsWith("+") ? "up" : "down"}`;
  },
  noElectrodes: "No electrode has said anything yet.",
  more: ({ count: others, quiet }) => `and ${others} more${quiet ? ", as usual" : ""}`,
  learnt: "Learnt (+) and no longer so (−)",
  nothingLearnt: "Nothing new was learnt, and nothing is no longer so.",
  further: (others) => `and ${others} more`,
  moments: "Worth a look",
  noMoments: "Nothing calls for a look.",
  raw: (span) => `raw ${span}`,
  unheard: "Not heard",
  allHeard: "All was heard.",
  nobody: "no electrode",
};
