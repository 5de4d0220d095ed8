import type { WatchWords } from "../catalogue/watch.js";
import { grammar } from "./grammar.js";

export const watch: WatchWords = {
  away: (why) => `the broker is away: ${why}`,
  more: (count) => `and ${grammar.whole(count)} more`,
  theLast: (span) => `the last ${grammar.duration(span)}`,
  mood: ({ arousal, threshold }) =>
    `aroused to ${grammar.fixed(arousal, 2)}, a thread must pass ${grammar.fixed(threshold, 2)}`,
  learnt: "learnt",
};
