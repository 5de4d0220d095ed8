import type { ContactFigures } from "../../domain/contact.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";

/** What is heard of an electrode now. */
export interface HeardNow {
  readonly electrode: string;
  /** The glyph that goes on, and for how long. */
  readonly glyph?: { readonly name: string; readonly length: Seconds };
  /** How long ago the last spike was. */
  readonly lastSpike?: Seconds;
}

/** A percept type, an electrode, both, or neither: then it is about anything. */
export interface Scope {
  readonly type?: string | undefined;
  readonly electrode?: string | undefined;
}

/** What the node answers to commands, in `text`. What was refused is an error, and stays English. */
export interface AnswerWords {
  readonly here: string;
  readonly keptInMind: string;
  readonly welcome: string;
  readonly inhalesNow: string;
  readonly inhalesAlready: string;
  cleared(alert: string): string;
  /** Of all that stood; of none, that there was nothing. */
  allCleared(alerts: readonly string[]): string;
  clearedAsNeedless(alert: string): string;
  listens(one: { readonly electrodes: readonly string[]; readonly length: Seconds }): string;
  /** Why the node listens: `oak-1 asked`; without a name, the operator did. */
  asked(by: string | undefined): string;
  /** `till` as UTC. */
  hushed(one: Scope & { readonly till: string }): string;
  toldAgain(about: Scope): string;
  mattersLess(about: Scope): string;
  /** `e2 from … to … was handling, which was called burst, spike here` */
  labelled(one: {
    readonly electrode: string;
    readonly from: string;
    readonly to: string;
    readonly as: string;
    readonly called: readonly string[];
  }): string;
  /** What somebody said then, such as `label`, is as if it had not been said. */
  undone(one: { readonly word: string; readonly at: string }): string;
  /** `thread t-4, "follow the burst on e2", is let go` */
  thread(one: { readonly id: string; readonly goal: string; readonly what: "dismissed" | "confirmed" }): string;
  /** `"e2 bursts …" counts for less` */
  insight(one: { readonly sentence: string; readonly what: "dismissed" | "confirmed" }): string;
  /** `3600 rows are on their way, in 8 parts` */
  dumps(one: { readonly rows: number; readonly parts: number }): string;
  /** `e2: burst for 5 min, the last spike 40 s ago; e3: …` */
  hearing(heard: readonly HeardNow[]): string;
  /** `one thing was learnt about e2; the surest: …`: of `count` things the surest few. */
  learnt(one: {
    readonly about: string | undefined;
    readonly count: number;
    readonly surest: readonly { readonly sentence: string; readonly confidence: number }[];
    /** What is suspected beside it, the likeliest first. */
    readonly suspected: readonly string[];
  }): string;
  readonly restarts: string;
  /** A release that is installed, and is tried from the next run on. */
  tries(version: string): string;
  describes(electrodes: number): string;
  /** Each of `problems` is a sentence in itself. */
  diagnosis(problems: readonly string[]): string;
  cardInForce(version: number): string;
  cardWanted(version: number): string;
  readonly noThread: string;
  /** `3 messages are sent again; some cannot be had any more` */
  resends(one: { readonly count: number; readonly gone: boolean }): string;
  /** `what stands on 12 topics is told once more` */
  snapshot(topics: number): string;
  /** `e1: good, still settling, noise 0.004 mV; e2: nothing heard of late` */
  contacts(all: readonly { readonly electrode: string; readonly figures: ContactFigures | undefined }[]): string;
  /** `the channel of e1 shows 0.25 mV too much, and is set right from now on (gain 1.0012)` */
  calibrated(one: { readonly electrode: string; readonly offset_mv: number; readonly gain: number }): string;
  /** Why a thread has the attention or has not, in three sentences: where it stands, what that comes of, what comes next. */
  why(one: {
    readonly thread: Thread;
    /** The salience from which on a thread may have the attention. */
    readonly threshold: number;
    readonly now: Seconds;
    /** Till when it waits at most, as people read it; without it that is told in UTC. */
    readonly until?: string;
  }): string;
}
