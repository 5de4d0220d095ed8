import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallMode } from "../../../src/domain/wake.js";
import type { ModelCard } from "../../../src/spiralformer/cards/model-card.js";
import type { Onnx, OnnxTensor } from "../../../src/spiralformer/model/onnx.js";
import type { ReaderCall } from "../../../src/spiralformer/model/reader.js";
import { ModelSession } from "../../../src/spiralformer/model/session.js";
import { MODEL_CARD } from "../some-models.js";

const INPUTS = ["seat", "glyph", "feature", "tape", "control", "context", "cell", "memory", "stamp"];
const CARD: ModelCard = {
  ...MODEL_CARD,
  inputs: [
    ...MODEL_CARD.inputs,
    ...["seat", "glyph", "feature", "tape", "control", "context"].map((name) => ({ name, shape: ["K"], type: "" })),
  ],
};

/** What the model of a test is told, tensor by tensor. */
type Told = Record<string, { data: number[]; dims: readonly number[] }>;

/** An onnxruntime whose model says logits that follow from the first number of the context, and leaves that number behind. */
function someOnnx(given: { inputs?: string[]; event?: (call: number) => number } = {}) {
  const told: Told[] = [];
  class Tensor implements OnnxTensor {
    readonly type: string;
    readonly data: Float32Array | BigInt64Array;
    readonly dims: readonly number[];
    constructor(type: string, data: Float32Array | BigInt64Array, dims: readonly number[]) {
      this.type = type;
      this.data = data;
      this.dims = dims;
    }
  }
  const run = async (feeds: Readonly<Record<string, OnnxTensor>>) => {
    const all = Object.entries(feeds as Record<string, Tensor>);
    told.push(Object.fromEntries(all.map(([name, { data, dims }]) => [name, { data: [...data].map(Number), dims }])));
    const slot = told.at(-1)?.context?.data[5] ?? 0;
    const numbers = (length: number, value: number) => ({ data: new Float32Array(length).fill(value) });
    const event = numbers(7, 0);
    event.data[1] = given.event?.(told.length) ?? 0;
    return {
      ...{ event, following: numbers(96, 1), embedding: numbers(16, 0.25) },
      ...{ cell_next: numbers(6, slot), memory_new: numbers(40, slot) },
    };
  };
  const session = { inputNames: given.inputs ?? INPUTS, outputNames: [], run, release: async () => {} };
  const onnx: Onnx = { InferenceSession: { create: async () => session }, Tensor };
  return { onnx, told };
}

function callOn(slot: number, mode: CallMode = "inhale"): ReaderCall {
  return {
    ...{ mode, channel: Uint8Array.of(1, 3), glyph: Uint8Array.of(6, 9), feature: new Float32Array(80).fill(0.5) },
    ...{ history: new Float32Array(12), expert: 2, wide: true, context: Float32Array.of(0, 0, 0, 0, 0, slot) },
  };
}

test("a call is told as tensors: what arrives by channel, and beside it all that is remembered", async () => {
  const { onnx, told } = someOnnx();
  const session = await ModelSession.open(onnx, "model.onnx", CARD, () => 0);
  await session.run(callOn(5));
  await session.run(callOn(6, "local"));
  await session.run(callOn(7, "hold"));
  const shapes = Object.fromEntries(Object.entries(told.at(-1) ?? {}).map(([name, { dims }]) => [name, dims]));
  assert.deepEqual(shapes, {
    ...{ seat: [2], glyph: [2], feature: [2, 40], tape: [2, 6], control: [5], context: [6] },
    ...{ cell: [2, 3], memory: [4, 4, 10], stamp: [2, 4] },
  });
  // Mode, expert, wide, and how many tokens each layer has taken in: the known calls of the start are forgotten.
  assert.deepEqual(
    told.slice(-3).map(({ control }) => control?.data),
    [
      [1, 2, 1, 0, 0],
      [3, 2, 1, 1, 1],
      [2, 2, 1, 2, 1],
    ],
  );
  assert.deepEqual(told.at(-1)?.stamp?.data, [5, 6, -1e9, -1e9, 5, -1e9, -1e9, -1e9]);
  assert.deepEqual(told.at(-1)?.cell?.data, [6, 6, 6, 6, 6, 6]);
});

test("logits become probabilities, and what it took is measured", async () => {
  const { onnx } = someOnnx({ event: (call) => (call > 1 ? Math.log(6) : 0) });
  let now = 0;
  const session = await ModelSession.open(onnx, "model.onnx", CARD, () => (now += 2));
  const { event, following, milliseconds } = await session.run(callOn(1));
  assert.deepEqual(
    [...event].map((share) => share.toFixed(3)),
    ["0.083", "0.500", ...Array(5).fill("0.083")],
  );
  assert.ok([...following].every((share) => Math.abs(share - 1 / 12) < 1e-6));
  assert.equal(milliseconds, 2);
});

test("a model that takes other inputs, or answers otherwise than its card says, is not opened", async () => {
  const open = (given: Parameters<typeof someOnnx>[0]) =>
    ModelSession.open(someOnnx(given).onnx, "model.onnx", CARD, () => 0);
  await assert.rejects(open({ inputs: ["heard"] }), /^Error: takes heard, and its card says cell, context, .*, tape$/);
  await assert.rejects(open({ event: () => 1 }), /^Error: answers known call 1 by 0\.\d+ differently than it should$/);
  await assert.rejects(open({ event: () => Number.NaN }), /^Error: said what is no number$/);
});

test("a model that leaves out what it should say is not opened, nor one whose known calls are of no mode", async () => {
  const { onnx } = someOnnx();
  const silent: Onnx = {
    ...onnx,
    InferenceSession: {
      create: async (path, options) => {
        const session = await onnx.InferenceSession.create(path, options);
        return {
          ...session,
          run: async (feeds) => ({ ...(await session.run(feeds)), cell_next: { data: new BigInt64Array(6) } }),
        };
      },
    },
  };
  await assert.rejects(
    ModelSession.open(silent, "model.onnx", CARD, () => 0),
    /^Error: says no cell_next$/,
  );
  const [known] = CARD.known;
  assert.ok(known);
  const pause = { ...known, inputs: { ...known.inputs, control: [0, 0, 0, 0, 0] } };
  await assert.rejects(
    ModelSession.open(onnx, "model.onnx", { ...CARD, known: [pause] }, () => 0),
    /^Error: has a known call of the mode 0, which is none$/,
  );
});

test("a model that says what is no number says so, and remembers nothing of it", async () => {
  const { onnx, told } = someOnnx({ event: (call) => (call === 2 ? Number.POSITIVE_INFINITY : 0) });
  const session = await ModelSession.open(onnx, "model.onnx", CARD, () => 0);
  await assert.rejects(session.run(callOn(5)), /said what is no number/);
  await session.run(callOn(6));
  assert.deepEqual(told.at(-1)?.control?.data.slice(3), [0, 0]);
});
