import { GLYPHS } from "../../domain/glyph.js";
import type { ReaderCall } from "../../ports/reader.js";
import { FEATURES } from "../slots/features.js";
import type { Slot } from "../slots/slot-maker.js";
import type { Waking } from "../waking/waker.js";
import type { ModelCard } from "./card.js";
import { Seats } from "./seats.js";
import { Tape } from "./tape.js";

/** Makes of a slot and of how it is woken what one call of the model is told. */
export class CallMaker {
  readonly #tape: Tape;
  readonly #seats: Seats;
  /** By glyph: which expert it sends a token to; of several electrodes the highest decides. */
  readonly #expert: readonly number[];
  readonly #rest: boolean;

  /** @param rest contemplative rest: 30 to 60 % of the remembered tokens rest, by the spiral schedule that they rested by in training */
  constructor(electrodes: number, card: Pick<ModelCard, "tape" | "seats" | "experts">, rest = false) {
    this.#tape = new Tape(electrodes, card.tape);
    this.#seats = new Seats(electrodes, card.seats);
    this.#expert = GLYPHS.map((name) => card.experts[name] ?? 0);
    this.#rest = rest;
  }

  /** By seat: the index of its electrode. */
  get seats(): readonly number[] {
    return this.#seats.taken;
  }

  /** Every slot, called or not. @param inhales an inhale begins with it */
  hear(slot: Slot, inhales: boolean): void {
    this.#tape.hear(slot);
    this.#seats.hear(slot, inhales);
  }

  /** The call on the slot that was heard last. Of a hold it holds nothing that arrived: it is blind. */
  make(slot: Slot, wake: Waking, present: Uint8Array): ReaderCall {
    const blind = wake.mode === "hold";
    const taken = this.seats
      .map((electrode, seat) => ({ electrode, seat }))
      .filter(({ electrode }) => present[electrode] === 1);
    const sitting = blind ? taken.slice(0, 1) : taken;
    const turn = 2 * Math.PI * wake.turn;
    const context = [
      ...[Math.log1p(wake.since) / 3, Math.sin(turn), Math.cos(turn)],
      ...[blind ? 0 : wake.silence, this.#rest ? 1 : 0, wake.slot],
    ];
    const call = {
      mode: wake.mode,
      seat: Uint8Array.from(sitting, ({ seat }) => seat),
      glyph: new Uint8Array(sitting.length),
      feature: new Float32Array(sitting.length * FEATURES.length),
      tape: new Float32Array(sitting.length * this.#tape.length),
      expert: 0,
      wide: wake.wide && !blind,
      context: Float32Array.from(context),
    };
    if (blind) return call;
    for (const [k, { electrode }] of sitting.entries()) {
      const begin = electrode * FEATURES.length;
      call.glyph[k] = slot.glyph[electrode] as number;
      call.feature.set(slot.feature.subarray(begin, begin + FEATURES.length), k * FEATURES.length);
      this.#tape.copy(electrode, call.tape, k * this.#tape.length);
      call.expert = Math.max(call.expert, this.#expert[call.glyph[k] as number] as number);
    }
    return call;
  }
}
