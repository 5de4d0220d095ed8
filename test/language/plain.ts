import type { Given } from "./every-sentence.js";

/** The same, told with this: what is made of it differs where the words do. */
export const PLAIN: Given = {
  ...{ electrodes: ["e1", "e2", "e3"], name: "e1", type: "burst", event: "burst", glyph: "artefact", phase: "inhale" },
  ...{ source: "host", change: "created", length: 7200, count: 3, share: 0.3, value: 0.25, hour: 5, known: true },
  ...{ action: { kind: "backup" }, status: "paused", waiting: undefined },
};
