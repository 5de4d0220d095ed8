import type { Evidence } from "../domain/evidence.js";
import type { GlyphChange } from "../domain/glyph.js";
import type { Match } from "../domain/glyph-pattern/match.js";
import type { Spike } from "../domain/spike.js";
import type { Seconds } from "../domain/time.js";
import { type Caller, DeepListener, type DeepListenerOptions, together } from "./deep-listener.js";
import { SlotMaker } from "./slots/slot-maker.js";
import type { Breathing } from "./waking/breath-place.js";
import { WakeRules } from "./waking/wake-rules.js";

/**
 * Where the Spiralformer listens. What the senses tell becomes slots; the ear hears each of them, glyph patterns call beside it, and
 * what is read goes out as readings. Without a model the room still hears and counts who would have called, and says that nobody reads.
 */
export class ReadingRoom {
  readonly #rules: WakeRules;
  #slots: SlotMaker | undefined;
  #listener: DeepListener | undefined;
  #caller: Caller | undefined;
  #wakes = 0;

  constructor(rules = new WakeRules()) {
    this.#rules = rules;
  }

  /** How often a pattern or somebody called. */
  get called(): number {
    return this.#wakes;
  }

  /** Somebody reads here from now on. @param breathing where in the breath each slot lies */
  open(options: DeepListenerOptions, breathing: Breathing): void {
    const listener = new DeepListener(options);
    this.#listener = listener;
    this.#slots = new SlotMaker(options.electrodes, (slot) => {
      const caller = this.#caller;
      this.#caller = undefined;
      listener.hear(slot, breathing.at(slot.end), caller);
    });
  }

  /** A sample of this time is about to be sensed. */
  until(at: Seconds): void {
    this.#slots?.until(at);
  }

  spike(spike: Spike): void {
    this.#slots?.spike(spike);
  }

  evidence(evidence: Evidence): void {
    this.#slots?.evidence(evidence);
  }

  /** Everything that is told of an electrode's glyphs, in order: while they last, and their close. */
  hear(change: GlyphChange): void {
    this.#slots?.glyphChange(change);
    this.#matched(this.#rules.hear(change));
  }

  /** How far some electrode must be heard for `advance` to be worth calling; infinity while nothing that lasts is waited for. */
  get due(): Seconds {
    return this.#rules.due;
  }

  /** All is heard and decided on that electrode up to `until`: what goes on there may by now have lasted long enough. */
  advance(electrode: string, until: Seconds): void {
    if (until >= this.#rules.due) this.#matched(this.#rules.advance(electrode, until));
  }

  /**
   * Somebody wants to know what these electrodes say now: the slot that goes on will be read, and what was read of them comes as a
   * reading, one for all who asked in that slot. Says whether anybody reads here.
   */
  ask(electrodes: readonly string[], why: string): boolean {
    if (electrodes.length === 0) return false;
    this.#wakes++;
    this.#caller = together(this.#caller, { why, electrodes });
    return this.#listener !== undefined;
  }

  /** When all that was heard is read. */
  async idle(): Promise<void> {
    await this.#listener?.idle();
  }

  #matched(match: Match | undefined): void {
    if (match === undefined) return;
    this.#wakes++;
    this.#caller ??= { why: match.text };
  }
}
