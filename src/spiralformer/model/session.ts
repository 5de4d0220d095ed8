import { MODES, type ReaderAnswer, type ReaderCall } from "../../ports/reader.js";
import type { KnownCall, ModelCard } from "./card.js";
import { Memory } from "./memory.js";
import { memoryShape } from "./memory-shape.js";

/** The part of onnxruntime-node that is used here: the package is optional, and so are its types. */
export interface Onnx {
  readonly InferenceSession: {
    create(path: string, options: object): Promise<OnnxSession>;
  };
  readonly Tensor: new (type: string, data: Float32Array | BigInt64Array, dims: readonly number[]) => OnnxTensor;
}

export interface OnnxTensor {
  readonly data: Float32Array | BigInt64Array;
}

export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
  release(): Promise<void>;
}

/** What one call gave, and what it left. */
export interface Said extends ReaderAnswer {
  readonly cell: Float32Array;
  readonly rows: Float32Array;
}

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
  static async open(onnx: Onnx, path: string, card: ModelCard, now: () => number): Promise<ModelSession> {
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
  async run(call: ReaderCall): Promise<Said> {
    const began = this.#now();
    const said = await this.#session.run(this.#feeds(call));
    const milliseconds = this.#now() - began;
    const numbers = (name: string) => said[name]?.data as Float32Array;
    const [event, following] = [softmax(numbers("event"), 7), softmax(numbers("following"), 12)];
    const embedding = Float32Array.from(numbers("embedding"));
    const cell = Float32Array.from(numbers("cell_next"));
    const rows = Float32Array.from(numbers("memory_new"));
    if (![event, following, embedding, cell, rows].every(areNumbers)) throw new Error("said what is no number");
    this.memory.take(call.mode, call.context[5] as number, cell, rows);
    return { event, following, embedding, cell, rows, milliseconds };
  }

  async close(): Promise<void> {
    await this.#session.release();
  }

  #feeds(call: ReaderCall): Record<string, OnnxTensor> {
    const { hidden, layers, reach, width } = this.memory.shape;
    const { cell, rows, stamp, count } = this.memory;
    const seats = call.seat.length;
    const numbers = (data: Float32Array, ...dims: number[]) => new this.#onnx.Tensor("float32", data, dims);
    const whole = (data: Iterable<number>) => {
      const held = BigInt64Array.from(data, BigInt);
      return new this.#onnx.Tensor("int64", held, [held.length]);
    };
    return {
      seat: whole(call.seat),
      glyph: whole(call.glyph),
      feature: numbers(call.feature, seats, call.feature.length / seats),
      tape: numbers(call.tape, seats, call.tape.length / seats),
      control: whole([MODES.indexOf(call.mode), call.expert, call.wide ? 1 : 0, ...count]),
      context: numbers(call.context, 6),
      cell: numbers(cell, 2, hidden),
      memory: numbers(rows, 2 * layers, reach, width),
      stamp: numbers(stamp, layers, reach),
    };
  }

  /** Known calls in a row, from an empty memory: some processors compute int8 wrong, and nobody would notice. */
  async #prove({ known, known_tolerance }: ModelCard): Promise<void> {
    for (const [index, one] of known.entries()) {
      const { event } = await this.run(knownCall(one));
      const wanted = softmax(Float32Array.from(one.event), 7);
      const off = Math.max(...event.map((value, i) => Math.abs(value - (wanted[i] as number))));
      if (!(off <= known_tolerance))
        throw new Error(`answers known call ${index + 1} by ${off.toPrecision(2)} differently than it should`);
    }
  }
}

function knownCall({ inputs }: KnownCall): ReaderCall {
  const [mode = 1, expert = 0, wide = 0] = inputs.control;
  return {
    mode: MODES[mode] as ReaderCall["mode"],
    seat: Uint8Array.from(inputs.seat),
    glyph: Uint8Array.from(inputs.glyph),
    feature: Float32Array.from(inputs.feature.flat()),
    tape: Float32Array.from(inputs.tape.flat()),
    expert,
    wide: wide === 1,
    context: Float32Array.from(inputs.context),
  };
}

/** Of each stretch of `width` logits. */
function softmax(logits: Float32Array, width: number): Float32Array {
  const shares = new Float32Array(logits.length);
  for (let begin = 0; begin < logits.length; begin += width) {
    let most = Number.NEGATIVE_INFINITY;
    for (let i = begin; i < begin + width; i++) most = Math.max(most, logits[i] as number);
    let sum = 0;
    for (let i = begin; i < begin + width; i++) sum += shares[i] = Math.exp((logits[i] as number) - most);
    for (let i = begin; i < begin + width; i++) shares[i] = (shares[i] as number) / sum;
  }
  return shares;
}

function areNumbers(numbers: Float32Array): boolean {
  return numbers.every(Number.isFinite);
}
