import type { BreathSettings } from "../../domain/breath.js";
import { fixed } from "./fixed.js";
import type { Rhythm } from "./rhythm.js";

/** The rhythm that the card asks for. */
export function rhythmFor(settings: Pick<BreathSettings, "phases">): Rhythm {
  return fixed(settings.phases);
}
