import { z } from "zod";
import { type LearningState, nothingLearnt } from "./learning-state.js";

/** What of an older state's learning goes on. */
const KEPT = z.object({
  weighed: z.number(),
  learning: z.object({
    faded: z.number().default(0),
    culled: z.number().default(0),
  }),
});

/**
 * Version 2 of the state: patterns are tested against chance, by diaries that older states have not. What was counted towards patterns
 * without a test is let go, and the patterns themselves are taken back when they are first looked at; so are doubts, which were of a whole electrode
 * and not of what a word was said about. All else that was learnt is kept.
 */
export function withDiaries(saved: unknown): unknown {
  if (typeof saved !== "object" || saved === null) return saved;
  const { weighed, learning } = KEPT.parse(saved);
  return { ...saved, learning: { ...nothingLearnt(weighed), ...learning } satisfies LearningState };
}
