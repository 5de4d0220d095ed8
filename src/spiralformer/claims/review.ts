import type { EventName } from "../../domain/reading.js";
import { MINUTE, type Seconds } from "../../domain/time.js";
import { borneOut } from "./borne-out.js";
import type { Claim } from "./decoder.js";
import type { ClaimEvidence } from "./evidence.js";
import type { Heard } from "./onsets.js";

/** What was heard of a stretch is all decided so long after it. */
const STILL: Seconds = 4 * MINUTE;

/** A claim that what was heard bears out, and as what. */
export interface ReviewedClaim extends Claim {
  readonly evidence: ClaimEvidence;
}

/**
 * No claim without its evidence: what was read is told once enough of it was heard, and as what was heard. A rhythm waits for its
 * fourth onset, a wave for its third electrode. What is never borne out is never told.
 */
export class ClaimReview {
  readonly #heard: Heard;
  #waiting: Claim | undefined;
  #told: { readonly start: Seconds; readonly event: EventName } | undefined;

  constructor(heard: Heard) {
    this.#heard = heard;
  }

  /** The slot that ends then is over. `claim`: what was claimed in it, if anything was; `since`: when what goes on began. */
  addSlot(end: Seconds, claim: Claim | undefined, since: Seconds | undefined): ReviewedClaim | undefined {
    const waiting = claim ?? this.#waiting;
    this.#waiting = waiting;
    if (waiting === undefined) return undefined;
    const { start, decided } = waiting;
    const found = borneOut(waiting.event, start, this.#heard);
    if (found !== undefined || (since !== start && end > decided + STILL)) this.#waiting = undefined;
    const before = this.#told?.start === start ? this.#told.event : undefined;
    if (found === undefined || found.event === before) return undefined;
    this.#told = { start, event: found.event };
    return { ...waiting, ...found, decided: end, first: before === undefined };
  }
}
