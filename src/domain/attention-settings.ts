import type { Seconds } from "./time.js";

/** `attention.json` in force. */
export interface AttentionSettings {
  readonly pool: {
    /** At most so many percepts; the faintest fall out first, and are counted. */
    readonly capacity: number;
    /** A percept counts half after so long … */
    readonly halfLife: Seconds;
    /** … and is forgotten after so long. */
    readonly lifetime: Seconds;
  };
  readonly threads: {
    /** A paused thread freezes when nobody returned to it and nothing relevant came for so long; its salience halves on the way. */
    readonly freezeAfter: Seconds;
    /** A frozen one is consolidated and deleted after so long. */
    readonly cullAfter: Seconds;
    /** More frozen ones than this are culled before their time, least salient first. */
    readonly frozenMax: number;
  };
  readonly selection: {
    /** Salience that takes attention when calm, and when aroused. The one is higher than the other. */
    readonly calmThreshold: number;
    readonly urgentThreshold: number;
    /** A rival must be better by so much to interrupt when calm, and when aroused: a share of what is left up to 1. */
    readonly calmMargin: number;
    readonly urgentMargin: number;
  };
  readonly arousal: {
    /** Seconds in which arousal falls by half when nothing feeds it. */
    readonly halfLife: Seconds;
  };
  /** How much a source matters, 0 to 1; the first glob that fits counts, 0.5 otherwise. */
  readonly importance: readonly { readonly source: string; readonly weight: number }[];
  readonly consolidation: {
    /** Only below this arousal. */
    readonly calmBelow: number;
    /** At most so many threads a breath. */
    readonly perBreath: number;
    /** At most so many insights are kept; the least supported go first. */
    readonly insightsMax: number;
  };
}
