import type { Exhaling } from "../domain/breath.js";
import type { Language } from "../domain/language.js";
import { EVENTS, type EventName, type Reading } from "../domain/reading.js";
import { MINUTE, type Seconds } from "../domain/time.js";
import type { Wake } from "../domain/wake.js";
import type { Reader, ReaderAnswer, ReaderCall } from "../ports/reader.js";
import { type Claim, ClaimDecoder } from "./claims/decoder.js";
import { evidenceOf } from "./claims/evidence.js";
import { Onsets } from "./claims/onsets.js";
import { translate } from "./claims/sentence.js";
import { CallMaker } from "./model/call.js";
import { Costs } from "./model/costs.js";
import { memoryShape } from "./model/memory-shape.js";
import type { Models } from "./model/open-models.js";
import type { Slot } from "./slots/slot-maker.js";
import { Surprise } from "./surprise.js";
import type { BreathPlace } from "./waking/breath-place.js";
import { Trail } from "./waking/trail.js";
import { Waker, type Waking } from "./waking/waker.js";

/** How far back somebody is told what an electrode said, who asks. */
const ASKED: Seconds = 12 * MINUTE;

/** Who calls the reader beside its ear: a glyph pattern that matched, or somebody who wants to know of some electrodes. */
export interface Caller {
  readonly why: string;
  /** Of whom a reading is wanted in any case; absent where a pattern called. */
  readonly electrodes?: readonly string[];
}

/** Both of them, in one call: the later one is named as its reason. */
export function together(earlier: Caller | undefined, later: Caller | undefined): Caller | undefined {
  if (earlier === undefined || later === undefined) return later ?? earlier;
  const electrodes = [...(earlier.electrodes ?? []), ...(later.electrodes ?? [])];
  return { why: later.why, ...(electrodes.length > 0 && { electrodes }) };
}

export interface DeepListenerOptions {
  readonly models: Models;
  readonly reader: Reader;
  readonly electrodes: readonly string[];
  readonly exhale: Exhaling;
  readonly rhythm: "breath" | "always";
  readonly language: Language;
  readonly said: (reading: Reading) => void;
  readonly woke: (wake: Wake) => void;
  /** Lets simulated time wait for a call that is under way. */
  readonly hold: (work: Promise<void>) => void;
}

/** A slot, kept until its turn comes. */
interface Heard extends Slot {
  readonly place: BreathPlace;
  readonly caller: Caller | undefined;
}

/**
 * The way from slots to readings, one slot after the other: the ear hears all of them, the breath and the ear decide which of them
 * the model reads, and what it said becomes claims with their evidence. While a call is under way later slots wait for it, so that
 * the same slots give the same readings, however long a call takes.
 */
export class DeepListener {
  readonly #options: DeepListenerOptions;
  readonly #waker: Waker;
  readonly #calls: CallMaker;
  readonly #costs: Costs;
  readonly #trail: Trail;
  readonly #onsets: Onsets;
  readonly #surprise = new Surprise();
  readonly #decoder: ClaimDecoder;
  readonly #queue: Heard[] = [];
  #busy: Promise<void> | undefined;
  #why = "";
  /** Who called while a hold was blind to what arrived, and is heard in the slot after it. */
  #postponed: Caller | undefined;
  #embedding: Float32Array | undefined;

  constructor(options: DeepListenerOptions) {
    const { models, exhale, rhythm } = options;
    const electrodes = options.electrodes.length;
    this.#options = options;
    this.#waker = new Waker({ ear: models.ear, electrodes, policy: models.card.policy, exhale, rhythm });
    this.#calls = new CallMaker(electrodes, models.card);
    this.#costs = new Costs(models.card, memoryShape(models.card).layers);
    this.#trail = new Trail(electrodes);
    this.#onsets = new Onsets(electrodes);
    this.#decoder = new ClaimDecoder(models.card.decoder);
  }

  /** The next slot is over. @param caller wants it to be read, whatever the ear says */
  hear(slot: Slot, place: BreathPlace, caller: Caller | undefined): void {
    this.#queue.push({ end: slot.end, glyph: slot.glyph.slice(), feature: slot.feature.slice(), place, caller });
    this.#go();
  }

  /** When all slots that were heard are read. */
  async idle(): Promise<void> {
    while (this.#busy !== undefined) await this.#busy;
  }

  #go(): void {
    while (this.#busy === undefined) {
      const heard = this.#queue.shift();
      if (heard === undefined) return;
      this.#take(heard);
    }
  }

  #take(told: Heard): void {
    const { place } = told;
    const caller = together(this.#postponed, told.caller);
    this.#trail.hear(told);
    this.#onsets.hear(told);
    const waking = this.#waker.hear(told, place, caller !== undefined);
    this.#postponed = waking?.mode === "hold" ? caller : undefined;
    const heard = { ...told, caller: waking?.mode === "hold" ? undefined : caller };
    this.#surprise.hear(heard.glyph, this.#calls.seats, this.#waker.present);
    this.#calls.hear(heard, place.phase === "inhale" && place.first);
    const call = waking && this.#calls.make(heard, waking, this.#waker.present);
    if (waking === undefined || call === undefined || call.seat.length === 0) this.#decide(heard, undefined);
    else this.#read(heard, waking, call);
  }

  #read(heard: Heard, waking: Waking, call: ReaderCall): void {
    const { reader, hold } = this.#options;
    if (waking.woken) this.#why = heard.caller?.why ?? this.#trail.leadingTo(this.#options.models.ear.loudest);
    const work = reader.read(call).then((answer) => {
      this.#busy = undefined;
      this.#audit(heard, waking, call, answer);
      if (answer !== undefined) {
        this.#surprise.foretold(answer.following);
        this.#embedding = answer.embedding;
      }
      this.#decide(heard, answer);
      this.#go();
    });
    this.#busy = work;
    hold(work);
  }

  #audit(heard: Heard, waking: Waking, call: ReaderCall, answer: ReaderAnswer | undefined): void {
    const { models, electrodes, reader, woke } = this.#options;
    woke({
      at: heard.end,
      why: waking.woken ? this.#why : "breath",
      electrode: electrodes[models.ear.loudest] as string,
      phase: heard.place.phase,
      mode: waking.mode,
      woken: waking.woken,
      // Of a call that was lost the memory holds nothing.
      tokens: answer === undefined ? 0 : this.#costs.attend(call.mode, call.wide),
      macs: this.#costs.macs(call.mode, call.seat.length),
      milliseconds: answer?.milliseconds,
      model: reader.name,
    });
  }

  #decide({ end, caller }: Heard, answer: ReaderAnswer | undefined): void {
    const claim = this.#decoder.hear(end, answer?.event);
    if (claim !== undefined) this.#say(claim);
    if (caller?.electrodes !== undefined && answer !== undefined) this.#answer(caller.electrodes, end, answer);
    if (this.#decoder.since === undefined) this.#surprise.forget();
  }

  #say(claim: Claim, names = this.#options.electrodes): void {
    const all = this.#options.electrodes;
    const evidence = evidenceOf(claim, names, (since) =>
      this.#onsets.since(since).filter((_, i) => names.includes(all[i] as string)),
    );
    const { event, start, decided } = claim;
    // Another kind of processor adds in another order: the digits behind these are its own.
    const confidence = round(claim.confidence);
    const surprise = round(this.#surprise.bits);
    this.#options.said({
      event,
      confidence,
      surprise,
      electrodes: evidence.electrodes,
      start,
      end: decided,
      decided,
      text: translate({ event, confidence, surprise, why: this.#why }, evidence, this.#options.language),
      ...(this.#embedding && { embedding: [...this.#embedding] }),
    });
  }

  /** Somebody asked, and is told what this slot's reading was most like, quiet included. */
  #answer(electrodes: readonly string[], end: Seconds, { event }: ReaderAnswer): void {
    const known = this.#options.electrodes.filter((name) => electrodes.includes(name));
    if (known.length === 0) return;
    const likeliest = event.indexOf(Math.max(...event));
    const name = EVENTS[likeliest] as EventName;
    const claim = {
      event: name,
      confidence: event[likeliest] as number,
      start: end - ASKED,
      decided: end,
      first: true,
    };
    this.#say(claim, known);
  }
}

/** To three digits. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
