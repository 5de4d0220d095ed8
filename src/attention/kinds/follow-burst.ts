import { electrodesOf, type Percept } from "../../domain/percept.js";
import { electrodeOf, isElectrodeSource, isReflexSource } from "../../domain/percept-source.js";
import { MINUTE } from "../../domain/time.js";
import { recent } from "../pool/recent.js";
import { number } from "../state/context.js";
import { isControl, isDoubted } from "../state/percept-marks.js";
import { concerns, done, type ThreadKind, wait } from "./kind.js";

/** So long without anything more, and the burst is over. */
const QUIET = 30 * MINUTE;
/** While the last of it is so young the thread keeps the attention; then it waits, and others may have it. */
const STILL_GOING = 5 * MINUTE;
/** A burst of this intensity is worth waking early for. */
const STRONG = 0.7;
/** How likely bursts that begin at the same time on two electrodes are one, and in what time that halves. */
const TOGETHER = 0.8;
const SPREADS = 5 * MINUTE;

/** Stays with an electrode while it bursts, until it is quiet again. */
export const followBurst: ThreadKind = {
  name: "follow-burst",

  propose(percept, pool, { threads: { followBurst: words } }) {
    const electrode = electrodeOf(percept.source);
    if (electrode === undefined || !isRun(percept) || isControl(percept)) return undefined;
    return {
      subject: electrode,
      goal: words.goal({ type: percept.type, electrode }),
      nextStep: words.listenOn,
      earlier: spikesWithin(percept, pool),
    };
  },

  relevance(percept, thread) {
    if (!electrodesOf(percept).some((electrode) => concerns(thread, electrode))) return 0;
    if (percept.source === "reader") return percept.type === "burst" ? 0.5 : 0.2;
    if (isRun(percept)) return 1;
    if (percept.type === "spike") return 0.3;
    return percept.type === "silence" || isReflexSource(percept.source) ? 0.1 : 0;
  },

  updateContext(context, percept) {
    const heard = isRun(percept) || percept.type === "spike";
    return {
      ...context,
      runs: number(context.runs) + (isRun(percept) ? 1 : 0),
      spikes: number(context.spikes) + (percept.type === "spike" ? 1 : 0),
      strongest: Math.max(number(context.strongest), isRun(percept) ? percept.intensity : 0),
      first: number(context.first, percept.at),
      last: heard ? Math.max(number(context.last, percept.at), percept.at) : number(context.last, percept.at),
      silent: percept.type === "silence" || (context.silent === true && !heard),
    };
  },

  /** Once a thread: what is strong is worth an inhale of its own, and no rest till it is quiet. */
  atOnce(thread, words) {
    const { context } = thread.state;
    if (context.called === true || number(context.strongest) < STRONG) return undefined;
    return {
      context: { ...context, called: true },
      intentions: [
        { kind: "breath", call: "gasp", reason: words.threads.followBurst.because(thread.goal) },
        { kind: "listen", electrode: thread.subject, seconds: QUIET, reason: thread.goal },
      ],
    };
  },

  step(thread, now, words) {
    const { end, ifMoreComes, listenOn } = words.threads.followBurst;
    const context = thread.state.context;
    const quiet = now - number(context.last);
    if (context.silent === true || quiet >= QUIET) return done(end, words);
    if (quiet >= STILL_GOING) return wait(ifMoreComes, number(context.last) + QUIET, words);
    return {
      outcome: "goes-on",
      phase: words.threads.phase.listening,
      nextStep: listenOn,
      ...this.atOnce?.(thread, words),
    };
  },

  /** Bursts that begin together on several electrodes are one thing; half so likely for every SPREADS between them. */
  related(one, other) {
    if (one.kind !== other.kind || one.subject === other.subject) return undefined;
    const apart = Math.abs(number(one.state.context.first) - number(other.state.context.first));
    return TOGETHER * 2 ** (-apart / SPREADS);
  },

  merge: (ours, theirs) => ({
    ...ours,
    runs: number(ours.runs) + number(theirs.runs),
    spikes: number(ours.spikes) + number(theirs.spikes),
    strongest: Math.max(number(ours.strongest), number(theirs.strongest)),
    first: Math.min(number(ours.first), number(theirs.first)),
    last: Math.max(number(ours.last), number(theirs.last)),
    silent: ours.silent === true && theirs.silent === true,
    ...((ours.called ?? theirs.called) === true && { called: true }),
  }),

  /** The hours of bursts are learnt from the electrode's diary, where those count that nobody followed too. */
  lessons: () => [],
};

/** A burst or train that is believed. */
function isRun(percept: Percept): boolean {
  if (isDoubted(percept)) return false;
  return (percept.type === "burst" || percept.type === "train") && isElectrodeSource(percept.source);
}

/** The spikes that the burst is made of, as far as the pool still has them. */
function spikesWithin(burst: Percept, pool: readonly Percept[]): readonly Percept[] {
  const since = burst.at - number(burst.data.duration_s);
  return recent(pool, since).filter((percept) => percept.source === burst.source && percept.type === "spike");
}
