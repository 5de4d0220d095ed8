import { CALL_MODES, type CallMode } from "../../domain/wake.js";
import type { KnownCall } from "../cards/model-card.js";
import type { Memory } from "./memory.js";
import type { Onnx, OnnxTensor } from "./onnx.js";
import type { ReaderCall } from "./reader.js";

/** What a mode is to the model. 0 would be a pause, in which it is not called. */
const MODE_NUMBERS: Readonly<Record<CallMode, number>> = { inhale: 1, hold: 2, local: 3, released: 4 };

/**
 * A call and what is remembered, by the names and in the shapes of the graph's inputs: what is a channel here is a `seat` to it, and
 * the history a `tape`.
 */
export function inputsOf(onnx: Onnx, call: ReaderCall, memory: Memory): Record<string, OnnxTensor> {
  const { hidden, layers, reach, width } = memory.shape;
  const { cell, rows, stamp, count } = memory;
  const channels = call.channel.length;
  const numbers = (data: Float32Array, ...dims: number[]) => new onnx.Tensor("float32", data, dims);
  const whole = (data: Iterable<number>) => {
    const held = BigInt64Array.from(data, BigInt);
    return new onnx.Tensor("int64", held, [held.length]);
  };
  return {
    seat: whole(call.channel),
    glyph: whole(call.glyph),
    feature: numbers(call.feature, channels, call.feature.length / channels),
    tape: numbers(call.history, channels, call.history.length / channels),
    control: whole([MODE_NUMBERS[call.mode], call.expert, call.wide ? 1 : 0, ...count]),
    context: numbers(call.context, 6),
    cell: numbers(cell, 2, hidden),
    memory: numbers(rows, 2 * layers, reach, width),
    stamp: numbers(stamp, layers, reach),
  };
}

/** The graph's outputs, as they come: `event` and `following` are logits. They are the engine's own: copy what must be kept. */
export interface GraphOutputs {
  readonly event: Float32Array;
  readonly following: Float32Array;
  readonly embedding: Float32Array;
  readonly cell: Float32Array;
  readonly rows: Float32Array;
}

/** @throws Error when one is missing */
export function outputsOf(said: Readonly<Record<string, OnnxTensor>>): GraphOutputs {
  const numbers = (name: string) => {
    const data = said[name]?.data;
    if (data instanceof Float32Array) return data;
    throw new Error(`says no ${name}`);
  };
  return {
    event: numbers("event"),
    following: numbers("following"),
    embedding: numbers("embedding"),
    cell: numbers("cell_next"),
    rows: numbers("memory_new"),
  };
}

/**
 * A call whose answer the card knows.
 * @throws Error when its mode is none
 */
export function knownCall({ inputs }: KnownCall): ReaderCall {
  const [number, expert = 0, wide = 0] = inputs.control;
  return {
    mode: modeOf(number),
    channel: Uint8Array.from(inputs.seat),
    glyph: Uint8Array.from(inputs.glyph),
    feature: Float32Array.from(inputs.feature.flat()),
    history: Float32Array.from(inputs.tape.flat()),
    expert,
    wide: wide === 1,
    context: Float32Array.from(inputs.context),
  };
}

function modeOf(number: number | undefined): CallMode {
  for (const mode of CALL_MODES) if (MODE_NUMBERS[mode] === number) return mode;
  throw new Error(`has a known call of the mode ${number}, which is none`);
}
