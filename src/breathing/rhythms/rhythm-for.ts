import type { BreathSettings } from "../../domain/breath.js";
import { aroused } from "./aroused.js";
import { batteryAware } from "./battery.js";
import { entrained } from "./entrained.js";
import { FieldRhythm } from "./field/field-rhythm.js";
import { fixed } from "./fixed.js";
import type { KeptRhythm, Rhythm } from "./rhythm.js";
import { spiral } from "./spiral.js";
import { staggered } from "./staggered.js";

/** Where a rhythm lives. */
export interface RhythmPlace {
  /** The node's own name: of two that breathe as one, it says who goes first. */
  readonly node: string;
  /** How many electrodes the node has. */
  readonly electrodes: number;
  /** What it knew before. */
  readonly kept: KeptRhythm;
  /** Something lives: inhale, if the node rests. */
  readonly callInhale: () => void;
}

/** Of a node that only wants to know lengths. */
const NOWHERE: RhythmPlace = { node: "", electrodes: 2, kept: {}, callInhale: () => {} };

/** The rhythm that the card asks for. From the inside out: its lengths, what bends them, and what puts the inhale in its place. */
export function rhythmFor(settings: Pick<BreathSettings, "phases" | "rhythm">, place = NOWHERE): Rhythm {
  const { phases, rhythm: wanted } = settings;
  const { kept, callInhale, node, electrodes } = place;
  if (wanted === undefined) return fixed(phases);
  let rhythm = wanted.kind === "spiral" ? spiral(phases, wanted.spiral, callInhale, kept.turn) : fixed(phases);
  if (wanted.aroused) rhythm = aroused(rhythm, wanted.aroused);
  if (wanted.battery) rhythm = batteryAware(rhythm, wanted.battery);
  switch (wanted.kind) {
    case "fixed":
    case "spiral":
      return rhythm;
    case "staggered":
      return staggered(rhythm, node, wanted.staggered);
    case "entrained": {
      const { shortestPeriod: shortest, longestPeriod: longest } = wanted.entrained;
      const field = new FieldRhythm({ shortest, longest, electrodes, ...(kept.field && { kept: kept.field }) });
      return entrained(rhythm, field, wanted.entrained);
    }
  }
}
