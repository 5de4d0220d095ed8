import type { Phase } from "../../domain/breath.js";
import type { GlyphName } from "../../domain/glyph.js";
import type { ThreadStatus } from "../../domain/thread.js";
import type { Seconds, TimeQuality } from "../../domain/time.js";

/** The live view and what is left of it in the terminal when it closes. Words that stand in a column of the screen are short. */
export interface LiveWords {
  /** What the node does in a phase. */
  readonly doing: Readonly<Record<Phase, string>>;
  readonly glyph: Readonly<Record<GlyphName, string>>;
  readonly status: Readonly<Record<ThreadStatus, string>>;
  /** How the node's time passes, and how far it can be trusted. */
  time(one: { readonly quality: TimeQuality; readonly speed: number | "max" }): string;
  speed(times: number): string;
  /** Where the millivolts come from, where no device has a name for it. */
  readonly source: { grove(seed: number): string; readonly none: string };
  /** The first line of a log: who listens to what, and where. `speed` only of simulated time. */
  opens(one: {
    readonly node: string;
    readonly source: string;
    readonly speed: number | "max" | undefined;
    readonly broker: string;
    readonly state: string;
  }): string;
  readonly aboutToBreathe: string;
  left(one: { readonly time: Seconds; readonly breath?: number }): string;
  breath(cycle: number): string;
  spikes(count: number): string;
  more(count: number): string;
  theLast(span: Seconds): string;
  readonly attention: string;
  /** How awake the node is, from 0 calm to 1. */
  awake(arousal: number): string;
  arousal(value: number): string;
  threshold(value: number): string;
  frozen(count: number): string;
  readonly nothingHolds: string;
  /** Heads of the last lines, in one column: how to hear the node, where its state lies. */
  readonly listen: string;
  readonly state: string;
  readonly howToEnd: string;
  /** How to have the screen explained, beside it. */
  readonly howToAsk: string;
  /** What stands where on the screen: a head and what it means, from above. */
  readonly explained: readonly (readonly [string, string])[];
  readonly howToGoBack: string;
  mqttAt(url: string): string;

  /** The lines that stay. */
  readonly closing: {
    lived(one: {
      readonly node: string;
      readonly simulated: Seconds | undefined;
      readonly real: Seconds;
      readonly breaths: number;
    }): string;
    spikes(each: readonly { readonly electrode: string; readonly spikes: number }[]): string;
    learnt(count: number): string;
    alert(text: string): string;
    state(folder: string): string;
  };
}
