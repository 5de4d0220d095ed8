import type { Exhaling } from "../domain/breath.js";
import { GLYPHS } from "../domain/glyph.js";
import type { ModelAnswer } from "../domain/model-answer.js";
import { EVENTS, type Reading } from "../domain/reading.js";
import { MINUTE, type Seconds } from "../domain/time.js";
import type { Wake } from "../domain/wake.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { borneOut } from "./claims/borne-out.js";
import { ClaimDecoder } from "./claims/decoder.js";
import { Onsets } from "./claims/onsets.js";
import { makeReading, type Told } from "./claims/reading-maker.js";
import { ClaimReview } from "./claims/review.js";
import { LEAST_SURE, surenessOf } from "./claims/sureness.js";
import { CallCosts } from "./model/call-costs.js";
import { CallMaker } from "./model/call-maker.js";
import { memoryShape } from "./model/memory-shape.js";
import type { Models } from "./model/open-models.js";
import type { Reader, ReaderAnswer, ReaderCall } from "./model/reader.js";
import type { Slot } from "./slots/slot-maker.js";
import { Surprise } from "./surprise.js";
import type { BreathPosition } from "./waking/breath-position.js";
import { WakeTrail } from "./waking/wake-trail.js";
import { type WakeDecision, Waker } from "./waking/waker.js";

/** How far back somebody is told what an electrode said, who asks. */
const ASKED: Seconds = 12 * MINUTE;

/** That a slot is read, whatever the ear says: a glyph pattern matched, or somebody wants to know of some electrodes. */
export interface ReadRequest {
  readonly why: string;
  /** Of whom a reading is wanted in any case; absent where a pattern asked. */
  readonly electrodes?: readonly string[];
}

/** Both of them, in one call: the later one is named as its reason. */
export function mergeRequests(
  earlier: ReadRequest | undefined,
  later: ReadRequest | undefined,
): ReadRequest | undefined {
  if (earlier === undefined || later === undefined) return later ?? earlier;
  const electrodes = [...(earlier.electrodes ?? []), ...(later.electrodes ?? [])];
  return { why: later.why, ...(electrodes.length > 0 && { electrodes }) };
}

export interface SlotReaderOptions {
  readonly models: Models;
  readonly reader: Reader;
  readonly electrodes: readonly string[];
  readonly exhale: Exhaling;
  readonly rhythm: "breath" | "always";
  readonly words: Pick<Catalogue, "reading">;
  readonly onReading: (reading: Reading) => void;
  readonly onWake: (wake: Wake) => void;
  /** Every answer of the model, before what it leads to is told; for who wants more of it than what is claimed. */
  readonly onAnswer?: ((answer: ModelAnswer) => void) | undefined;
  /** Lets simulated time wait for a call that is under way. */
  readonly waitFor: (work: Promise<void>) => void;
}

/** A slot, kept until its turn comes. */
interface QueuedSlot extends Slot {
  readonly position: BreathPosition;
  readonly request: ReadRequest | undefined;
}

/**
 * The way from slots to readings, one slot after the other: the ear scores all of them, the breath and the ear decide which of them
 * the model reads, and what it said becomes claims with their evidence. While a call is under way later slots wait for it, so that
 * the same slots give the same readings, however long a call takes.
 */
export class SlotReader {
  readonly #options: SlotReaderOptions;
  readonly #waker: Waker;
  readonly #calls: CallMaker;
  readonly #costs: CallCosts;
  readonly #trail: WakeTrail;
  readonly #onsets: Onsets;
  readonly #surprise = new Surprise();
  readonly #decoder: ClaimDecoder;
  readonly #review: ClaimReview;
  readonly #queue: QueuedSlot[] = [];
  #busy: Promise<void> | undefined;
  #why = "";
  /** What was asked while a hold was blind to what arrived, and is read in the slot after it. */
  #postponed: ReadRequest | undefined;
  #embedding: Float32Array | undefined;

  constructor(options: SlotReaderOptions) {
    const { models, exhale, rhythm } = options;
    const electrodes = options.electrodes.length;
    this.#options = options;
    this.#waker = new Waker({ ear: models.ear, electrodes, policy: models.card.policy, exhale, rhythm });
    this.#calls = new CallMaker(electrodes, models.card);
    this.#costs = new CallCosts(models.card, memoryShape(models.card).layers);
    this.#trail = new WakeTrail(electrodes);
    this.#onsets = new Onsets(electrodes);
    this.#decoder = new ClaimDecoder(models.card.decoder);
    this.#review = new ClaimReview(this.#onsets);
  }

  /** The next slot is over. @param request wants it to be read, whatever the ear says */
  addSlot(slot: Slot, position: BreathPosition, request: ReadRequest | undefined): void {
    const { end, onsets } = slot;
    this.#queue.push({ end, onsets, glyph: slot.glyph.slice(), feature: slot.feature.slice(), position, request });
    this.#workOff();
  }

  /** From the next slot on the model attends so in an exhale. */
  exhale(how: Exhaling): void {
    this.#waker.exhale(how);
  }

  /** When all slots that were added are read. */
  async idle(): Promise<void> {
    while (this.#busy !== undefined) await this.#busy;
  }

  #workOff(): void {
    while (this.#busy === undefined) {
      const slot = this.#queue.shift();
      if (slot === undefined) return;
      this.#process(slot);
    }
  }

  #process(queued: QueuedSlot): void {
    const { position } = queued;
    const request = mergeRequests(this.#postponed, queued.request);
    this.#trail.addSlot(queued);
    this.#onsets.addSlot(queued.end, queued.onsets);
    const decision = this.#waker.addSlot(queued, position, request !== undefined);
    const blind = decision?.mode === "hold";
    this.#postponed = blind ? request : undefined;
    const slot = { ...queued, request: blind ? undefined : request };
    this.#surprise.addGlyphs(slot.glyph, this.#calls.electrodes, this.#waker.present);
    this.#calls.addSlot(slot, position.phase === "inhale" && position.first);
    const call = decision && this.#calls.make(slot, decision, this.#waker.present);
    if (decision === undefined || call === undefined || call.channel.length === 0) this.#decide(slot, undefined);
    else this.#read(slot, decision, call);
  }

  #read(slot: QueuedSlot, decision: WakeDecision, call: ReaderCall): void {
    const { reader, waitFor } = this.#options;
    if (decision.woken) this.#why = slot.request?.why ?? this.#trail.leadingTo(this.#options.models.ear.loudest);
    const work = reader.read(call).then((answer) => {
      this.#busy = undefined;
      this.#audit(slot, decision, call, answer);
      if (answer !== undefined) {
        this.#surprise.setForecast(answer.following);
        this.#embedding = answer.embedding;
        this.#options.onAnswer?.(this.#answerOf(slot, decision, call, answer));
      }
      this.#decide(slot, answer);
      this.#workOff();
    });
    this.#busy = work;
    waitFor(work);
  }

  #answerOf(slot: QueuedSlot, { mode, woken }: WakeDecision, call: ReaderCall, answer: ReaderAnswer): ModelAnswer {
    const { event, following, embedding } = answer;
    const { phase } = slot.position;
    const on = this.#calls.electrodes;
    const name = (channel: number) => this.#options.electrodes[on[channel]!]!;
    const row = (channel: number) => following.slice(channel * GLYPHS.length, (channel + 1) * GLYPHS.length);
    const channels = [...call.channel];
    return {
      ...{ at: slot.end, phase, mode, woken, why: woken ? this.#why : "breath", event, embedding },
      ...{ electrodes: channels.map(name), following: channels.map(row), glyph: call.glyph },
    };
  }

  #audit(slot: QueuedSlot, decision: WakeDecision, call: ReaderCall, answer: ReaderAnswer | undefined): void {
    const { models, electrodes, reader, onWake } = this.#options;
    onWake({
      at: slot.end,
      why: decision.woken ? this.#why : "breath",
      electrode: electrodes[models.ear.loudest]!,
      phase: slot.position.phase,
      mode: decision.mode,
      woken: decision.woken,
      // Of a call that was lost the memory holds nothing.
      tokens: answer === undefined ? 0 : this.#costs.addCall(call.mode, call.wide),
      macs: this.#costs.macs(call.mode, call.channel.length),
      milliseconds: answer?.milliseconds,
      model: reader.name,
    });
  }

  #decide({ end, request }: QueuedSlot, answer: ReaderAnswer | undefined): void {
    const claim = this.#decoder.addSlot(end, answer?.event);
    const told = this.#review.addSlot(end, claim, this.#decoder.since);
    const sure = told && surenessOf(told.event, told.confidence, this.#options.models.card.sureness);
    if (told !== undefined && sure !== undefined && sure >= LEAST_SURE)
      this.#tell({ ...told, confidence: sure, among: told.evidence.electrodes });
    if (request?.electrodes !== undefined && answer !== undefined) this.#answer(request.electrodes, end, answer);
    if (this.#decoder.since === undefined) this.#surprise.reset();
  }

  #tell(claim: Omit<Told, "surprise" | "why" | "embedding">): void {
    const { electrodes, words, onReading } = this.#options;
    const told = { ...claim, surprise: this.#surprise.bits, why: this.#why, embedding: this.#embedding };
    onReading(makeReading(told, electrodes, words));
  }

  /** Somebody asked, and is told what this slot's reading was most like, quiet included. */
  #answer(asked: readonly string[], end: Seconds, { event }: ReaderAnswer): void {
    const among = this.#options.electrodes.flatMap((name, i) => (asked.includes(name) ? [i] : []));
    if (among.length === 0) return;
    const likeliest = event.indexOf(Math.max(...event));
    const start = end - ASKED;
    const name = EVENTS[likeliest]!;
    const found = borneOut(name, start, this.#onsets.only(among));
    const read = { event: name, confidence: event[likeliest]!, start, decided: end, evidence: undefined, among };
    this.#tell({ ...read, ...found });
  }
}
