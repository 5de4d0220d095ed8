import type { Noticed } from "../domain/percept.js";
import { DAY, iso, MINUTE, type Seconds, spoken } from "../domain/time.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { Section } from "../ports/section.js";
import type { Task } from "./task.js";

/** No node withdraws for longer, whatever its card says: it must not be lost for the season. */
export const LONGEST_WITHDRAWAL: Seconds = 7 * DAY;

/** A probe listens for so long, or for as long as it rested before it where that is less. */
const LISTENS: Seconds = MINUTE;

/** How often the node tries at most. */
const SHORTEST_PROBE: Seconds = 10;

/** That the node has withdrawn. In its state: a restart does not end it, and does not make it longer. */
export interface WithdrawalState {
  readonly reflex: string;
  /** The percept that made it withdraw: while such a one still comes, all is not well. */
  readonly source: string;
  readonly type: string;
  readonly since: Seconds;
  readonly until: Seconds;
  /** Between two probes. */
  readonly probe: Seconds;
  readonly probes: number;
}

/** Why it came back: it heard that all was well, the longest time had passed, or somebody said so. */
export type Return = "well" | "time" | "operator";

/** What a withdrawn node does with its senses. */
export interface WithdrawableSenses {
  /** Nothing is heard, in no phase. */
  rest(): void;
  /** Everything is heard, in every phase: a probe. */
  listen(): void;
  /** What is heard is the breath's affair again. */
  resume(): void;
  /** Did everything that should be heard come since `listen`, and is `source` (of a percept) in order? */
  isWell(source: string): boolean;
}

/**
 * A node to which something is badly wrong withdraws: it hears, thinks and reads nothing for a while, breathes out as ever, and tries
 * now and then whether all is well again. It always comes back: when a probe finds no trouble, when an operator calls, and at the
 * latest when its time is over. What calls for a rest meanwhile does not make it longer.
 */
export class Withdrawal {
  readonly #kept: Section<WithdrawalState | null>;
  readonly #clock: Clock;
  readonly #senses: WithdrawableSenses;
  readonly #notice: (noticed: Noticed) => void;
  readonly #log: Log;
  readonly #timer: Timer;
  #stage: "withdrawing" | "resting" | "probing" = "resting";
  #troubled = false;

  /** @param kept where it stands in the node's state */
  constructor(options: {
    kept: Section<WithdrawalState | null>;
    clock: Clock;
    senses: WithdrawableSenses;
    notice: (noticed: Noticed) => void;
    log: Log;
  }) {
    this.#kept = options.kept;
    this.#clock = options.clock;
    this.#senses = options.senses;
    this.#notice = options.notice;
    this.#log = options.log;
    this.#timer = options.clock.timer("withdrawal", () => this.#step());
  }

  /** A node that withdrew in an earlier life is withdrawn still, till the time that was said then. */
  start(): void {
    const left = this.#kept.value;
    if (left === null) return;
    // A clock that lost its time must not make a rest endless.
    const until = Math.min(left.until, this.#clock.now() + (left.until - left.since));
    this.#kept.value = { ...left, until };
    this.#stage = "withdrawing";
    this.#timer.set(this.#clock.now());
  }

  /** Ends nothing: who is withdrawn when it stops is so when it starts again. */
  stop(): void {
    this.#timer.cancel();
  }

  get withdrawn(): boolean {
    return this.#kept.value !== null;
  }

  /** Withdraws for `seconds` at most, and tries every `probe`. The senses rest in this instant, but not in the middle of a sample. */
  begin(task: Task, seconds: Seconds, probe: Seconds): void {
    if (this.withdrawn) return;
    const { reflex, percept, at } = task;
    const longest = Math.min(Math.max(0, seconds), LONGEST_WITHDRAWAL);
    this.#kept.value = {
      reflex,
      source: percept.source,
      type: percept.type,
      since: at,
      until: at + longest,
      probe: Math.max(SHORTEST_PROBE, probe),
      probes: 0,
    };
    this.#stage = "withdrawing";
    this.#timer.set(at);
    const data = { reflex, at_most_s: longest, probe_s: Math.max(SHORTEST_PROBE, probe) };
    this.#notice({ source: "node", type: "withdrawn", intensity: 0.8, at, tags: [], data });
    this.#log("warn", `reflex ${reflex} withdraws the node for ${spoken(longest)} at most`);
  }

  /** Hears what is noticed: in a probe it may tell that all is not well. */
  saw({ source, type, tags }: Noticed): void {
    const left = this.#kept.value;
    if (left === null) return;
    if (tags.includes("trouble") || (source === left.source && type === left.type)) this.#troubled = true;
  }

  /** Comes back. False when the node is not withdrawn. */
  end(why: Return): boolean {
    const left = this.#kept.value;
    if (left === null) return false;
    const now = this.#clock.now();
    this.#kept.value = null;
    this.#timer.cancel();
    this.#senses.resume();
    const after = Math.max(0, Math.round(now - left.since));
    const data = { reflex: left.reflex, why, after_s: after, probes: left.probes };
    this.#notice({ source: "node", type: "resumed", intensity: 0.6, at: now, tags: [], data });
    this.#log("info", `the node is back after ${spoken(after)} and ${left.probes} probes (${why})`);
    return true;
  }

  /** For `status` and `health`; null when it is not withdrawn. */
  report(): { readonly reflex: string; readonly until: string; readonly probes: number } | null {
    const left = this.#kept.value;
    return left && { reflex: left.reflex, until: iso(left.until), probes: left.probes };
  }

  #step(): void {
    const left = this.#kept.value;
    if (left === null) return;
    if (this.#clock.now() >= left.until) this.end("time");
    else if (this.#stage === "resting") this.#probe(left);
    else if (this.#stage === "probing" && !this.#troubled && this.#senses.isWell(left.source)) this.end("well");
    else this.#rest(left);
  }

  #probe(left: WithdrawalState): void {
    this.#kept.value = { ...left, probes: left.probes + 1 };
    this.#troubled = false;
    this.#stage = "probing";
    this.#timer.set(Math.min(left.until, this.#clock.now() + Math.min(LISTENS, left.probe)));
    this.#senses.listen();
  }

  #rest(left: WithdrawalState): void {
    this.#stage = "resting";
    this.#timer.set(Math.min(left.until, this.#clock.now() + left.probe));
    this.#senses.rest();
  }
}
