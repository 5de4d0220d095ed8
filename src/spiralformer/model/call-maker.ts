import { GLYPHS } from "../../domain/glyph.js";
import type { ModelCard } from "../cards/model-card.js";
import { SLOT_FEATURES } from "../slots/features.js";
import type { Slot } from "../slots/slot-maker.js";
import type { WakeDecision } from "../waking/waker.js";
import { History } from "./history.js";
import { ModelChannels } from "./model-channels.js";
import type { ReaderCall } from "./reader.js";

/** Makes of a slot and of how it is woken what one call of the model is told. */
export class CallMaker {
  readonly #history: History;
  readonly #channels: ModelChannels;
  /** By glyph: which expert it sends a token to; of several electrodes the highest decides. */
  readonly #expert: readonly number[];
  readonly #rest: boolean;

  /** @param rest contemplative rest: 30 to 60 % of the remembered tokens rest, by the spiral schedule that they rested by in training */
  constructor(electrodes: number, card: Pick<ModelCard, "history" | "channels" | "experts">, rest = false) {
    this.#history = new History(electrodes, card.history);
    this.#channels = new ModelChannels(electrodes, card.channels);
    this.#expert = GLYPHS.map((name) => card.experts[name] ?? 0);
    this.#rest = rest;
  }

  /** By channel of the model: the index of its electrode. */
  get electrodes(): readonly number[] {
    return this.#channels.electrodes;
  }

  /** Every slot, called or not. @param inhales an inhale begins with it */
  addSlot(slot: Slot, inhales: boolean): void {
    this.#history.addSlot(slot);
    this.#channels.addSlot(slot, inhales);
  }

  /** The call on the slot that was added last. Of a hold it holds nothing that arrived: it is blind. */
  make(slot: Slot, decision: WakeDecision, present: Uint8Array): ReaderCall {
    const blind = decision.mode === "hold";
    const there = this.electrodes
      .map((electrode, channel) => ({ electrode, channel }))
      .filter(({ electrode }) => present[electrode] === 1);
    const used = blind ? there.slice(0, 1) : there;
    const turn = 2 * Math.PI * decision.turn;
    const context = [
      ...[Math.log1p(decision.since) / 3, Math.sin(turn), Math.cos(turn)],
      ...[blind ? 0 : decision.silence, this.#rest ? 1 : 0, decision.slot],
    ];
    const call = {
      mode: decision.mode,
      channel: Uint8Array.from(used, ({ channel }) => channel),
      glyph: new Uint8Array(used.length),
      feature: new Float32Array(used.length * SLOT_FEATURES.length),
      history: new Float32Array(used.length * this.#history.length),
      expert: 0,
      wide: decision.wide && !blind,
      context: Float32Array.from(context),
    };
    if (blind) return call;
    for (const [k, { electrode }] of used.entries()) {
      const begin = electrode * SLOT_FEATURES.length;
      const glyph = slot.glyph[electrode]!;
      call.glyph[k] = glyph;
      call.feature.set(slot.feature.subarray(begin, begin + SLOT_FEATURES.length), k * SLOT_FEATURES.length);
      this.#history.copyInto(call.history, k * this.#history.length, electrode);
      call.expert = Math.max(call.expert, this.#expert[glyph]!);
    }
    return call;
  }
}
