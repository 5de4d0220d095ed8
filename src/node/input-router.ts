import type { InputListener } from "../acquisition/device-input.js";
import { FaultTally } from "../acquisition/fault-tally.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import type { EventLog } from "../domain/event-log.js";
import type { Noticed } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import type { HealthWords } from "../language/catalogue/health.js";
import type { BreathControl } from "../ports/breath-control.js";
import type { GlyphPatternSense } from "../sensing/percepts/glyph-pattern-sense.js";
import { buttonPercept, faultPercept, haltPercept, visitPercept } from "../sensing/percepts/other-percepts.js";
import type { ReadingService } from "../spiralformer/reading-service.js";

export interface InputRoutes {
  readonly events: EventLog;
  readonly notice: (noticed: Noticed) => void;
  /** What is learnt must not take a rest for a silence. */
  readonly unheard: (electrode: string, from: Seconds, until: Seconds) => void;
  readonly reading: ReadingService;
  /** Patterns of glyphs that reflexes wait for. */
  readonly patterns: GlyphPatternSense;
  readonly breath: Pick<BreathClock, "gasp">;
  readonly calls: Pick<BreathControl, "gasp">;
  /** Ends the run and switches the board off; absent where nobody may. */
  readonly halt: (() => void) | undefined;
  /** Begins a visit, or ends it. */
  readonly visit: (length: Seconds) => void;
  /** In which an electrode's troubles are told. */
  readonly words: HealthWords;
  /** Every sample, for who draws them. */
  readonly onSample: ((electrode: string, at: Seconds, mv: number) => void) | undefined;
}

/** What comes in goes three ways: into the event log, to attention, and to the Spiralformer. */
export function routeInputs({
  events,
  notice,
  unheard,
  reading,
  patterns,
  breath,
  calls,
  halt,
  visit,
  words,
  onSample,
}: InputRoutes): InputListener {
  const { pipeline, evidence } = reading;
  const faults = new FaultTally();
  return {
    ...evidence,
    words,
    percept: notice,
    sample: (electrode, at, mv) => {
      pipeline.advanceTo(at);
      onSample?.(electrode, at, mv);
    },
    spike: (spike) => {
      pipeline.addSpike(spike);
      events.tell(spike.decided, { type: "spike", spike });
    },
    glyph: (glyph) => {
      events.tell(glyph.decided, { type: "glyph", glyph });
      if (glyph.name === "unheard") unheard(glyph.electrode, glyph.start, glyph.end);
    },
    glyphChange: (change) => {
      patterns.onGlyphChange(change);
      pipeline.onGlyphChange(change);
    },
    heard: (electrode, until) => {
      patterns.advanceTo(electrode, until);
      pipeline.advanceElectrode(electrode, until);
    },
    fault: (device, at, reason, lost) => {
      if (!faults.worthTelling(device, at)) return;
      events.tell(at, { type: "sample-gap", device, reason, lost });
      notice(faultPercept(device, reason, lost, at));
    },
    called: (device, listening, at) => {
      if (listening === "sentinel") breath.gasp("sentinel");
      else {
        notice(buttonPercept(device, at));
        calls.gasp();
      }
    },
    halt: (device, at) => {
      notice(haltPercept(device, at));
      halt?.();
    },
    visit: (device, at, length) => {
      notice(visitPercept(device, at));
      visit(length);
    },
  };
}
