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
    /** Types with a half-life of their own, and a lifetime as many times longer or shorter; the first glob that fits counts. */
    readonly halfLives: readonly { readonly type: string; readonly halfLife: Seconds }[];
  };
  readonly relevance: {
    /** What is near in time counts half as near after so long. */
    readonly nearHalfLife: Seconds;
    /** The most that nearness (time, electrode, glyph) adds to what the rules say, 0 to 1. */
    readonly nearWeight: number;
    /** The most that the likeness of two readings says, 0 to 1 … */
    readonly readingWeight: number;
    /** … and the cosine of their embeddings from which on they are alike at all. */
    readonly alikeFrom: number;
  };
  readonly salience: {
    /** The most that a surprising reading says for its thread, 0 to 1 … */
    readonly surpriseWeight: number;
    /** … of which half at so many bits. */
    readonly surpriseHalf: number;
  };
  readonly habituation: {
    /** How much of what is left to get used to one more time teaches, 0 to 1. 0: nothing is got used to. */
    readonly step: number;
    /** What is got used to entirely still counts so much; above 0. */
    readonly floor: number;
    /** Half of it has worn off after so long. */
    readonly halfLife: Seconds;
  };
  readonly threads: {
    /** A paused thread freezes when nobody returned to it and nothing relevant came for so long; its salience halves on the way. */
    readonly freezeAfter: Seconds;
    /** A frozen one is consolidated and deleted after so long. */
    readonly cullAfter: Seconds;
    /** More frozen ones than this are culled before their time, least salient first. */
    readonly frozenMax: number;
  };
  readonly merging: {
    /** Two threads so alike at two thoughts in a row are one … */
    readonly from: number;
    /** … and a pair that was not is looked at again only when it has been less alike than this. */
    readonly below: number;
    /** The most that nearness says of two threads: half for the subject, half for the types of percepts. 0 to 1. */
    readonly nearWeight: number;
  };
  readonly selection: {
    /** At most so many threads have the attention at once. */
    readonly activeMost: number;
    /** Salience that takes attention when calm, and when aroused. The one is higher than the other. */
    readonly calmThreshold: number;
    readonly urgentThreshold: number;
    /** A rival must be better by so much to interrupt when calm, and when aroused: a share of what is left up to 1. */
    readonly calmMargin: number;
    readonly urgentMargin: number;
  };
  readonly arousal: {
    /** Something that should not wait. */
    readonly urgency: ArousalSettings;
    /** A deadline comes near: half at `within` before it. */
    readonly pressure: ArousalSettings & { readonly within: Seconds };
    /** Something went wrong. */
    readonly errors: ArousalSettings;
    /** Somebody waits for an answer. */
    readonly waiting: ArousalSettings;
    /** Battery, heat, disk, outbox. Moves the threshold only. */
    readonly scarcity: ArousalSettings;
  };
  /** The page of the day is told at this time of the day, in seconds after midnight UTC; an electrode's day begins with it. */
  readonly morning: Seconds;
  /** How much a source matters, 0 to 1; the first glob that fits counts, 0.5 otherwise. */
  readonly importance: readonly { readonly source: string; readonly weight: number }[];
  readonly summary: {
    /** So many paused threads are told one by one; the others are counted. */
    readonly pausedMost: number;
  };
  readonly consolidation: {
    /** Only below this arousal. */
    readonly calmBelow: number;
    /** What asks for it, any of these. */
    readonly when: {
      /** Nothing has had the attention for so long. */
      readonly idle: Seconds;
      /** So many threads are complete or frozen. */
      readonly threads: number;
      /** The night, in seconds after midnight UTC; `from` after `to` spans midnight. */
      readonly night: { readonly from: Seconds; readonly to: Seconds };
    };
    /** At most so many threads a breath. */
    readonly perBreath: number;
    /** At most so many insights are kept; the least supported go first. */
    readonly insightsMax: number;
  };
  readonly learning: {
    /** Evidence counts half after so long. */
    readonly halfLife: Seconds;
    /** An insight whose confidence times the evidence for it, in sightings, is below this is forgotten. */
    readonly forgetBelow: number;
    /** So sure an insight must be (confidence, 0 to 1) before the node expects something of it. */
    readonly expectFrom: number;
    /** So sure a correction must be before the node doubts the like of what was corrected. */
    readonly doubtFrom: number;
    /** What comes so soon after something else may have followed it. */
    readonly afterWithin: Seconds;
  };
}

/** One factor of arousal. */
export interface ArousalSettings {
  /** The most that it rouses, 0 to 1. */
  readonly weight: number;
  /** It is half there after so long; 0: at once. */
  readonly rise: Seconds;
  /** And falls by half in so long when nothing feeds it. */
  readonly fall: Seconds;
}
