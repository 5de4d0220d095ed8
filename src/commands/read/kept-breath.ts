import { SLOT } from "../../spiralformer/slots/features.js";
import type { Breathing, BreathPlace } from "../../spiralformer/waking/breath-place.js";
import type { BreathPiece } from "../../view/svg/breath-row.js";

/** Keeps the breath that the reader lived through, as slot after slot it was told where in it it is: no other breath woke it. */
export class KeptBreath implements Breathing {
  readonly pieces: BreathPiece[] = [];
  readonly #breath: Breathing;

  constructor(breath: Breathing) {
    this.#breath = breath;
  }

  at(end: number): BreathPlace {
    const place = this.#breath.at(end);
    const latest = this.pieces.at(-1);
    const goesOn = latest !== undefined && !place.first && latest.end === end - SLOT;
    if (goesOn) this.pieces[this.pieces.length - 1] = { ...latest, end };
    else this.pieces.push({ phase: place.phase, start: end - SLOT, end });
    return place;
  }
}
