import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { GLYPHS } from "../../src/domain/glyph.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { liveFrame } from "../../src/view/live-frame.js";
import { LiveModel, type WatchedNode } from "../../src/view/live-model.js";
import { cells } from "../../src/view/width.js";
import { SIGNS } from "../../src/view/words.js";
import { aBreath } from "../fakes/a-breath.js";
import { anyEvent } from "./any-event.js";
import { glyphOn, IDENTITY, MIDNIGHT, seen, spikeOn, thread } from "./telling-events.js";

/** A node that has lived for two hours, with four electrodes. */
function grown(identity: WatchedNode = IDENTITY, words = ENGLISH): LiveModel {
  const model = new LiveModel(identity, words);
  for (let t = 0; t < 7200; t += 5)
    for (const name of ["e1", "e2", "e3", "e4"])
      model.sample(name, MIDNIGHT + t, 12 + 0.01 * Math.sin(t * 7) + (name === "e1" && t > 3600 && t < 3900 ? 0.5 : 0));
  model.hear(spikeOn("e1", MIDNIGHT + 3600));
  model.hear(glyphOn("e1", "spike", MIDNIGHT + 3600, MIDNIGHT + 3900, 1));
  model.hear(glyphOn("e2", "burst", MIDNIGHT + 5000, MIDNIGHT + 5400, 5));
  model.hear({
    type: "breath",
    breath: aBreath({ phase: "exhale", cycle: 15, since: MIDNIGHT + 7100 }),
    at: MIDNIGHT + 7100,
    seq: 1,
  });
  const active = thread("t-1", "follow the burst on e2", 0.71, "active");
  model.hear({ type: "thread", change: "activated", thread: active, at: MIDNIGHT + 7110, seq: 2 });
  const paused = thread("t-2", "doubt electrode e3", 0.34, "paused");
  model.hear({ type: "thread", change: "paused", thread: paused, at: MIDNIGHT + 7120, seq: 3 });
  const frozen = thread("t-3", "answer the operator", 0.1, "frozen");
  model.hear({ type: "thread", change: "frozen", thread: frozen, at: MIDNIGHT + 7130, seq: 4 });
  model.feel(0.31, 0.55);
  return model;
}

test("a screen of 80 by 24 shows who, when, the breath, every electrode, the attention, what was said and where to listen", () => {
  const lines = seen(liveFrame(grown(), 80, 24, MIDNIGHT + 7190));
  const page = lines.join("\n");
  for (const words of [
    "andas  grove/birch-1",
    "simulated, 300 × real time",
    "2000-01-01 01:59:50 UTC",
    "exhale",
    "keeping and sending",
    "breath 15, 2 min left",
    "11.99 mV",
    "1 spike",
    "✶ burst  ʌ spike",
    "the last 2 h",
    "awake",
    "arousal 0.31",
    "threshold 0.55 · 1 frozen",
    "▸",
    "follow the burst on e2",
    "gathering",
    "01:30:00  e2 burst of 5 spikes in 7 min, largest +0.700 mV",
    "mosquitto_sub -h 127.0.0.1 -t 'andas/1/#' -v",
    ".andas",
    "Ctrl-C exhales and ends",
  ])
    assert.ok(page.includes(words), `${JSON.stringify(words)} is missing in\n${page}`);
  for (const name of ["e1", "e2", "e3", "e4"]) assert.ok(lines.some((line) => line.startsWith(` ${name} `)));
  assert.ok(!page.includes("answer the operator"), "a frozen thread is only counted");
});

test("the same screen in Swedish, each word whole in its column", () => {
  const page = seen(liveFrame(grown(IDENTITY, catalogueOf("sv")), 80, 24, MIDNIGHT + 7190)).join("\n");
  for (const words of [
    ...["simulerad, 300 × verklig tid", "utandning  ", "sparar och sänder", "andetag 15, 2 min kvar", "11,99 mV"],
    ...[
      "1 spik\n",
      "✶ skur  ʌ spik",
      "de senaste 3 tim",
      "uppmärksamhet  vaken",
      "vakenhet 0,31",
      "tröskel 0,55 · 1 frusen",
    ],
    ...["01:30:00  e2 skur med 5 spikar på 7 min, störst +0,700 mV", "lyssna     mosquitto_sub", "tillstånd  .andas"],
    "Ctrl-C andas ut och slutar",
  ])
    assert.ok(page.includes(words), `${JSON.stringify(words)} is missing in\n${page}`);
});

test("from 80 columns on the legend names every sign that stands on the screen, and nothing moves for it", () => {
  const few = grown();
  const many = grown();
  for (const [i, name] of GLYPHS.entries()) many.hear(glyphOn("e1", name, MIDNIGHT + 6000 + i, MIDNIGHT + 6001 + i, 1));
  for (const [columns, rows] of [
    [80, 24],
    [100, 24],
    [132, 40],
  ] as const) {
    const lines = seen(liveFrame(many, columns, rows, MIDNIGHT + 7190));
    const first =
      lines.find((line) => line.startsWith(" e1"))! + lines[lines.findIndex((line) => line.startsWith(" e1")) + 1]!;
    for (const name of GLYPHS)
      if (first.includes(SIGNS[name]))
        assert.ok(lines.join("\n").includes(`${SIGNS[name]} ${name}`), `${name} at ${columns}`);
    const attention = (model: LiveModel) =>
      seen(liveFrame(model, columns, rows, MIDNIGHT + 7190)).findIndex((line) => line.startsWith(" attention"));
    assert.equal(attention(many), attention(few));
  }
});

test("beside a trace stands how high it is", () => {
  assert.match(seen(liveFrame(grown(), 80, 24, MIDNIGHT + 7190)).join("\n"), /↕ 0\.\d+ mV/);
});

test("a larger screen uses its room: taller traces, more threads", () => {
  const rowsOf = (columns: number, rows: number) => {
    const lines = seen(liveFrame(grown(), columns, rows, MIDNIGHT + 7190));
    return lines.findIndex((line) => line.startsWith(" e2")) - lines.findIndex((line) => line.startsWith(" e1"));
  };
  assert.equal(rowsOf(80, 24), 2);
  assert.equal(rowsOf(120, 40), 3);
  assert.equal(rowsOf(120, 16), 1);
  assert.ok(
    seen(liveFrame(grown(), 120, 40, MIDNIGHT + 7190))
      .join("\n")
      .includes("doubt electrode e3"),
  );
});

test("the lungs fill while the node inhales and empty while it exhales", () => {
  const ink = (phase: "inhale" | "exhale", passed: number) => {
    const model = new LiveModel(IDENTITY, ENGLISH);
    const breath = aBreath({ phase, since: MIDNIGHT });
    const length = breath.until - breath.since;
    model.hear({ type: "breath", breath, at: MIDNIGHT, seq: 0 });
    const lines = liveFrame(model, 80, 24, MIDNIGHT + passed * length);
    return lines
      .flat()
      .filter(({ tone, text }) => tone === phase && /[\u2800-\u28ff]/.test(text))
      .map(({ text }) => text)
      .join("").length;
  };
  assert.ok(ink("inhale", 0.2) < ink("inhale", 0.5));
  assert.ok(ink("inhale", 0.5) < ink("inhale", 1));
  assert.ok(ink("exhale", 0.1) < ink("exhale", 0.9));
});

test("each phase has its own accent, and only one is the phase's name", () => {
  for (const phase of ["inhale", "hold", "exhale", "pause"] as const) {
    const model = new LiveModel(IDENTITY, ENGLISH);
    const breath = aBreath({ phase, since: MIDNIGHT, until: MIDNIGHT + 60 });
    model.hear({ type: "breath", breath, at: MIDNIGHT, seq: 0 });
    const named = liveFrame(model, 80, 24, MIDNIGHT)
      .flat()
      .filter(({ text }) => text.trim() === phase);
    assert.deepEqual(
      named.map(({ tone }) => tone),
      [phase],
    );
  }
});

test("an alert stays on the screen until it is cleared, whatever else is said", () => {
  const model = grown();
  const tell = (raised: boolean, seq: number) =>
    model.hear({
      type: "alert",
      alert: { id: "supply", text: "the supply sags", at: MIDNIGHT, raised },
      at: MIDNIGHT + 7200,
      seq,
    });
  tell(true, 10);
  for (let i = 0; i < 30; i++) model.hear(spikeOn(`e${1 + (i % 4)}`, MIDNIGHT + 7200 + i));
  const shown = () =>
    liveFrame(model, 80, 24, MIDNIGHT + 7300)
      .flat()
      .filter(({ tone }) => tone === "alarm");
  assert.deepEqual(
    shown().map(({ text }) => text),
    ["the supply sags"],
  );
  tell(false, 11);
  assert.deepEqual(shown(), []);
});

test("one busy electrode does not push everything else out of what was said", () => {
  const model = grown();
  const insight = {
    id: "i",
    kind: "fact",
    subject: "e1",
    sentence: "e1 is lively",
    data: { form: "fact" },
    support: 1,
    against: 0,
    firstSeen: 0,
    lastSeen: 0,
  } as const;
  model.hear({ type: "insight", insight, at: MIDNIGHT + 7201, seq: 9 });
  for (let i = 0; i < 100; i++) model.hear(spikeOn("e1", MIDNIGHT + 7202 + i));
  assert.ok(
    seen(liveFrame(model, 80, 24, MIDNIGHT + 7300))
      .join("\n")
      .includes("learnt: e1 is lively"),
  );
});

test("a user name and a password in the broker's address are not shown", () => {
  const model = grown({ ...IDENTITY, broker: "mqtt://forest:s3cret@broker.example:1884" });
  const page = seen(liveFrame(model, 80, 24, MIDNIGHT)).join("\n");
  assert.ok(page.includes("mosquitto_sub -h broker.example -p 1884 -t"));
  assert.ok(!page.includes("s3cret"));
});

test("a screen without colour says the same: tones are never the only sign", () => {
  const model = grown();
  const page = seen(liveFrame(model, 80, 24, MIDNIGHT + 7190)).join("\n");
  assert.ok(page.includes("▸ ━"), "the active thread is marked by a sign");
  assert.ok(/exhale {2,}/.test(page), "the phase is a word");
});

test("whatever is told and however large the screen is, the frame fits and nothing throws", () => {
  const sample = fc.tuple(
    fc.constantFrom("e1", "e2", "e3", "e9"),
    fc.double({ min: MIDNIGHT, max: MIDNIGHT + 90000, noNaN: true }),
    fc.double(),
  );
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 25 }),
      fc.array(sample, { maxLength: 60 }),
      fc.option(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))),
      fc.integer({ min: 0, max: 260 }),
      fc.integer({ min: 0, max: 90 }),
      (events, samples, mood, columns, rows) => {
        const model = new LiveModel(IDENTITY, ENGLISH);
        for (const event of events) model.hear(event);
        for (const [name, at, millivolts] of samples) model.sample(name, at, millivolts);
        if (mood) model.feel(...mood);
        const lines = seen(liveFrame(model, columns, rows, model.now));
        assert.ok(lines.length <= rows);
        for (const line of lines) {
          assert.ok(cells(line) <= columns, `${cells(line)} cells in ${columns} columns: ${line}`);
          assert.ok(!/\p{Cc}/u.test(line), "no control character reaches the terminal");
        }
      },
    ),
    { numRuns: 150 },
  );
});

test("a frame is pure: drawn twice, it is the same", () => {
  const model = grown();
  assert.deepEqual(liveFrame(model, 80, 24, MIDNIGHT + 7190), liveFrame(model, 80, 24, MIDNIGHT + 7190));
});

test("beside UTC stands what a clock on the wall says, where it says another and the time is real", () => {
  const titleOf = (identity: Partial<WatchedNode>) => {
    const model = new LiveModel({ ...IDENTITY, quality: "ntp", speed: 1, ...identity }, ENGLISH);
    model.sample("e1", Date.parse("2026-07-01T22:30:00Z") / 1000, 1);
    return liveFrame(model, 120, 24, model.now)[0]!
      .map(({ text }) => text)
      .join("");
  };
  assert.match(titleOf({ zone: "Europe/Stockholm" }), /2026-07-01 22:30:00 UTC · 00:30 CEST/);
  assert.match(titleOf({}), /22:30:00 UTC$/);
  assert.match(titleOf({ zone: "Europe/Stockholm", quality: "simulated" }), /22:30:00 UTC$/);
});
