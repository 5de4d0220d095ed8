import type { Exhaling } from "../domain/breath.js";
import { GLYPHS } from "../domain/glyph.js";
import type { ModelAnswer } from "../domain/model-answer.js";
import { EVENTS, type Reading } from "../domain/reading.js";
import { MINUTE, type Seconds } from "../domain/time.js";
import type { Wake } from "../domain/wake.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { type Claim, ClaimDecoder } from "./claims/decoder.js";
import { evidenceOf } from "./claims/evidence.js";
import { Onsets } from "./claims/onsets.js";
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
  }

  /** The next slot is over. @param request wants it to be read, whatever the ear says */
  addSlot(slot: Slot, position: BreathPosition, request: ReadRequest | undefined): void {
    this.#queue.push({ end: slot.end, glyph: slot.glyph.slice(), feature: slot.feature.slice(), position, request });
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
    this.#onsets.addSlot(queued);
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
    if (claim !== undefined) this.#tell(claim);
    if (request?.electrodes !== undefined && answer !== undefined) this.#answer(request.electrodes, end, answer);
    if (this.#decoder.since === undefined) this.#surprise.reset();
  }

  #tell(claim: Claim, names = this.#options.electrodes): void {
    const all = this.#options.electrodes;
    const evidence = evidenceOf(claim, names, (since) =>
      this.#onsets.since(since).filter((_, i) => names.includes(all[i]!)),
    );
    const { event, start, decided } = claim;
    // Another kind of processor adds in another order: the digits behind these are its own.
    const confidence = round(claim.confidence);
    const surprise = round(this.#surprise.bits);
    this.#options.onReading({
      event,
      confidence,
      surprise,
      electrodes: evidence.electrodes,
      start,
      end: decided,
      decided,
      text: this.#options.words.reading({ event, confidence, surprise, why: this.#why }, evidence),
      ...(this.#embedding && { embedding: [...this.#embedding] }),
    });
  }

  /** Somebody asked, and is told what this slot's reading was most like, quiet included. */
  #answer(electrodes: readonly string[], end: Seconds, { event }: ReaderAnswer): void {
    const known = this.#options.electrodes.filter((name) => electrodes.includes(name));
    if (known.length === 0) return;
    const likeliest = event.indexOf(Math.max(...event));
    const claim = {
      event: EVENTS[likeliest]!,
      confidence: event[likeliest]!,
      start: end - ASKED,
      decided: end,
      first: true,
    };
    this.#tell(claim, known);
  }
}

/** To three digits. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
