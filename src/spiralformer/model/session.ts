import { GLYPHS } from "../../domain/glyph.js";
import { EVENTS } from "../../domain/reading.js";
import { Memory } from "./memory.js";
import { memoryShape } from "./memory-shape.js";
import { areNumbers, type CallResult } from "./messages.js";
import type { Onnx, OnnxSession } from "./onnx.js";
import { CONTEXT_SLOT, type ReaderCall } from "./reader.js";
import type { SessionCard } from "./session-card.js";
import { inputsOf, knownCall, outputsOf } from "./tensors.js";

/** One thread, little memory: the model is small and called a few times an hour. */
const SESSION_OPTIONS = {
  executionProviders: ["cpu"],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: "sequential",
  graphOptimizationLevel: "all",
  enableCpuMemArena: false,
  logSeverityLevel: 3,
};

/** The model itself, in whichever process it runs: one call at a time, and what is carried between calls. */
export class ModelSession {
  readonly #onnx: Onnx;
  readonly #session: OnnxSession;
  readonly #now: () => number;
  readonly memory: Memory;

  private constructor(onnx: Onnx, session: OnnxSession, memory: Memory, now: () => number) {
    this.#onnx = onnx;
    this.#session = session;
    this.memory = memory;
    this.#now = now;
  }

  /**
   * Creates the session, and proves that what stands in the file is what the card says.
   * @param now milliseconds, from anywhere
   * @throws Error with what is wrong in the message: cut off, another opset, other inputs, other answers
   */
  static async open(onnx: Onnx, path: string, card: SessionCard, now: () => number): Promise<ModelSession> {
    const session = await onnx.InferenceSession.create(path, SESSION_OPTIONS);
    const wanted = card.inputs.map(({ name }) => name).sort();
    const found = [...session.inputNames].sort();
    if (wanted.join() !== found.join())
      throw new Error(`takes ${found.join(", ")}, and its card says ${wanted.join(", ")}`);
    const open = () => new ModelSession(onnx, session, new Memory(memoryShape(card)), now);
    await open().#prove(card);
    return open();
  }

  /** @throws Error when it says what is no number */
  async run(call: ReaderCall): Promise<CallResult> {
    const began = this.#now();
    const said = await this.#session.run(inputsOf(this.#onnx, call, this.memory));
    const milliseconds = this.#now() - began;
    const outputs = outputsOf(said);
    const event = softmax(outputs.event, EVENTS.length);
    const following = softmax(outputs.following, GLYPHS.length);
    // Copies: what the engine gave is its own.
    const embedding = Float32Array.from(outputs.embedding);
    const cell = Float32Array.from(outputs.cell);
    const rows = Float32Array.from(outputs.rows);
    if (![event, following, embedding, cell, rows].every(areNumbers)) throw new Error("said what is no number");
    this.memory.addCall(call.mode, call.context[CONTEXT_SLOT]!, cell, rows);
    return { event, following, embedding, cell, rows, milliseconds };
  }

  async close(): Promise<void> {
    await this.#session.release();
  }

  /** Known calls in a row, from an empty memory: some processors compute int8 wrong, and nobody would notice. */
  async #prove({ known, known_tolerance }: SessionCard): Promise<void> {
    for (const [index, one] of known.entries()) {
      const { event } = await this.run(knownCall(one));
      const wanted = softmax(Float32Array.from(one.event), EVENTS.length);
      const off = Math.max(...event.map((value, i) => Math.abs(value - wanted[i]!)));
      if (!(off <= known_tolerance))
        throw new Error(`answers known call ${index + 1} by ${off.toPrecision(2)} differently than it should`);
    }
  }
}

/** Of each stretch of `width` logits. */
function softmax(logits: Float32Array, width: number): Float32Array {
  const shares = new Float32Array(logits.length);
  for (let begin = 0; begin < logits.length; begin += width) {
    let most = Number.NEGATIVE_INFINITY;
    for (let i = begin; i < begin + width; i++) most = Math.max(most, logits[i]!);
    let sum = 0;
    for (let i = begin; i < begin + width; i++) sum += shares[i] = Math.exp(logits[i]! - most);
    for (let i = begin; i < begin + width; i++) shares[i]! /= sum;
  }
  return shares;
}
