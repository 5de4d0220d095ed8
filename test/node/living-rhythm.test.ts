import assert from "node:assert/strict";
import { test } from "node:test";
import type { RhythmNews } from "../../src/breathing/rhythms/rhythm.js";
import { EventLog } from "../../src/domain/event-log.js";
import type { GlyphName } from "../../src/domain/glyph.js";
import { tellOfLife } from "../../src/node/living-rhythm.js";
import { aBreath } from "../fakes/a-breath.js";

/** What the rhythm hears of glyphs that were named in a phase of the third breath. */
function heard(names: readonly GlyphName[], phase: "inhale" | "pause" = "inhale"): readonly RhythmNews[] {
  const events = new EventLog();
  const news: RhythmNews[] = [];
  const breath = { breath: aBreath({ phase, cycle: 3 }) };
  tellOfLife(events, breath, { hear: (one) => news.push(one) }, (electrode) => electrode === "e2");
  for (const [i, name] of names.entries()) {
    const glyph = { electrode: `e${i + 1}`, name, start: 100, end: 130, spikes: 1, amplitude: 0.4, decided: 140 };
    events.tell(140, { type: "glyph", glyph });
  }
  return news;
}

test("life is told to the rhythm with the time at which it began, and whether its electrode is heard in some phases alone", () => {
  const life = { kind: "life", at: 100, cycle: 3 };
  assert.deepEqual(heard(["spike", "burst"]), [
    { ...life, electrode: "e1", partly: false },
    { ...life, electrode: "e2", partly: true },
  ]);
});

test("what is only quiet, or only trouble, is no life", () => {
  assert.deepEqual(heard(["silence", "gap", "drift", "artefact", "settling", "unheard", "rest", "pause"]), []);
});

test("life in a rest belongs to the breath that comes", () => {
  assert.deepEqual(
    heard(["train"], "pause").map((news) => news.kind === "life" && news.cycle),
    [4],
  );
});
