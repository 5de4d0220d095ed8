import { type Fall, Template } from "./template.js";

/** A rise is seen by at least so many taps; and no stream is slower than 2 ^ so much. */
const TAPS_PER_RISE = 3;
const COARSEST = 5;
/** Of rises faster than this the recovery is too short to be told apart: they have one template. In working samples. */
const FAST = 7;

/** So many rises behind the peak a template waits: without the recovery, a spike in white noise is half as plain. */
const AFTER = 4;

/** What the bank looks for; all in working samples. */
export interface BankShape {
  readonly rises: readonly number[];
  readonly falls: readonly Fall[];
  /** The one fall of the fastest rises. */
  readonly fastFall: Fall;
  /** How much before the onset a template looks at, in rises. */
  readonly before: number;
  /** How long a template waits behind the peak, at most: what bounds the delay. */
  readonly longestAfter: number;
}

/** Rises of 2 to 300 samples: half an octave between neighbours, and a half either side. */
export const BANK: BankShape = {
  rises: [2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 90, 128, 181, 256],
  falls: [
    { form: "round", ratio: 1.2 },
    { form: "decay", ratio: 2 },
  ],
  fastFall: { form: "decay", ratio: 1.8 },
  before: 2.5,
  longestAfter: 190,
};

/** How often the samples are halved for a rise of this length. */
export function levelOf(rise: number): number {
  return Math.min(COARSEST, Math.max(0, Math.floor(Math.log2(rise / TAPS_PER_RISE))));
}

/** Worked out once: every electrode looks for the same, and nobody changes a template. */
const workedOut = new WeakMap<BankShape, Map<number, readonly Template[]>>();

/** The templates of a rise, on the stream of its level. */
export function templatesOf(rise: number, shape: BankShape): readonly Template[] {
  const known = workedOut.get(shape) ?? new Map<number, readonly Template[]>();
  workedOut.set(shape, known);
  const templates = known.get(rise) ?? workOut(rise, shape);
  known.set(rise, templates);
  return templates;
}

function workOut(rise: number, shape: BankShape): readonly Template[] {
  const step = 2 ** levelOf(rise);
  const falls = rise < FAST ? [shape.fastFall] : shape.falls;
  const after = Math.min(AFTER * rise, shape.longestAfter);
  return falls.map((fall) => new Template(rise, fall, shape.before * rise, after, step));
}
