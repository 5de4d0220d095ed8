import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CallMode } from "../../../src/domain/wake.js";
import { osCompanion } from "../../../src/ports/os/companion.js";
import { SimulatedClock } from "../../../src/ports/simulated-clock.js";
import { type ModelCard, modelCardSchema } from "../../../src/spiralformer/cards/model-card.js";
import { memoryShape } from "../../../src/spiralformer/model/memory-shape.js";
import { ModelProcess } from "../../../src/spiralformer/model/model-process.js";
import { loadOnnx } from "../../../src/spiralformer/model/onnx.js";
import { MODELS } from "../../../src/spiralformer/model/open-reader.js";
import type { ReaderAnswer, ReaderCall } from "../../../src/spiralformer/model/reader.js";
import { chance } from "../../sensing/signals.js";

export const MODEL = join(MODELS, "spiralformer.int8.onnx");
export const CARD = join(MODELS, "spiralformer.int8.json");

export const card: ModelCard = modelCardSchema.parse(JSON.parse(readFileSync(CARD, "utf8")));

/** The package if it is installed here, or why tests with it are skipped. */
export const { onnx, skip } = await loadOnnx().then(
  (found) => ({ onnx: found, skip: false as const }),
  (error: Error) => ({ onnx: undefined, skip: error.message }),
);

/** The model in its real process, on a clock that stands still until the test lets time pass. */
export function realProcess(model = MODEL, cardPath = CARD) {
  const clock = new SimulatedClock(0);
  const child = new URL("../../../src/spiralformer/model/child.js", import.meta.url);
  const start = osCompanion(child, [model, cardPath]);
  const process = new ModelProcess({ name: "model", shape: memoryShape(card), start, clock, log: () => {} });
  const pass = (seconds: number) => clock.run(new AbortController().signal, { until: clock.now() + seconds });
  return { process, pass };
}

/** A call with numbers of its own, as a busy night would give them; the same ones for the same slot and loudness. */
export function someCall(mode: CallMode, slot: number, more: { channels?: number; loud?: number } = {}): ReaderCall {
  const { channels = 3, loud = 1 } = more;
  const random = chance(slot * 31 + 7);
  const numbers = (length: number) => Float32Array.from({ length }, () => loud * (4 * random() - 2));
  return {
    mode,
    channel: Uint8Array.from({ length: channels }, (_, i) => i),
    glyph: Uint8Array.from({ length: channels }, (_, i) => (6 + i) % 12),
    feature: numbers(channels * card.features.length),
    history: numbers(channels * card.history.slots * card.history.features.length),
    ...{ expert: 1, wide: mode === "inhale" },
    context: Float32Array.of(Math.log1p(1) / 3, 0, 1, 0.5, 0, slot),
  };
}

/** A breath's calls, from that slot on. */
export function someBreath(slot: number): ReaderCall[] {
  const modes = ["inhale", "inhale", "hold", "local", "released", "inhale"] as const;
  return modes.map((mode, i) => someCall(mode, slot + i));
}

/** All numbers of an answer, to the bit; how long it took is another matter. */
export function bits(answer: ReaderAnswer | undefined): unknown {
  if (answer === undefined) return undefined;
  const { milliseconds: _, ...numbers } = answer;
  return numbers;
}
