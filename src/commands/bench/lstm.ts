import type { Onnx, OnnxSession } from "../../spiralformer/model/onnx.js";
import { SLOT_FEATURES } from "../../spiralformer/slots/features.js";
import type { Slot } from "../../spiralformer/slots/slot-maker.js";

/** Channels of every model that was trained beside the Spiralformer. */
const CHANNELS = 8;

/** The LSTM that the Spiralformer is measured against: always on, a step on every slot, under onnxruntime on one thread as well. */
export class AlwaysOnLstm {
  readonly #onnx: Onnx;
  readonly #session: OnnxSession;
  readonly #electrodes: readonly number[];

  private constructor(onnx: Onnx, session: OnnxSession, present: Uint8Array) {
    this.#onnx = onnx;
    this.#session = session;
    this.#electrodes = [...present.keys()].filter((electrode) => present[electrode] === 1).slice(0, CHANNELS);
  }

  static async open(onnx: Onnx, path: string, present: Uint8Array): Promise<AlwaysOnLstm> {
    const options = {
      executionProviders: ["cpu"],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      enableCpuMemArena: false,
    };
    return new AlwaysOnLstm(onnx, await onnx.InferenceSession.create(path, options), present);
  }

  /** Steps through all slots, from an empty state. */
  async addSlots(slots: readonly Slot[]): Promise<void> {
    const channels = this.#electrodes.length;
    const whole = (of: (electrode: number, channel: number) => number) =>
      new this.#onnx.Tensor(
        "int64",
        BigInt64Array.from(this.#electrodes, (electrode, channel) => BigInt(of(electrode, channel))),
        [channels],
      );
    const seat = whole((_, index) => index);
    const hidden = 160;
    let state = new this.#onnx.Tensor("float32", new Float32Array(2 * hidden), [2, hidden]);
    const feature = new Float32Array(channels * SLOT_FEATURES.length);
    for (const slot of slots) {
      for (const [index, electrode] of this.#electrodes.entries()) {
        const begin = electrode * SLOT_FEATURES.length;
        feature.set(slot.feature.subarray(begin, begin + SLOT_FEATURES.length), index * SLOT_FEATURES.length);
      }
      const said = await this.#session.run({
        ...{ seat, state },
        glyph: whole((electrode) => slot.glyph[electrode]!),
        feature: new this.#onnx.Tensor("float32", feature, [channels, SLOT_FEATURES.length]),
      });
      if (said.state_next === undefined) throw new Error("the LSTM says no state_next");
      state = said.state_next;
    }
  }
}
