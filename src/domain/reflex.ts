import type { GlyphPattern } from "./glyph-pattern.js";
import type { Json } from "./percept.js";
import type { Seconds } from "./time.js";

/** A rule that acts at once, without reasoning. */
export interface Reflex {
  /** `[a-z0-9-]+` */
  readonly id: string;
  readonly when: Trigger;
  /** At least one; carried out in this order, in the tick of the percept. */
  readonly actions: readonly Action[];
  /** The percept that says that the reflex happened, after its actions; without it the reflex stays invisible. */
  readonly awareness?: Awareness;
  /** Quiet for so long after it fired; every match that is suppressed meanwhile is counted. */
  readonly coolDown: Seconds;
}

export interface Awareness {
  readonly type: string;
  /** 0 to 1. */
  readonly intensity: number;
  readonly tags?: readonly string[];
}

/** What fires a reflex. All given conditions must hold. */
export interface Trigger {
  /** Globs over the percept's source and type: `electrode/*`, `burst`, `*`. */
  readonly source?: string;
  readonly type?: string;
  /** Every one of these tags. */
  readonly tags?: readonly string[];
  /** At least this intensity, 0 to 1. */
  readonly intensity?: number;
  /** Every one of these holds for the percept's data. */
  readonly values?: readonly ValueCondition[];
  /** Only when so many matches came within so many seconds; of `sources` each counts once: so many different ones. */
  readonly count?: { readonly atLeast: number; readonly within: Seconds; readonly of?: "percepts" | "sources" };
  /** Fires on glyphs instead of percepts: when this pattern has been heard. Excludes the percept's conditions. */
  readonly glyphs?: GlyphPattern;
  /** Fires when nothing that fits the percept's conditions came for so long; once, till the next one comes. */
  readonly quietFor?: Seconds;
  /** Fires by the clock instead: every day at these seconds after midnight UTC. Excludes the percept's conditions. */
  readonly daily?: readonly Seconds[];
  /** Only between these times of day (seconds after midnight UTC); `from` after `to` spans midnight. */
  readonly between?: { readonly from: Seconds; readonly to: Seconds };
}

/** Of a fact in a percept's data. `field` is its name, dots go deeper: `amplitude_mv`, `host.disk_free`. */
export interface ValueCondition {
  readonly field: string;
  readonly is: "at-least" | "at-most" | "above" | "below" | "equal-to" | "other-than";
  readonly value: Json;
}

export type Action =
  /** Lights an output of the card for a moment. */
  | { readonly kind: "pulse"; readonly output: string; readonly seconds: Seconds }
  /** Switches an output of the card, till something switches it again. */
  | { readonly kind: "level"; readonly output: string; readonly on: boolean }
  /** Says something on `reflex/<id>`. */
  | { readonly kind: "publish"; readonly text: string }
  /** Raises `alert/<id>` (retained) until somebody clears it. */
  | { readonly kind: "alert"; readonly text: string }
  /** Keeps the raw signal from so long before now till so long after it as a file beside the state. */
  | { readonly kind: "record"; readonly before: Seconds; readonly after: Seconds }
  /**
   * `gasp`: inhale now. `exhale`: radio up now, at most every `earlyExhaleEvery`. `deepen`: the next inhale lasts so much longer.
   * `stay-awake`: no pause for so long.
   */
  | { readonly kind: "breath"; readonly call: "gasp" | "exhale" }
  | { readonly kind: "breath"; readonly call: "deepen" | "stay-awake"; readonly seconds: Seconds }
  /** Writes the state to a second place and reads it back. */
  | { readonly kind: "backup" }
  /** Takes no percepts of an electrode for so long; without a name, the percept's own. */
  | { readonly kind: "mute"; readonly electrode?: string; readonly seconds: Seconds }
  /** The node withdraws: hears nothing for at most so long, tries every `probe` whether all is well again, and says so. */
  | { readonly kind: "rest"; readonly seconds: Seconds; readonly probe: Seconds }
  /** A command of the node's own, as if the operator had given it; of an allow-listed kind only. */
  | { readonly kind: "command"; readonly name: ReflexCommand; readonly body: Readonly<Record<string, Json>> };

/** The commands that a reflex may give: none that answers somebody or teaches. */
export const REFLEX_COMMANDS = ["gasp", "listen", "hush", "clear"] as const;
export type ReflexCommand = (typeof REFLEX_COMMANDS)[number];
