import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { MEAN, spike, story } from "./a-story.js";

test("quiet opens as rest, becomes a pause, a silence and a deep silence while it lasts", () => {
  const { cut, news } = story();
  cut.begin(0);
  cut.advanceTo(1, 1);
  assert.deepEqual(news(), ["open rest"]);
  cut.advanceTo(0.4 * MEAN, 0.4 * MEAN);
  assert.deepEqual(news(), []);
  cut.advanceTo(0.4 * MEAN + 1, 0.4 * MEAN + 1);
  assert.deepEqual(news(), ["upgrade pause"]);
  cut.advanceTo(1.5 * MEAN + 1, 1.5 * MEAN + 1);
  assert.deepEqual(news(), ["upgrade silence"]);
  cut.advanceTo(4 * MEAN + 1, 4 * MEAN + 1);
  assert.deepEqual(news(), ["upgrade deep silence"]);
  cut.advanceTo(40 * MEAN, 40 * MEAN);
  assert.deepEqual(news(), []);
  cut.addSpike(spike(40 * MEAN));
  assert.deepEqual(news(), ["close deep silence", "open spike"]);
});

test("a disturbance interrupts a silence and does not end it; a gap does", () => {
  const { cut, news } = story();
  cut.begin(0);
  cut.advanceTo(5000, 5000);
  cut.addSpan("artefact", 5000, 5002, 5002);
  cut.advanceTo(5003, 5003);
  assert.deepEqual(news().slice(-3), ["close silence", "close artefact", "open silence"]);
  cut.advanceTo(4 * MEAN + 3, 4 * MEAN + 3);
  assert.deepEqual(news(), ["upgrade deep silence"]);
  cut.addSpan("gap", 5 * MEAN, 5 * MEAN + 100, 5 * MEAN + 100);
  cut.advanceTo(5 * MEAN + 101, 5 * MEAN + 101);
  assert.deepEqual(news().slice(-2), ["close gap", "open rest"]);
});

test("a node that listens a quarter of the time knows a silence by what it listened to", () => {
  const { cut } = story();
  cut.begin(0);
  let heard = 0;
  for (let now = 0; heard <= 1.5 * MEAN + 120; now += 480) {
    cut.advanceTo(now + 120, now + 120);
    heard += 120;
    assert.equal(cut.current?.name, heard <= 0.4 * MEAN ? "rest" : heard <= 1.5 * MEAN ? "pause" : "silence");
    cut.addSpan("unheard", now + 120, now + 480, now + 480);
  }
});

test("a spike is upgraded to a burst as more come, and the burst goes on as long as another may join it", () => {
  const { cut, news, glyphs } = story();
  cut.begin(0);
  cut.addSpike(spike(1200));
  assert.deepEqual(news(), ["open pause", "close pause", "open spike"]);
  cut.advanceTo(1300, 1300);
  assert.deepEqual(news(), ["open rest"]);
  cut.addSpike(spike(1500));
  assert.deepEqual(news(), ["open spike"]);
  cut.addSpike(spike(1800, 60, { amplitude: -0.2, z: 40 }));
  assert.deepEqual(news(), ["upgrade burst"]);
  cut.addSpike(spike(2100));
  assert.deepEqual(news(), ["upgrade burst"], "of four spikes now");
  cut.advanceTo(2400, 2400);
  assert.deepEqual(news(), [], "the quiet within a burst belongs to it");
  cut.advanceTo(2160 + 20 * MINUTE, 2160 + 20 * MINUTE);
  assert.deepEqual(news(), ["close burst", "open pause"], "no spike can join it any more");
  const burst = glyphs.find(({ name }) => name === "burst");
  assert.deepEqual([burst?.start, burst?.end, burst?.spikes, burst?.amplitude], [1200, 2160, 4, -0.2]);
});

test("a train whose last spikes turn out to be a burst is named anew: the burst has precedence", () => {
  const { cut, news, told } = story();
  const pace = 25 * MINUTE;
  cut.begin(0);
  for (const i of [0, 1, 2, 3]) cut.addSpike(spike(100 + i * pace));
  assert.deepEqual(news().slice(-1), ["upgrade train"]);
  cut.addSpike(spike(100 + 3 * pace + 200));
  assert.deepEqual(news(), ["upgrade train"], "of five");
  cut.addSpike(spike(100 + 3 * pace + 400));
  const said = news();
  assert.equal(said.filter((word) => word === "close spike").length, 3);
  assert.equal(said.at(-1), "open burst");
  assert.ok(!told().includes("close train"));
});

test("a drift, a gap and a planned rest are told when they begin, not when they are over", () => {
  const { cut, news, glyphs } = story();
  cut.begin(0);
  cut.advanceTo(100, 100);
  cut.setDrifting(true, 200);
  cut.advanceTo(201, 201);
  cut.setDrifting(false, 300);
  cut.advanceTo(310, 310);
  assert.deepEqual(news(), ["open rest", "open drift", "open rest"]);
  cut.openSpan("gap", 400, 420);
  assert.deepEqual(news(), ["open gap"]);
  cut.addSpan("gap", 400, 600, 600);
  cut.advanceTo(601, 601);
  assert.deepEqual(news(), ["close rest", "close drift", "close rest", "close gap", "open rest"]);
  cut.openSpan("unheard", 700, 700);
  assert.deepEqual(news(), ["open unheard"]);
  assert.deepEqual(
    glyphs.map(({ name, start, end }) => [name, start, end]),
    [
      ["rest", 0, 200],
      ["drift", 200, 300],
      ["rest", 300, 400],
      ["gap", 400, 600],
    ],
  );
});

test("a spike that is sure only after a disturbance keeps its place before it", () => {
  const { cut, glyphs, news, open } = story();
  cut.begin(0);
  cut.advanceTo(900, 1000);
  cut.openSpan("artefact", 1100, 1110);
  cut.addSpan("artefact", 1100, 1150, 1150);
  cut.advanceTo(950, 1160);
  assert.equal(glyphs.length, 0, "a spike may still be found before the disturbance");
  cut.addSpike(spike(1000, 60, { decided: 1230 }));
  cut.advanceTo(1229, 1230);
  assert.deepEqual(
    glyphs.map(({ name, start, end, decided }) => [name, start, end, decided]),
    [
      ["pause", 0, 1000, 1230],
      ["spike", 1000, 1060, 1230],
      ["rest", 1060, 1100, 1230],
      ["artefact", 1100, 1150, 1230],
    ],
  );
  assert.deepEqual(news().at(-1), "open rest");
  assert.deepEqual(
    open().map(({ name, start }) => [name, start]),
    [["rest", 1150]],
  );
});

test("a glitch that cuts through a spike takes its own two seconds; the piece with the peak is the spike", () => {
  const { cut, glyphs } = story();
  cut.begin(0);
  cut.addSpan("artefact", 1010, 1012, 1020);
  cut.addSpike(spike(1000, 90, { decided: 1200 }));
  cut.advanceTo(9 * HOUR, 9 * HOUR);
  assert.deepEqual(
    glyphs.map(({ name, start, end }) => [name, start, end]),
    [
      ["pause", 0, 1000],
      ["pause", 1000, 1010],
      ["artefact", 1010, 1012],
      ["spike", 1012, 1090],
    ],
  );
});

test("the bounds are the card's: a burst of two, a shorter pause", () => {
  const { cut, told } = story({ ...USUAL_GLYPHS.fungus, burstOf: 2, short: 0.1 });
  cut.begin(0);
  cut.advanceTo(0.1 * MEAN + 1, 0.1 * MEAN + 1);
  assert.equal(told().at(-1), "open pause");
  cut.addSpike(spike(600));
  cut.addSpike(spike(700));
  assert.equal(told().at(-1), "upgrade burst");
});

test("a glyph tells the height of its largest spike", () => {
  const { cut, glyphs, z } = story();
  cut.begin(0);
  for (const [i, height] of [5, 30, 12].entries())
    cut.addSpike(spike(1000 + 200 * i, 60, { z: height, amplitude: height / 100 }));
  cut.advanceTo(9 * HOUR, 9 * HOUR);
  assert.equal(z[glyphs.findIndex(({ name }) => name === "burst")], 30);
});

const happening = fc.record({
  restarts: fc.boolean(),
  after: fc.oneof(fc.integer({ min: 0, max: 30 * MINUTE }), fc.integer({ min: 0, max: 5 * HOUR })),
  length: fc.integer({ min: 1, max: 20 * MINUTE }),
  what: fc.constantFrom("spike", "spike", "spike", "gap", "unheard", "artefact", "drift", "quiet"),
  /** How long the detector needs to be sure. */
  late: fc.integer({ min: 0, max: 600 }),
  announced: fc.boolean(),
  inside: fc.boolean(),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** A life of what may happen to an electrode; each happening begins `after` seconds. */
function life(happenings: readonly Happening[], restarting: boolean) {
  const told = story();
  let now = 0;
  let sure = 0; // before this no spike will come any more
  let seen = 0;
  told.cut.begin(0);
  const pass = () => {
    told.cut.advanceTo(sure, now);
    for (const { glyph } of told.changes.slice(seen))
      assert.ok(glyph.decided <= now, "nothing is told before its time");
    seen = told.changes.length;
    for (const one of told.open())
      assert.ok(one.start >= told.cut.cursor, "what is open begins where the settled ends");
  };
  for (const { after, length, what, late, announced, inside, restarts } of happenings) {
    if (restarting && restarts) told.restart();
    const start = now + after;
    now = start;
    if (!inside) sure = Math.max(sure, start - late);
    if (what === "spike") {
      const onset = Math.max(sure, start - late);
      now = Math.max(now, onset + length);
      sure = onset;
      told.cut.addSpike(spike(onset, length, { decided: now }));
    } else if (what === "drift") {
      told.cut.setDrifting(true, start);
      pass();
      now = start + length;
      told.cut.setDrifting(false, now);
    } else if (what === "quiet") sure = start;
    else {
      if (announced) told.cut.openSpan(what, start, start);
      pass();
      now = start + length;
      told.cut.addSpan(what, start, now, now);
    }
    pass();
  }
  sure = now += 24 * HOUR;
  pass();
  return told;
}

test("whatever happens, what is told while it goes on and what is settled tell one story, without a hole, an overlap or a guess", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const uninterrupted = life(happenings, false);
      const { glyphs, changes } = life(happenings, true);
      assert.deepEqual(changes, uninterrupted.changes, "a restart changes nothing");
      let cursor = 0;
      for (const glyph of glyphs) {
        assert.equal(glyph.start, cursor, "no hole and no overlap");
        assert.ok(glyph.end > glyph.start && glyph.decided >= glyph.end);
        cursor = glyph.end;
      }
      assert.deepEqual(
        changes.filter(({ phase }) => phase === "close").map(({ glyph }) => glyph),
        glyphs,
      );
    }),
    { numRuns: 500 },
  );
});
