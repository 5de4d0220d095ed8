import type { Seconds } from "../../domain/time.js";

/** Why nobody can be spoken to at the broker's address. */
export type AwayCause = "silent" | "unavailable" | "other";

/** What may be wrong with the address of a broker. */
export type AddressProblem = "no-server" | "no-web-socket-url" | "user-in-url" | "insecure";

/** What the page in a browser says of its own; what a node says comes in the node's language, and stays so. Times come as they are read. */
export interface WebWords {
  readonly skip: string;
  readonly noWebSocket: string;
  readonly address: Readonly<Record<AddressProblem, string>>;
  /** Stands above all else while the broker is away that was there before. */
  away(why: string): string;
  /** Nobody was there since the page was opened. */
  nobodyAt(one: { readonly host: string; readonly why: string }): string;
  /** Somebody is there, and takes nobody. */
  refusedBy(one: { readonly host: string; readonly why: string }): string;
  readonly why: Readonly<Record<AwayCause, string>>;
  readonly footer: {
    zone(name: string): string;
    /** Messages that were no node's. */
    strange(count: number): string;
    /** The choice of a language, and that it cannot be loaded while there is no connection. */
    readonly language: string;
    readonly languageAway: string;
  };
  readonly signIn: Readonly<Record<"wanted" | "unknown" | "kept" | "name" | "password" | "connect", string>>;
  readonly grove: {
    nodes(count: number): string;
    readonly nobodyYet: string;
    readonly listening: string;
    /** What the buttons that count the nodes do. */
    readonly show: string;
    readonly find: string;
  };
  readonly card: {
    /** How the clock stands, as `GroveWords.skew` has it. */
    clock(skew: string): string;
    /** A check's name and what it says. */
    check(one: { readonly name: string; readonly text: string }): string;
  };
  readonly node: {
    readonly back: string;
    nothingHeardOf(key: string): string;
    clock(skew: string): string;
    simulated(day: string): string;
  };
  readonly traces: {
    readonly title: string;
    /** Its signal, of so many hours, on a button; and as what was asked. */
    fetch(hours: number): string;
    fetched(hours: number): string;
    readonly axis: Readonly<Record<"all" | "earlier" | "later" | "closer" | "farther" | "now", string>>;
    parts(one: { readonly parts: number; readonly of: number }): string;
    help(one: { readonly from: string; readonly to: string }): string;
    readonly glyphs: string;
    spikes(count: number): string;
    inView(spikes: string): string;
    /** For who does not see the chart. */
    spoken(one: {
      readonly electrode: string;
      readonly now: string;
      readonly spikes: string;
      readonly from: string;
      readonly to: string;
    }): string;
    readonly nothingHeard: string;
  };
  readonly words: {
    readonly title: string;
    readonly about: string;
    readonly all: string;
    readonly everything: string;
    readonly listen: string;
    readonly hush: string;
    /** As what was asked, about an electrode or `everything`. */
    listened(whom: string): string;
    hushed(whom: string): string;
    readonly lastQuarter: string;
    readonly label: string;
    readonly chooseFirst: string;
    labelled(one: { readonly electrode: string; readonly as: string }): string;
    readonly gasp: string;
    readonly gasped: string;
    readonly thanks: string;
    readonly thanked: string;
    readonly sleeps: string;
  };
  readonly mind: {
    readonly title: string;
    readonly arousal: string;
    readonly salience: string;
    threshold(value: number): string;
    readonly nothing: string;
    waiting(count: number): string;
    readonly right: string;
    readonly wrong: string;
    /** A part of the salience, by the source of its percepts, which is a name, or as surprise. */
    because(by: string): string;
  };
  readonly findings: {
    readonly title: string;
    readonly dismiss: string;
    readonly learnt: string;
    readonly nothingLearnt: string;
    sure(share: number): string;
    readonly yes: string;
    readonly no: string;
    /** As what was asked, and for who does not see where a button stands. */
    confirmed(sentence: string): string;
    dismissed(sentence: string): string;
    dismissedAlert(text: string): string;
    readonly read: string;
    readonly nothingRead: string;
    readonly called: string;
    wake(one: { readonly phase: string; readonly cause: string }): string;
  };
  readonly voice: {
    readonly title: string;
    readonly hear: string;
    readonly quiet: string;
    readonly pace: string;
    readonly nothing: string;
  };
  readonly body: {
    readonly title: string;
    readonly nothing: string;
    readonly supply: string;
    readonly processor: string;
    readonly toSend: string;
    oldest(one: { readonly depth: number; readonly day: string }): string;
    spent(length: Seconds): string;
    /** Share of the time in which it was measured, 0 to 1. */
    measured(share: number): string;
    readonly batteryLasts: string;
    days(count: number): string;
    readonly board: string;
    readonly version: string;
  };
}
