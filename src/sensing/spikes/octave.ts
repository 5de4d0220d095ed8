import { pack, type Saved, unpackInto } from "../packing.js";
import { type BankShape, templatesOf } from "./bank-shape.js";
import { MatchedFilters } from "./matched-filters.js";
import { Scale } from "./scale.js";
import { Stream } from "./stream.js";

/** Rises of about one length, and the stream that they are looked for on. */
export class Octave {
  readonly stream: Stream;
  readonly filters: MatchedFilters;
  readonly scales: readonly Scale[];
  /** The first value of the next pair from the quicker octave; NaN while there is none. */
  half = Number.NaN;

  constructor(step: number, rises: readonly number[], shape: BankShape) {
    this.stream = new Stream(step);
    const templates = rises.map((rise) => templatesOf(rise, step, shape));
    this.filters = new MatchedFilters(templates.flat(), this.stream);
    let from = 0;
    this.scales = templates.map(({ length }) => {
      from += length;
      return new Scale(this.filters, from - length, from, this.stream);
    });
  }

  save(): Saved {
    return {
      half: pack([this.half]),
      stream: this.stream.save(),
      filters: this.filters.save(),
      scales: this.scales.map((scale) => scale.save()),
    };
  }

  restore(saved: Saved): boolean {
    const half = new Float64Array(1);
    const scales = saved.scales as readonly Saved[] | undefined;
    if (!unpackInto(half, saved.half) || scales?.length !== this.scales.length) return false;
    this.half = half[0]!;
    return (
      this.stream.restore(saved.stream as Saved) &&
      this.filters.restore(saved.filters as Saved) &&
      this.scales.every((scale, i) => scale.restore(scales[i]!))
    );
  }
}
