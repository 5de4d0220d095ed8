import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EVENTS } from "../../src/domain/reading.js";
import { continuation, temperatureOf } from "../../src/voice/continuation.js";
import { anAnswer, aSpike, aStage, ELECTRODES, inInhale } from "./a-moment.js";

/** Onset in an inhale, known in the next breath; and a moment of a later inhale. */
const HEARD = aSpike(490);
const INHALE = 1000;

test("in an inhale that carries a living signal it says a line and sings the spikes that it inhaled", () => {
  const { said, play } = aStage();
  play([HEARD], [anAnswer(INHALE, "irregular")]);
  assert.equal(said.length, 1);
  const { line, notes, at, understanding } = said[0]!;
  assert.equal(at, INHALE);
  assert.equal(understanding.event, "irregular");
  assert.deepEqual(line?.electrodes, ["e1"]);
  assert.deepEqual([line?.from, line?.to], [490, 790]);
  assert.deepEqual(
    notes.map((note) => [note.at, note.caught, note.attack, note.release, note.spike]),
    [[490, "onset", 60, 240, HEARD]],
  );
});

test("what the model does not know, takes for quiet or for an artefact, or was not woken for, is not spoken of", () => {
  const quiet = [
    anAnswer(INHALE, "irregular", { sure: 0.2 }),
    anAnswer(INHALE, "quiet"),
    anAnswer(INHALE, "artefact"),
    anAnswer(INHALE, "irregular", { woken: false }),
    anAnswer(INHALE, "irregular", { mode: "local" }),
    anAnswer(1100, "irregular", { phase: "hold" }),
    // Its slot began in the inhale, but by now breath is held.
    anAnswer(1085, "irregular"),
  ];
  for (const answer of quiet) {
    const { said, play } = aStage();
    play([HEARD], [answer]);
    assert.deepEqual(said, []);
  }
});

test("without a spike that was inhaled nothing is said, however sure the model is", () => {
  for (const spikes of [[], [aSpike(700)], [aSpike(490, { z: 5 })]]) {
    const { said, play } = aStage();
    play(spikes, [anAnswer(INHALE, "burst")]);
    assert.deepEqual(said, []);
  }
});

test("a spike on whose way up an inhale began is caught at its peak, and swells no more", () => {
  const { said, play } = aStage();
  play([aSpike(470)], [anAnswer(INHALE, "irregular")]);
  assert.deepEqual(
    said[0]?.notes.map(({ at, caught, attack }) => [at, caught, attack]),
    [[530, "peak", 0]],
  );
});

test("what comes on three electrodes at once, or as a wave and its mirror, came through the wire: it is silent for hours", () => {
  const atOnce = ["e1", "e2", "e3"].map((electrode) => aSpike(490, { electrode }));
  const mirrored = [aSpike(490), aSpike(600, { polarity: -1, amplitude: -0.08 })];
  for (const hum of [atOnce, mirrored]) {
    const { said, play } = aStage();
    play([...hum, aSpike(1450, { electrode: "e4" })], [anAnswer(INHALE, "burst"), anAnswer(1960, "burst")]);
    assert.deepEqual(said, []);
  }
});

test("near an artefact of its electrode a spike is nobody's", () => {
  const { said, play } = aStage();
  const glyph = {
    electrode: "e1",
    name: "artefact",
    start: 300,
    end: 400,
    spikes: 0,
    amplitude: 0,
    decided: 410,
  } as const;
  play([HEARD], [anAnswer(INHALE, "irregular")], [{ type: "glyph", glyph, at: 410, seq: 0 }]);
  assert.deepEqual(said, []);
});

test("it sings a spike once, and says one line a breath", () => {
  const { said, play } = aStage();
  const spikes = [HEARD, aSpike(500, { electrode: "e2", decided: 1020 })];
  play(spikes, [anAnswer(990, "irregular"), anAnswer(1020, "irregular"), anAnswer(1050, "irregular")]);
  assert.deepEqual(
    said.map(({ line, notes }) => [line !== undefined, notes.map(({ spike }) => spike.electrode)]),
    [
      [true, ["e1"]],
      [false, ["e2"]],
    ],
  );
});

test("the same seed says the same, another seed something else", () => {
  const lines = (seed: number) => {
    const { said, play } = aStage({ seed });
    play(
      Array.from({ length: 12 }, (_, i) => aSpike(490 + 960 * i, { electrode: ELECTRODES[i % 4]! })),
      Array.from({ length: 12 }, (_, i) => anAnswer(1000 + 960 * i, "irregular")),
    );
    return said.map(({ line }) => line);
  };
  assert.equal(lines(1).length, 12);
  assert.deepEqual(lines(1), lines(1));
  assert.notDeepEqual(lines(1), lines(2));
});

test("whatever comes, it speaks in inhales alone, of spikes that began or peaked in inhales", () => {
  const spikes = fc.array(
    fc.record({
      onset: fc.integer({ min: 0, max: 20_000 }),
      electrode: fc.constantFrom(...ELECTRODES),
      z: fc.integer({ min: 4, max: 60 }),
    }),
    { maxLength: 30 },
  );
  const answers = fc.array(
    fc.record({
      slot: fc.integer({ min: 1, max: 700 }),
      event: fc.constantFrom(...EVENTS),
      sure: fc.double({ min: 0.15, max: 1, noNaN: true }),
      mode: fc.constantFrom("inhale", "hold", "local", "released"),
      phase: fc.constantFrom("inhale", "hold", "exhale", "pause"),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(spikes, answers, (some, answered) => {
      const { said, play } = aStage();
      play(
        some.map(({ onset, ...more }) => aSpike(onset, more)),
        answered.map(({ slot, event, ...more }) => anAnswer(30 * slot, event, more)),
      );
      for (const { at, notes } of said) {
        assert.ok(inInhale(at) && notes.length > 0);
        for (const note of notes) assert.ok(inInhale(note.at) && note.spike.decided <= at);
      }
    }),
    { numRuns: 200 },
  );
});

test("the calmer, the nearer to what the model holds for likeliest; the awake follow its own distribution", () => {
  const answer = anAnswer(0, "rhythm", { next: "train" });
  const drawn = (temperature: number) => {
    let k = 0;
    const glyphs = Array.from({ length: 200 }, () =>
      continuation(answer, temperature, () => (k++ % 199) / 199).get("e1"),
    );
    return glyphs.filter((name) => name === "train").length / glyphs.length;
  };
  assert.ok(temperatureOf(0) < temperatureOf(1) && temperatureOf(1) === 1 && temperatureOf(7) === 1);
  assert.ok(drawn(temperatureOf(0)) > 0.98);
  assert.ok(Math.abs(drawn(1) - 0.9) < 0.03);
});

test("the drift of an electrode bends its notes", () => {
  const { said, voice, play } = aStage();
  const hear = voice.hearing();
  for (let at = 0; at < 1000; at++) {
    hear("e1", at, at < 500 ? 0 : 5);
    hear("e1", at, Number.NaN);
  }
  play([HEARD, aSpike(495, { electrode: "e2" })], [anAnswer(INHALE, "irregular")]);
  const [first, second] = said[0]!.notes;
  assert.ok(first!.bend > 0.1 && first!.bend <= 1.5);
  assert.equal(second!.bend, 0);
});
