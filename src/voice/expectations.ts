import type { GlyphName } from "../domain/glyph.js";
import type { ModelAnswer } from "../domain/model-answer.js";
import type { Spike } from "../domain/spike.js";
import { MINUTE, type Seconds } from "../domain/time.js";
import { expected } from "./continuation.js";

/** The model counted on it when it gave it at least this share. */
const SURE = 0.6;
/** What it said longer before is no expectation any more. */
const HOLDS: Seconds = 15 * MINUTE;
const QUIET: readonly GlyphName[] = ["rest", "pause", "silence"];

interface Forecast {
  readonly at: Seconds;
  readonly of: ReturnType<typeof expected>;
}

/** What the model had counted on: so that it can be said when it did not come. */
export class Expectations {
  #forecasts: Forecast[] = [];

  add(answer: ModelAnswer): void {
    this.#forecasts = [...this.#forecasts.slice(-63), { at: answer.at, of: expected(answer) }];
  }

  /** The quiet that was expected where this spike came; undefined where nothing was, or something else. */
  of({ electrode, onset }: Spike): GlyphName | undefined {
    const latest = this.#forecasts.findLast(({ at, of }) => at <= onset && of.has(electrode));
    const foretold = latest?.of.get(electrode);
    if (latest === undefined || foretold === undefined || latest.at < onset - HOLDS) return undefined;
    return foretold.share >= SURE && QUIET.includes(foretold.glyph) ? foretold.glyph : undefined;
  }
}
