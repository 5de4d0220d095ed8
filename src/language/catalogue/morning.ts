/** The page of the day: 24 lines of 80 characters, so its sentences are short. */
export interface MorningWords {
  /** `oak: 2026-11-30 06:00 to 2026-12-01 06:00 UTC (07:00 CET)`: `here` is the end by the clock on the wall. */
  title(one: {
    readonly name: string;
    readonly from: string;
    readonly to: string;
    readonly here: string | undefined;
  }): string;
  /** Of the table: what stands in brackets, of so many days before; and what the arrows mean. */
  usual(days: number): string;
  readonly columns: Readonly<
    Record<"electrode" | "heard" | "rate" | "amplitude" | "level" | "shape" | "liveliest", string>
  >;
  /** `+slow` as a person reads it: `slow, up`; undefined: no shape has the most. */
  shape(shape: string | undefined): string;
  readonly noElectrodes: string;
  /** Of electrodes without a place; `quiet`: nothing changed on them. */
  more(one: { readonly count: number; readonly quiet: boolean }): string;
  readonly learnt: string;
  readonly nothingLearnt: string;
  /** What there was no room for. */
  further(count: number): string;
  readonly moments: string;
  readonly noMoments: string;
  /** Which raw signal to look at: `raw 02:09–02:46`. */
  raw(span: string): string;
  readonly unheard: string;
  readonly allHeard: string;
  /** In place of electrodes, where none was heard. */
  readonly nobody: string;
}
