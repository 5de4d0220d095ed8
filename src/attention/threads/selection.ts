import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import { arousalAt, marginAt, thresholdAt, unrestAt } from "../salience/arousal.js";
import { withSalience } from "../salience/salience.js";
import { type Draft, replaceLive, reportChange } from "../state/draft.js";
import { pause } from "./lifecycle.js";
import { isBlocked } from "./waiting.js";

/**
 * Decides which thread has the attention (or which few, where the card allows more). Who has it keeps it until it completes,
 * blocks, or a rival is both over the threshold and better by the margin. Both move with arousal: an aroused node lets more
 * through and switches sooner.
 */
export function select(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  const { activeMost } = settings.selection;
  const threshold = thresholdAt(arousalAt(draft.arousal, now, settings), settings);
  // Each turn fills a free place or changes one thread for a more salient one, so the turns end.
  for (let turn = 0; turn < activeMost; turn++) {
    const { active, least, rival } = standingOf(draft.live, threshold);
    if (active < activeMost) {
      const next = rival ?? dueOf(draft.live);
      if (next === undefined) return;
      activate(draft, next, now, settings);
    } else {
      if (rival === undefined || least === undefined) return;
      const margin = marginAt(unrestAt(draft.arousal, now, settings), settings);
      if (rival.salience <= atLeast(least.salience, margin)) return;
      pause(draft, least, now, settings);
      activate(draft, rival, now, settings);
    }
  }
}

/**
 * What a rival must exceed: the margin is a share of what is left up to 1. Simply added to it, a loud thread could be
 * interrupted by nothing, not even by a person.
 */
function atLeast(salience: number, margin: number): number {
  return salience + margin * (1 - salience);
}

interface ThreadStanding {
  /** How many have the attention, and the least salient of them. */
  active: number;
  least: Thread | undefined;
  /** The most salient of those that might have it: over the threshold, and not blocked. */
  rival: Thread | undefined;
}

/** One look at all, for every percept: what is quickly seen to be nothing comes first. Of two as salient, the earlier. */
function standingOf(threads: readonly Thread[], threshold: number): ThreadStanding {
  const standing: ThreadStanding = { active: 0, least: undefined, rival: undefined };
  let beaten = threshold;
  for (const thread of threads) {
    const { salience } = thread;
    if (thread.status === "active") {
      standing.active++;
      if (standing.least === undefined || salience < standing.least.salience) standing.least = thread;
    } else if (salience >= beaten && (standing.rival === undefined || salience > beaten) && !isBlocked(thread)) {
      standing.rival = thread;
      beaten = salience;
    }
  }
  return standing;
}

/** A thread whose waiting is over may finish when nothing calls louder, faint as it has become: the most salient of them. */
function dueOf(threads: readonly Thread[]): Thread | undefined {
  let due: Thread | undefined;
  for (const thread of threads)
    if (thread.waiting?.over === true && (due === undefined || thread.salience > due.salience)) due = thread;
  return due;
}

function activate(draft: Draft, thread: Thread, now: Seconds, settings: AttentionSettings): void {
  const active = withSalience(draft, { ...thread, status: "active", lastActive: now }, now, settings);
  replaceLive(draft, active);
  reportChange(draft, "activated", active);
}
