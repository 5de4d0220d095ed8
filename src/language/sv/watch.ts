import type { WatchWords } from "../catalogue/watch.js";
import { grammar } from "./grammar.js";

export const watch: WatchWords = {
  away: (why) => `brokern är borta: ${why}`,
  more: (count) => `och ${grammar.whole(count)} till`,
  theLast: (span) => `de senaste ${grammar.duration(span)}`,
  mood: ({ arousal, threshold }) =>
    `vakenhet ${grammar.fixed(arousal, 2)}, en tråd måste över ${grammar.fixed(threshold, 2)}`,
  learnt: "lärt",
};
