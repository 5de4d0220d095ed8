import { bothSides } from "../chance/student.js";

/** Fewer days than this say nothing of how days differ. */
const FEWEST = 5;

/**
 * Is a day another than the days before it? What is one more of the same lies, with its own uncertainty, about their mean as Student's t has
 * it (the prediction interval of one more of them). Days differ at least by what `own`, the variance of a day's value by itself, says: few
 * spikes are few by chance.
 * @param least a day as odd as this by chance, and no odder, is one more of the same
 */
export function changeOf(
  value: number,
  before: readonly number[],
  own: number,
  least: number,
): "more" | "less" | undefined {
  const count = before.length;
  if (count < FEWEST) return undefined;
  const mean = before.reduce((sum, one) => sum + one, 0) / count;
  const spread = before.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (count - 1);
  const variance = Math.max(spread, own) * (1 + 1 / count);
  const off = value - mean;
  if (off === 0 || bothSides(off / Math.sqrt(variance), count - 1) > least) return undefined;
  return off > 0 ? "more" : "less";
}
