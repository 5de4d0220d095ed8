import { createHash } from "node:crypto";
import { GLYPHS } from "../../src/domain/glyph.js";
import { EVENTS } from "../../src/domain/reading.js";
import type { EarCard } from "../../src/spiralformer/cards/ear-card.js";
import {
  type DecoderSettings,
  type ModelCard,
  modelCardSchema,
  type WakePolicy,
  type WrittenModelCard,
} from "../../src/spiralformer/cards/model-card.js";
import type { Models } from "../../src/spiralformer/model/open-models.js";
import { SLOT_FEATURES } from "../../src/spiralformer/slots/features.js";
import { Ear } from "../../src/spiralformer/waking/ear.js";

/** An ear that hears `high` alone, and only of the loudest electrode: how loud `high` must be is what `loud` says. */
export const EAR_CARD: EarCard = {
  ...{ name: "ear", file: "ear.onnx", sha256: "0".repeat(64), features: ["high"], paces: [], macs: 3 },
  hear: { weight: [[1, 0]], bias: [0] },
  say: { weight: [10], bias: -5 },
  known: [{ heard: [0, 9], score: 1 / (1 + Math.exp(5)) }],
  known_tolerance: 1e-6,
};

/** The value of `high` at which that ear's score is `score`, between 0.01 and 0.99. */
export function loud(score: number): number {
  return Math.atanh((Math.log(score / (1 - score)) + 5) / 10);
}

export const POLICY: WakePolicy = {
  ...{ stir_at: 0.5, gasp_at: 0.7, tire: 0, recover: 0.025, warm_up: 0 },
  ...{ close: true, close_at: 0.97, open_at: 0.9, isi: "aware" },
};

export const DECODER: DecoderSettings = {
  ...{ threshold: 0.5, least: 2, gap: 4, stands: 4, wait: 3, recent: 12 },
  ...{ sure: 0.95, clear: 0.3, revise: 0.7 },
};

/** The bytes that the card speaks of. */
export const BYTES = new TextEncoder().encode("these are no weights");

const tensor = (name: string, ...shape: (number | string)[]) => ({ name, shape, type: "tensor(float)" });

/** The card of a model that nobody trained: two layers that remember four tokens, ten numbers a row; as it stands in its file. */
export const WRITTEN_CARD: WrittenModelCard = {
  ...{ name: "spiralformer", file: "spiralformer.int8.onnx", opset: 20 },
  sha256: createHash("sha256").update(BYTES).digest("hex"),
  inputs: [tensor("cell", 2, 3), tensor("memory", 4, 4, 10), tensor("stamp", 2, 4)],
  outputs: [tensor("event", 1, 7)],
  ...{ events: [...EVENTS], glyphs: [...GLYPHS], features: SLOT_FEATURES.map(([name]) => name) },
  tape: { features: ["mean", "high"], slots: 3 },
  experts: { spike: 1, burst: 2 },
  seats: 8,
  policy: POLICY,
  ...{ offsets: [0, 1, 2, 3, 5, 8], local_reach: 3 },
  macs: {
    ...{ inhale: { fixed: 400, electrode: 10 }, local: { fixed: 300, electrode: 10 } },
    ...{ released: { fixed: 200, electrode: 10 }, hold: { fixed: 100, electrode: 0 } },
  },
  decoder: DECODER,
  known: [
    {
      inputs: {
        seat: [0],
        glyph: [0],
        feature: [[0]],
        tape: [[0]],
        control: [1, 0, 0, 0, 0],
        context: [0, 0, 0, 0, 0, 0],
      },
      event: [0, 0, 0, 0, 0, 0, 0],
    },
  ],
  known_tolerance: 1e-3,
};

/** The same, as it is read. */
export const MODEL_CARD: ModelCard = modelCardSchema.parse(WRITTEN_CARD);

/** Models as `openModels` gives them, for readers that are fakes. */
export function modelsOf(card: Partial<ModelCard> = {}): Models {
  const whole = { ...MODEL_CARD, ...card };
  const paths = { model: "models/spiralformer.int8.onnx", cardPath: "models/spiralformer.int8.json" };
  return { ear: new Ear(EAR_CARD), card: whole, ...paths, name: `spiralformer ${whole.sha256.slice(0, 8)}` };
}
