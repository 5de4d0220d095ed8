/** Why a row of a recording could not be taken as it stands. */
export type BadRowReason =
  | "too few cells"
  | "too many cells"
  | "text in a number's place"
  | "a time that cannot be read"
  | "a time that is not after the one before"
  | "a time far ahead of those around it"
  | "a line of over a megabyte"
  | "a line that is no row"
  | "another series than the first rows have";

/** What is told at the end, though it is nobody's fault. */
export type OddRowReason =
  | BadRowReason
  | "a word or number for no value"
  | "the header again"
  | "a summary of others"
  | "a clock that was set, where a new stretch begins";

/** Counts rows by reason, and remembers where each reason was met first. */
export class BadRows<Reason extends OddRowReason = BadRowReason> {
  readonly #counts = new Map<Reason, { rows: number; line: number }>();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  count(reason: Reason, line: number): void {
    this.#total++;
    const count = this.#counts.get(reason);
    if (count) count.rows++;
    else this.#counts.set(reason, { rows: 1, line });
  }

  /** In the order in which they were first met; `line` is the number, from 1, of the first such row. */
  list(): { reason: Reason; rows: number; line: number }[] {
    return [...this.#counts].map(([reason, { rows, line }]) => ({ reason, rows, line }));
  }

  /** For people: `3 with too few cells (first in line 17), 1 with …`. */
  toString(): string {
    return this.list()
      .map(({ reason, rows, line }) => `${rows} with ${reason} (${rows > 1 ? "first " : ""}in line ${line})`)
      .join(", ");
  }
}
