import type { Breath, BreathPhase } from "../domain/breath.js";
import type { NodeEvent } from "../domain/event.js";
import type { Thread } from "../domain/thread.js";
import { HOUR, MINUTE, type Seconds, type TimeQuality } from "../domain/time.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import type { WallClock } from "../language/catalogue/wall-clock.js";
import { wallClock } from "../language/phrasing/wall-clock.js";
import { BreathCourse } from "./breath-course.js";
import type { Tone } from "./paint.js";
import { Trace } from "./trace.js";
import { sentence } from "./words.js";

/** What does not change while the view is open. */
export interface WatchedNode {
  readonly site: string;
  readonly node: string;
  /** Where the millivolts come from: `simulated grove`, a recording's name, `ads1115`. */
  readonly source: string;
  readonly quality: TimeQuality;
  /** Node seconds for each real one; 1 on hardware. */
  readonly speed: number | "max";
  /** URL of the broker, such as `mqtt://127.0.0.1:1883`. */
  readonly broker: string;
  /** Folder of the state. */
  readonly state: string;
  /** The time zone of who looks (IANA), where it is another than UTC: its time stands beside. */
  readonly zone?: string | undefined;
  /** Keys are heard: `?` explains the screen. */
  readonly asks?: boolean;
}

/** Something that was said, in words. */
export interface Saying {
  readonly at: Seconds;
  readonly text: string;
  readonly tone: Tone;
}

/** Enough for the tallest screen that anyone looks at. */
const SAYINGS_KEPT = 12;
const INSIGHTS_KEPT = 500;
/** Real seconds that a trace should take to cross the screen when time is simulated. */
const CROSSING: Seconds = 36;

/** Everything that the view knows. Fed by what happens in the node and by every sample; asked by whoever draws. */
export class LiveModel {
  readonly identity: WatchedNode;
  /** In which it is shown what happens. */
  readonly words: Catalogue;
  /** The clock on the wall of who looks at it; undefined where that shows UTC, or time is simulated. Made once: a frame is drawn often. */
  readonly wall: WallClock | undefined;
  readonly #span: Seconds;
  readonly #traces = new Map<string, Trace>();
  readonly #threads = new Map<string, Thread>();
  readonly #insights = new Map<string, string>();
  readonly #alerts = new Map<string, Saying>();
  readonly #sayings = new Map<string, Saying>();
  readonly #course = new BreathCourse();
  #arousal: number | undefined;
  #threshold: number | undefined;
  #first: Seconds | undefined;
  #now: Seconds | undefined;
  #firstCycle: number | undefined;

  /** @param span seconds that a trace shows; otherwise half an hour, and more when time is simulated faster */
  constructor(identity: WatchedNode, words: Catalogue, span: Seconds = spanFor(identity.speed)) {
    this.identity = identity;
    this.words = words;
    const { zone, quality } = identity;
    if (zone !== undefined && quality !== "simulated") this.wall = wallClock(zone, words.grammar);
    this.#span = span;
  }

  /** Node time of the newest thing heard of. */
  get now(): Seconds {
    return this.#now ?? 0;
  }

  /** Node time of the first; undefined while nothing has come yet. */
  get first(): Seconds | undefined {
    return this.#first;
  }

  get breath(): Breath | undefined {
    return this.#course.breath;
  }

  /** The present breath from its first phase to its last, as far as it is known. */
  get course(): readonly BreathPhase[] {
    return this.#course.phases;
  }

  /** How many breaths have been begun while the view was open. */
  get breaths(): number {
    return this.breath === undefined ? 0 : this.breath.cycle - (this.#firstCycle ?? 0) + 1;
  }

  /** 0 calm to 1 urgent, and the salience that takes attention at present. */
  get mood(): { arousal: number; threshold: number } | undefined {
    return this.#arousal === undefined || this.#threshold === undefined
      ? undefined
      : { arousal: this.#arousal, threshold: this.#threshold };
  }

  get traces(): readonly Trace[] {
    return [...this.#traces.values()];
  }

  /** Threads that are not frozen: the active one first, then by salience. */
  get threads(): readonly Thread[] {
    return [...this.#threads.values()]
      .filter((thread) => thread.status !== "frozen")
      .sort((a, b) => rank(b) - rank(a) || b.lastActive - a.lastActive || (a.id < b.id ? -1 : 1));
  }

  get frozen(): number {
    let count = 0;
    for (const thread of this.#threads.values()) if (thread.status === "frozen") count++;
    return count;
  }

  /** What was learnt while the view was open, oldest first. */
  get insights(): readonly string[] {
    return [...this.#insights.values()];
  }

  /** What somebody should look at, and has not been cleared. */
  get alerts(): readonly Saying[] {
    return [...this.#alerts.values()];
  }

  /** What was said last, newest first. The same thing said again takes the place of what it said before. */
  get sayings(): readonly Saying[] {
    return [...this.#sayings.values()].reverse();
  }

  /** Makes a line for an electrode, in this order, before its first sample has come. */
  electrode(name: string): void {
    if (!this.#traces.has(name)) this.#traces.set(name, new Trace(name, this.#span));
  }

  sample(electrode: string, at: Seconds, millivolts: number): void {
    this.electrode(electrode);
    this.#traces.get(electrode)!.sample(at, millivolts);
    this.#passes(at);
  }

  /** How aroused attention is, 0 to 1, and the salience that takes it. */
  feel(arousal: number, threshold: number): void {
    this.#arousal = arousal;
    this.#threshold = threshold;
  }

  hear(event: NodeEvent): void {
    this.#passes(event.at);
    switch (event.type) {
      case "spike":
        this.electrode(event.spike.electrode);
        this.#traces.get(event.spike.electrode)?.spike(event.spike);
        break;
      case "glyph":
        this.electrode(event.glyph.electrode);
        this.#traces.get(event.glyph.electrode)?.glyph(event.glyph);
        break;
      case "thread":
        if (event.change === "completed" || event.change === "culled") this.#threads.delete(event.thread.id);
        else this.#threads.set(event.thread.id, event.thread);
        break;
      case "breath":
        this.#course.hear(event.breath);
        this.#firstCycle ??= event.breath.cycle;
        return; // the breath is drawn, not said
      case "insight":
        if (this.#insights.size < INSIGHTS_KEPT) this.#insights.set(event.insight.id, event.insight.sentence);
        break;
      case "alert":
        if (event.alert.raised)
          this.#alerts.set(event.alert.id, { at: event.at, text: event.alert.text, tone: "alarm" });
        else this.#alerts.delete(event.alert.id);
        break;
      case "sample-gap":
      case "percept":
      case "reading":
      case "reflex":
      case "voice":
      case "morning":
      case "recording":
      case "trace":
      case "commit":
        break; // said below, and drawn nowhere
    }
    this.#say(event);
  }

  #say(event: NodeEvent): void {
    const text = sentence(event, this.words);
    if (text === undefined) return;
    const key = topicOf(event);
    this.#sayings.delete(key); // so that it comes last again
    this.#sayings.set(key, { at: event.at, text, tone: toneOf(event) });
    if (this.#sayings.size > SAYINGS_KEPT) {
      const oldest = this.#sayings.keys().next();
      if (oldest.done !== true) this.#sayings.delete(oldest.value);
    }
  }

  #passes(at: Seconds): void {
    this.#first ??= at;
    if (this.#now === undefined || at > this.#now) this.#now = at;
  }
}

function spanFor(speed: number | "max"): Seconds {
  if (speed === "max") return 12 * HOUR;
  return Math.min(12 * HOUR, Math.max(30 * MINUTE, CROSSING * speed));
}

function rank(thread: Thread): number {
  return thread.status === "active" ? thread.salience + 2 : thread.salience;
}

/** What is said again under the same topic replaces what was said before: one busy electrode does not fill the screen. */
function topicOf(event: NodeEvent): string {
  switch (event.type) {
    case "spike":
      return `spike/${event.spike.electrode}`;
    case "glyph":
      return `glyph/${event.glyph.electrode}`;
    case "sample-gap":
      return `gap/${event.device}`;
    case "reflex":
      return `reflex/${event.reflex}`;
    case "thread":
      return `thread/${event.thread.id}`;
    case "insight":
      return `insight/${event.insight.id}`;
    case "alert":
      return `alert/${event.alert.id}`;
    default:
      return event.type;
  }
}

function toneOf(event: NodeEvent): Tone {
  if (event.type === "alert" && event.alert.raised) return "alarm";
  return event.type === "insight" || event.type === "reflex" ? "strong" : "plain";
}
