import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { type BankShape, templatesOf } from "./bank-shape.js";
import { MatchedFilters } from "./matched-filters.js";
import { Scale } from "./scale.js";
import { Stream } from "./stream.js";

/** Rises of about one length, and the stream that they are looked for on. */
export class Octave implements Persistent {
  readonly stream: Stream;
  readonly filters: MatchedFilters;
  readonly scales: readonly Scale[];
  /** The first value of the next pair from the quicker octave; NaN while there is none. */
  half = Number.NaN;

  constructor(step: number, rises: readonly number[], shape: BankShape) {
    this.stream = new Stream(step);
    const templates = rises.map((rise) => templatesOf(rise, shape));
    this.filters = new MatchedFilters(templates.flat(), this.stream);
    let from = 0;
    this.scales = templates.map(({ length }) => {
      from += length;
      return new Scale(this.filters, from - length, from, this.stream);
    });
  }

  persist(snapshot: Snapshot): void {
    this.half = snapshot.number("half", this.half);
    snapshot.part("stream", this.stream);
    snapshot.part("filters", this.filters);
    snapshot.each("scales", this.scales, (item, scale) => scale.persist(item));
  }
}
