import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Percept } from "../../domain/percept.js";
import { isNeighbourSource, voiceOf } from "../../domain/percept-source.js";
import type { Boost, Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import { freshness, intensityOf } from "../pool/decay.js";
import type { AttentionState } from "../state/state.js";
import { habituationTo } from "./habituation.js";
import { combined, type ExplainedSalience, importanceOf, SURPRISE } from "./salience.js";
import { bitsOf, surpriseOf } from "./surprise.js";

/**
 * The salience of a thread that just took a percept in, worked out from what it was: the same noisy-or with one factor more. It
 * is as exact as saliences are between two times that all are weighed (`applyElapsed`), and costs nothing for each older reference.
 */
export function incrementalSalience(
  thread: Thread,
  percept: Percept,
  relevance: number,
  habits: AttentionState["habits"],
  now: Seconds,
  settings: AttentionSettings,
): ExplainedSalience {
  const fresh = freshness(percept, now, settings.pool);
  const heard = fresh * intensityOf(percept) * relevance;
  const importance = importanceOf(percept.source, settings);
  const bits = bitsOf(percept);
  const surprise = bits > 0 ? relevance * fresh * surpriseOf(bits, settings) : 0;

  const source = voiceOf(percept.source);
  const { boosts } = thread.why;
  const said = boostOf(boosts, source);
  const alone = isNeighbourSource(source) ? importance * heard : more(said, heard, importance);
  const next: Boost[] = [{ by: source, boost: Math.max(said, alone) }];
  if (surprise > 0) next.push({ by: SURPRISE, boost: Math.max(surprise, boostOf(boosts, SURPRISE)) });
  for (const one of boosts) if (one.by !== source && (surprise === 0 || one.by !== SURPRISE)) next.push(one);

  const before = boosts.length === 0 ? 0 : thread.why.habituation;
  const used = before === 1 ? 1 : Math.max(before, habituationTo(percept, habits, now, settings.habituation));
  return combined(next, 1, used);
}

function boostOf(boosts: readonly Boost[], name: Boost["by"]): number {
  for (const { by, boost } of boosts) if (by === name) return boost;
  return 0;
}

/** `importance · said`, with one more thing said. */
function more(boost: number, heard: number, importance: number): number {
  if (importance === 0) return 0;
  const rest = Math.max(0, 1 - boost / importance);
  return importance * (1 - rest * (1 - heard));
}
