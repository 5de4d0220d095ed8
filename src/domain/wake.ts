import type { Phase } from "./breath.js";
import type { Seconds } from "./time.js";

/** How the Spiralformer can be called. It isn't in a pause, unless something wakes it: then it inhales. */
export const CALL_MODES = ["inhale", "hold", "local", "released"] as const;
export type CallMode = (typeof CALL_MODES)[number];

/** One call of the Spiralformer, for the audit: why it was woken, and what that cost. */
export interface Wake {
  /** End of the slot that woke it. */
  readonly at: Seconds;
  /** The glyphs that led there, `silence spike stir`; a glyph pattern that matched; who asked; or `breath`, of a hold. */
  readonly why: string;
  /** Where it was loudest. */
  readonly electrode: string;
  readonly phase: Phase;
  /** How the model was called. */
  readonly mode: CallMode;
  /** Was it woken? A hold is the breath's own. */
  readonly woken: boolean;
  /** Awake tokens that it attended to, in all layers, itself included. */
  readonly tokens: number;
  /** Multiply-adds of the call. */
  readonly macs: number;
  /** What the model took; undefined when the reading was lost. */
  readonly milliseconds: number | undefined;
  /** Name and hash of the model. */
  readonly model: string;
}
