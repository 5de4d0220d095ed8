import type { Breath } from "../../domain/breath.js";
import type { Glyph } from "../../domain/glyph.js";
import type { ThreadChange } from "../../domain/intention.js";
import type { Action } from "../../domain/reflex.js";
import type { Spike } from "../../domain/spike.js";

/** What happens in a node, as a person would say it: lines of the log and of the live view. Nothing for what only machines want to know. */
export interface EventWords {
  sampleGap(one: { readonly device: string; readonly reason: string; readonly lost: number }): string;
  /** `e2 spike, +0.413 mV in 12 min` */
  spike(spike: Spike): string;
  glyph(glyph: Glyph): string | undefined;
  /** What stirred since the last exhale, and how often: `stirred: e2 3×, e3 1×` */
  stirs(each: readonly { readonly electrode: string; readonly times: number }[]): string;
  /** `reflex burst-light lights led for 2 s` */
  reflex(one: { readonly id: string; readonly action: Action }): string;
  /** `begins to follow the burst on e2` */
  thread(one: { readonly change: ThreadChange; readonly goal: string }): string | undefined;
  reading(text: string): string;
  breath(breath: Breath): string;
  insight(sentence: string): string;
  voice(text: string): string;
  commit(one: { readonly bytes: number; readonly commits: number }): string;
  alert(one: { readonly text: string; readonly raised: boolean }): string;
}
