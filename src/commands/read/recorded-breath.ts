import { SLOT } from "../../spiralformer/slots/features.js";
import type { BreathPosition, BreathTracker } from "../../spiralformer/waking/breath-position.js";
import type { BreathPiece } from "../../view/svg/breath-row.js";

/** Keeps the breath that the reader lived through, as slot after slot it was told where in it it is: no other breath woke it. */
export class RecordedBreath implements BreathTracker {
  readonly pieces: BreathPiece[] = [];
  readonly #breath: BreathTracker;

  constructor(breath: BreathTracker) {
    this.#breath = breath;
  }

  positionOf(end: number): BreathPosition {
    const position = this.#breath.positionOf(end);
    const latest = this.pieces.at(-1);
    const goesOn = latest !== undefined && !position.first && latest.end === end - SLOT;
    if (goesOn) this.pieces[this.pieces.length - 1] = { ...latest, end };
    else this.pieces.push({ phase: position.phase, start: end - SLOT, end });
    return position;
  }
}
