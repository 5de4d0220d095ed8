import type { BreathCalls } from "../breathing/breath-calls.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import type { Rhythm } from "../breathing/rhythms/rhythm.js";
import { rhythmFor } from "../breathing/rhythms/rhythm-for.js";
import type { BreathSettings } from "../domain/breath.js";
import type { EventLog } from "../domain/event-log.js";
import type { GlyphName } from "../domain/glyph.js";
import type { NodeParts } from "./node-parts.js";

/** Glyphs that begin when life does; the others say that nothing lives, or that nothing was heard. */
const LIFE: ReadonlySet<GlyphName> = new Set(["spike", "burst", "train"]);

export type RhythmParts = Pick<NodeParts, "name" | "devices" | "state">;

/** The rhythm that a card asks for, in this node: with what it learnt before, and who does what it calls for. */
export function livingRhythm(parts: RhythmParts, calls: () => Pick<BreathCalls, "inhale">) {
  const { name = "", devices, state } = parts;
  // A card that names none takes all that a device has: more than one, as far as anybody knows.
  const electrodes = devices.reduce((sum, { electrodes }) => sum + electrodes.length, 0) || 2;
  return (settings: BreathSettings): Rhythm =>
    rhythmFor(settings, { node: name, electrodes, kept: state.rhythm.value, callInhale: () => calls().inhale() });
}

/** Lets the rhythm hear when life begins; `partly` says of which electrodes some phases hear nothing. */
export function tellOfLife(
  events: EventLog,
  breath: Pick<BreathClock, "breath">,
  calls: Pick<BreathCalls, "hear">,
  partly: (electrode: string) => boolean,
): void {
  events.listen((event) => {
    if (event.type !== "glyph" || !LIFE.has(event.glyph.name)) return;
    const { cycle = 0, phase } = breath.breath ?? {};
    const { electrode, start: at } = event.glyph;
    const next = phase === "pause" ? cycle + 1 : cycle;
    calls.hear({ kind: "life", electrode, at, cycle: next, partly: partly(electrode) });
  });
}
