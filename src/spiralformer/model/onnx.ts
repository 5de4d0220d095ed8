import { AndasError } from "../../domain/errors.js";
import { loadAddon } from "../../ports/os/addons.js";

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

/**
 * Loads onnxruntime-node into this process.
 * @throws AndasError `addon` when it is not there, does not load, or is something else
 */
export async function loadOnnx(): Promise<Onnx> {
  const found = await loadAddon("onnxruntime-node");
  if (isOnnx(found)) return found;
  throw new AndasError("addon", "onnxruntime-node is of another kind than this version knows: run `npm ci`");
}

function isOnnx(found: unknown): found is Onnx {
  if (typeof found !== "object" || found === null || !("Tensor" in found && "InferenceSession" in found)) return false;
  const { Tensor, InferenceSession } = found;
  return typeof Tensor === "function" && typeof InferenceSession === "function" && "create" in InferenceSession;
}
