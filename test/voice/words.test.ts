import assert from "node:assert/strict";
import { test } from "node:test";
import { isAndasError } from "../../src/domain/errors.js";
import type { NodeEvent } from "../../src/domain/event.js";
import { EVENTS } from "../../src/domain/reading.js";
import { Expander } from "../../src/voice/words/expand.js";
import { parseGrammar } from "../../src/voice/words/grammar.js";
import { clockTime, degrees, duration, electrodeName, height, number } from "../../src/voice/words/spelled-out.js";
import { anAnswer, aSpike, aStage, ELECTRODES, grammar, ownFile } from "./a-moment.js";

/** A month's worth: spikes of all sizes, each inhale heard. */
function manyLines(language: string, dated = false): string[] {
  const { said, play } = aStage({ language, dated });
  const events = EVENTS.filter((event) => event !== "quiet" && event !== "artefact");
  const count = 110;
  const spikes = Array.from({ length: count }, (_, i) => {
    const onset = 490 + 1440 * i;
    const [rise, fall] = [20 + ((i * 37) % 300), 60 + ((i * 91) % 900)];
    const times = { peak: onset + rise, end: onset + rise + fall, decided: onset + rise + fall + 10 };
    const up = i % 3 > 0;
    return aSpike(onset, {
      ...times,
      electrode: ELECTRODES[(i * 7) % 4]!,
      amplitude: (up ? 1 : -1) * (0.01 + 0.001 * i),
      polarity: up ? 1 : -1,
      z: 7 + (i % 30),
    });
  });
  const answers = spikes.map((_, i) => {
    const angle = i / 9;
    const embedding = Float32Array.from({ length: 16 }, (_, k) =>
      k === 0 ? Math.cos(angle) : k === 1 ? Math.sin(angle) : 0,
    );
    const next = (["silence", "train", "drift", "rest"] as const)[i % 4]!;
    return anAnswer(480 * Math.ceil((spikes[i]!.decided + 60) / 480) + 60, events[i % events.length]!, {
      embedding,
      next,
    });
  });
  play(spikes, answers);
  return said.flatMap(({ line }) => (line ? [`${line.inhaled} / ${line.exhaled}`] : []));
}

for (const language of ["en", "sv"]) {
  test(`of a hundred lines (${language}) none comes twice, none has a hole, the short half is the shorter one`, () => {
    const lines = manyLines(language);
    assert.ok(lines.length >= 100, `${lines.length} lines`);
    assert.equal(new Set(lines).size, lines.length);
    const halves = lines.map((line) => line.split(" / "));
    assert.equal(new Set(halves.map(([, out]) => out)).size, lines.length);
    for (const line of lines) assert.doesNotMatch(line, /[{}]|undefined|NaN/);
    const longer = halves.filter(([short, long]) => short!.length < long!.length);
    assert.equal(longer.length, halves.length);
  });
}

test("both languages have the same rules, and what an artist reads there is tried", () => {
  const [en, sv] = [grammar("en"), grammar("sv")];
  assert.deepEqual(Object.keys(sv.rules), Object.keys(en.rules));
  for (const [name, alternatives] of Object.entries(en.rules))
    assert.equal(sv.rules[name]?.length, alternatives.length, name);
});

test("an hour is said where the clock is known, with the part of the day", () => {
  const dated = manyLines("en", true).join("\n");
  assert.match(dated, /o'clock|past|to (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/);
  assert.doesNotMatch(dated, /In hour/);
  assert.match(manyLines("en").join("\n"), /In hour/);
});

test("weather that was told is spoken of for some hours", () => {
  const { said, play } = aStage({ dated: true });
  const rain = { source: "environment/air", type: "rain", intensity: 0.3, tags: [], id: "p-1", at: 100 } as const;
  const percept = { ...rain, data: { quantity: "temperature", value: 11.2, unit: "°C" } };
  const told: NodeEvent = { type: "percept", percept, at: 100, seq: 0 };
  const spikes = Array.from({ length: 14 }, (_, i) =>
    aSpike(490 + 1440 * i, { amplitude: 0.02 + 0.01 * i, electrode: ELECTRODES[i % 4]! }),
  );
  play(
    spikes,
    spikes.map((spike) => anAnswer(spike.onset + 510, "scatter")),
    [told],
  );
  const lines = said.map(({ line }) => `${line?.inhaled} ${line?.exhaled}`).join("\n");
  assert.match(lines, /Rain up here|While the rain|eleven degrees/);
});

test("what was counted on and did not come can be said", () => {
  const { said, play } = aStage();
  const spikes = Array.from({ length: 20 }, (_, i) => aSpike(490 + 960 * i, { amplitude: 0.02 + 0.01 * i }));
  // A few minutes before each spike the model is sure of silence.
  const foretold = spikes.map(({ onset }) =>
    anAnswer(onset - 100, "quiet", { phase: "pause", mode: "hold", woken: false }),
  );
  play(spikes, [...foretold, ...spikes.map(({ onset }) => anAnswer(onset + 510, "irregular"))]);
  assert.match(said.map(({ line }) => line?.exhaled).join("\n"), /Silence (was laid out|was what anyone)/);
});

test("a line answers an earlier one of a moment that was like it", () => {
  const { said, play } = aStage();
  const spikes = [0, 1, 2, 3].map((i) => aSpike(490 + 4800 * i, { amplitude: 0.02 + 0.01 * i }));
  const other = Float32Array.from({ length: 16 }, (_, i) => (i === 5 ? 1 : 0));
  play(
    spikes,
    spikes.map(({ onset }, i) => anAnswer(onset + 510, "rhythm", i === 1 ? { embedding: other } : {})),
  );
  assert.deepEqual(
    said.map(({ line }) => line?.answers),
    [undefined, undefined, "l-1", "l-1"],
  );
});

test("numbers are words, in each language's own way", () => {
  const [{ words: en }, { words: sv }] = [grammar("en"), grammar("sv")];
  assert.deepEqual(
    [0, 7, 20, 43, 99, 100].map((n) => number(n, en)),
    ["no", "seven", "twenty", "forty-three", "ninety-nine", "100"],
  );
  assert.equal(number(43, sv), "fyrtiotre");
  assert.deepEqual(
    [1, 43, 300, 5400, 9000, 40_000, 400_000].map((s) => duration(s, en)),
    [
      "a second",
      "forty-five seconds",
      "five minutes",
      "an hour and a half",
      "two and a half hours",
      "eleven hours",
      "five days",
    ],
  );
  assert.equal(duration(5400, sv), "en och en halv timme");
  assert.deepEqual(
    [0.0003, -0.012, 0.123, 2.2].map((mv) => height(mv, en)),
    ["one microvolt", "twelve microvolts", "125 microvolts", "two millivolts"],
  );
  assert.equal(degrees(11.3, sv), "elva grader");
  assert.equal(clockTime(4 * 3600 + 10 * 60, en), "ten past four");
  assert.equal(clockTime(23 * 3600 + 30 * 60, sv), "halv tolv");
  assert.equal(clockTime(0, en), "twelve o'clock");
});

test("an electrode with a name of its own goes by it, a code by its place", () => {
  const { words } = grammar("en");
  assert.equal(electrodeName("birch-root", 2, words), "birch root");
  assert.equal(electrodeName("differential-1-2-ave", 2, words), "the third");
  assert.equal(electrodeName("e17", 16, words), "number seventeen");
});

test("a language that lacks something says in one line what and where", () => {
  const own = ownFile("words/en.json");
  const broken: [string, RegExp][] = [
    ["{", /my\.json: is no JSON/],
    ["{}", /my\.json: language: /],
    [own.replace('"out": [', '"away": ['), /my\.json: rules: needs the rules "in" and "out"/],
    [
      own.replace("{restless}", "{resless}"),
      /my\.json: rules\.out\.1: \{resless\} is neither a rule of this file nor one of one, other/,
    ],
    [own.replace('"tens": ["twenty", ', '"tens": ['), /my\.json: words\.tens: /],
    [own.replace('"event": ["rhythm"]', '"event": ["rythm"]'), /my\.json: rules\.in/],
  ];
  for (const [text, message] of broken)
    assert.throws(
      () => parseGrammar(text, "my.json"),
      (error) => isAndasError(error, "config") && message.test(error.message) && !error.message.includes("\n"),
      String(message),
    );
});

test("a rule that leads to itself ends, and says nothing", () => {
  const rules = { loop: [{ say: "{loop}", when: {} }], end: [{ say: "x", when: { way: ["up" as const] } }] };
  const expander = new Expander({ rules });
  assert.equal(
    expander.expand("loop", {}, {}, () => 0),
    undefined,
  );
  assert.equal(
    expander.expand("end", {}, { way: "down" }, () => 0),
    undefined,
  );
  assert.equal(
    expander.expand("end", {}, { way: "up" }, () => 0.99),
    "x",
  );
});
