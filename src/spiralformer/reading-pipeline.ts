import type { Exhaling } from "../domain/breath.js";
import type { Evidence } from "../domain/evidence.js";
import type { GlyphChange } from "../domain/glyph.js";
import type { Match } from "../domain/glyph-pattern/match.js";
import type { Spike } from "../domain/spike.js";
import type { Seconds } from "../domain/time.js";
import { mergeRequests, type ReadRequest, SlotReader, type SlotReaderOptions } from "./slot-reader.js";
import { SlotMaker } from "./slots/slot-maker.js";
import type { BreathTracker } from "./waking/breath-position.js";
import { WakeRules } from "./waking/wake-rules.js";

/**
 * The whole way from the senses to readings. What the senses tell becomes slots; the ear scores each of them, glyph patterns and people
 * ask beside it, and what is read goes out as readings. Without a model it still counts who would have asked, and says that nobody reads.
 */
export class ReadingPipeline {
  readonly #rules: WakeRules;
  #slots: SlotMaker | undefined;
  #reader: SlotReader | undefined;
  /** What is asked of the slot that goes on. */
  #request: ReadRequest | undefined;
  #requests = 0;

  constructor(rules = new WakeRules()) {
    this.#rules = rules;
  }

  /** How often a pattern or somebody asked. */
  get requests(): number {
    return this.#requests;
  }

  /** Slots are read from now on. @param breath where in the breath each slot lies */
  open(options: SlotReaderOptions, breath: BreathTracker): void {
    const reader = new SlotReader(options);
    this.#reader = reader;
    this.#slots = new SlotMaker(options.electrodes, (slot) => {
      const request = this.#request;
      this.#request = undefined;
      reader.addSlot(slot, breath.positionOf(slot.end), request);
    });
  }

  /** From the next slot on the model attends so in an exhale. */
  exhale(how: Exhaling): void {
    this.#reader?.exhale(how);
  }

  /** A sample of this time is about to be sensed. */
  advanceTo(at: Seconds): void {
    this.#slots?.advanceTo(at);
  }

  addSpike(spike: Spike): void {
    this.#slots?.addSpike(spike);
  }

  addEvidence(evidence: Evidence): void {
    this.#slots?.addEvidence(evidence);
  }

  /** Everything that is told of an electrode's glyphs, in order: while they last, and their close. */
  onGlyphChange(change: GlyphChange): void {
    this.#slots?.onGlyphChange(change);
    this.#onMatch(this.#rules.onGlyphChange(change));
  }

  /** How far some electrode must be heard for `advanceElectrode` to be worth calling; infinity while nothing that lasts is waited for. */
  get due(): Seconds {
    return this.#rules.due;
  }

  /** All is heard and decided on that electrode up to `until`: what goes on there may by now have lasted long enough. */
  advanceElectrode(electrode: string, until: Seconds): void {
    if (until >= this.#rules.due) this.#onMatch(this.#rules.advanceElectrode(electrode, until));
  }

  /**
   * Somebody wants to know what these electrodes say now: the slot that goes on will be read, and what was read of them comes as a
   * reading, one for all who asked in that slot. Says whether anybody reads here.
   */
  ask(electrodes: readonly string[], why: string): boolean {
    if (electrodes.length === 0) return false;
    this.#requests++;
    this.#request = mergeRequests(this.#request, { why, electrodes });
    return this.#reader !== undefined;
  }

  /** When all that was heard is read. */
  async idle(): Promise<void> {
    await this.#reader?.idle();
  }

  #onMatch(match: Match | undefined): void {
    if (match === undefined) return;
    this.#requests++;
    this.#request ??= { why: match.text };
  }
}
