import type { Seconds } from "../../domain/time.js";
import type { HeardSpike } from "./spike-train.js";

/** The words of a spike train, by the lengths they have. */
export interface Words {
  readonly count: number;
  /** Spikes in a word; NaN without words. */
  readonly meanLength: number;
  /** How many words have each length. */
  readonly lengths: ReadonlyMap<number, number>;
  /** Different words. A word is known by its length alone, as in the paper. */
  readonly lexicon: number;
  /** Shannon entropy of the lengths, in bits. */
  readonly entropy: number;
}

/**
 * Lengths of the words of one electrode (Adamatzky 2022, R. Soc. Open Sci. 9:211926): spikes that follow each other in less than
 * `theta` belong to one word; a lone spike is a word of one. Time is listened time; a single stretch of `theta` in which nobody
 * listened ends a word too, for nobody knows what it hid.
 */
export function wordLengths(spikes: readonly HeardSpike[], theta: Seconds): number[] {
  const lengths: number[] = [];
  for (const [i, spike] of spikes.entries()) {
    const before = spikes[i - 1];
    if (before !== undefined && spike.heard - before.heard < theta && spike.deaf < theta)
      lengths.push(lengths.pop()! + 1);
    else lengths.push(1);
  }
  return lengths;
}

export function words(lengths: readonly number[]): Words {
  const counts = new Map<number, number>();
  for (const length of lengths.toSorted((a, b) => a - b)) counts.set(length, (counts.get(length) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / lengths.length) * Math.log2(count / lengths.length);
  return {
    count: lengths.length,
    meanLength: lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
    lengths: counts,
    lexicon: counts.size,
    entropy: entropy + 0,
  };
}
