import type { AttentionSettings } from "../../domain/attention-settings.js";
import { confidenceOf, type Insight } from "../../domain/insight.js";
import { electrodeSource } from "../../domain/percept-source.js";
import { typesOf as typesTold } from "../../domain/percept-types.js";
import type { Seconds } from "../../domain/time.js";
import { teachHabits } from "../salience/habituation.js";
import type { Draft } from "../state/draft.js";
import { expectationsOf } from "./expectations.js";
import { ANYTHING } from "./forms/dismisses.js";

const TYPES: readonly string[] = typesTold("electrode/") ?? [];

/**
 * Insights do something: what the operator dismisses counts less, what is sure is expected. This is
 * worked out when an insight changes, so that a percept finds what concerns it in one look.
 */
export function applyInsights(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  const dull: Record<string, number> = {};
  for (const insight of draft.insights) {
    const { form, electrode } = insight.data;
    if (typeof electrode !== "string") continue;
    if (form === "dismisses")
      for (const type of typesOf(insight)) raise(dull, `${electrodeSource(electrode)} ${type}`, insight);
  }
  teachHabits(draft, dull, now);
  const expectations = expectationsOf(draft.insights, draft.learning.expectations, now, settings);
  draft.learning = { ...draft.learning, expectations };
}

function typesOf({ data }: Insight): readonly string[] {
  return data.type === ANYTHING ? TYPES : [String(data.type)];
}

/** How much less something counts: not at all while as much speaks against it as for it, wholly when it is certain. */
function raise(levels: Record<string, number>, key: string, insight: Insight): void {
  const level = 2 * confidenceOf(insight) - 1;
  if (level > 0) levels[key] = Math.max(levels[key] ?? 0, level);
}
