/** Counts of 8 and of 16 bits begin anew; a gap over such an end may be so long, in rows. */
const ENDS = [2 ** 8, 2 ** 16, 2 ** 32];
const LONGEST_GAP = 1000;

/** Follows the number that a board gives each row. */
export class Sequence {
  #last: number | undefined;
  #lost = 0;

  /** Rows that are missing so far. */
  get lost(): number {
    return this.#lost;
  }

  /** @returns rows missing before this one, or `restarted` where the board began to count anew */
  next(number: number): number | "restarted" {
    const last = this.#last;
    this.#last = number;
    if (last === undefined) return 0;
    const missing = number > last ? number - last - 1 : missingOverEnd(last, number);
    if (missing === undefined) return "restarted";
    this.#lost += missing;
    return missing;
  }

  /** Another board, or the same after its port was closed: what lies between is a gap of its own. */
  reset(): void {
    this.#last = undefined;
  }
}

/** Only as near the end as that: a board that restarts in the middle of its count has not come round. */
function missingOverEnd(last: number, number: number): number | undefined {
  const end = ENDS.find((one) => last < one)!;
  const missing = end - last - 1 + number;
  return missing <= Math.min(LONGEST_GAP, end / 16) ? missing : undefined;
}
