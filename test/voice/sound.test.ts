import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readWavHead } from "../../devices/recording/wav/head.js";
import type { GlyphName } from "../../src/domain/glyph.js";
import { noteOf } from "../../src/voice/score/note-maker.js";
import { type PlayedNote, played } from "../../src/voice/score/played.js";
import { breathSamples } from "../../src/voice/sound/breath-samples.js";
import { gainsOf } from "../../src/voice/sound/level.js";
import { CEILING, Limiter } from "../../src/voice/sound/limiter.js";
import { integrated, Weighted } from "../../src/voice/sound/loudness.js";
import { RATE } from "../../src/voice/sound/performance.js";
import { render } from "../../src/voice/sound/render.js";
import { wavHead } from "../../src/voice/sound/wav.js";
import { aSpike, mapping, pentatonic } from "./a-moment.js";

function aNote(onset: number, glyph: GlyphName = "spike", seat = 0, z = 15): PlayedNote {
  const start = Math.floor(onset / 480) * 480;
  const breath = { cycle: start / 480 + 1, start, hold: start + 120, exhale: start + 180, pause: start + 360 };
  const one = { at: onset, caught: "onset", breath, glyph, next: "train", seat, bend: 0.5 } as const;
  const spike = aSpike(onset, { peak: onset + 20, end: onset + 100, z });
  return played(noteOf({ ...one, spike }, mapping(), pentatonic), { from: 0, speed: 60 }, mapping());
}

async function heard(notes: readonly PlayedNote[], seconds: number) {
  const bytes: Uint8Array[] = [];
  const rendered = await render(
    notes,
    Math.round(seconds * RATE),
    { electrodes: 4, mapping: mapping() },
    async (piece) => {
      bytes.push(piece.slice());
    },
  );
  const whole = Buffer.concat(bytes);
  const frame = (i: number, side: 0 | 1) => whole.readInt16LE(4 * i + 2 * side);
  return { ...rendered, whole, frame };
}

const SOME = [aNote(490), aNote(500, "train", 1, 40), aNote(970, "burst", 2), aNote(1930, "drift", 3, 8)];

test("a sound is as long as it should be, at −20 LUFS and under −1 dBFS, and the same every time", async () => {
  const one = await heard(SOME, 40);
  assert.equal(one.whole.length, 4 * 40 * RATE);
  assert.ok(Math.abs(one.loudness + 20) < 1, `${one.loudness} LUFS`);
  assert.ok(one.peak < -1, `${one.peak} dBFS`);
  assert.deepEqual((await heard(SOME, 40)).whole, one.whole);
});

test("a note begins where it should within 20 ms, on its electrode's side; before it, in the pause and after it there is silence", async () => {
  const { frame } = await heard([aNote(1450, "spike", 3)], 40);
  const begin = (1450 / 60) * RATE;
  const first = Array.from({ length: 40 * RATE }, (_, i) => i).find((i) => frame(i, 0) !== 0 || frame(i, 1) !== 0)!;
  assert.ok(first >= begin - 0.02 * RATE && first < begin + 0.02 * RATE, `${(first - begin) / RATE} s`);
  const loud = Array.from({ length: RATE / 2 }, (_, i) => Math.round(begin) + i);
  const energy = (side: 0 | 1) => loud.reduce((sum, i) => sum + frame(i, side) ** 2, 0);
  assert.ok(energy(1) > 2 * energy(0));
  // Its breath began at 1440 s, and rests from 1800 s on.
  for (let i = 30 * RATE; i < 40 * RATE; i += 7) assert.equal(frame(i, 0), 0);
});

test("tones that are played as they come sound as a recording of them would", async () => {
  const notes = [aNote(0), aNote(30, "train", 1, 40)];
  const { frame } = await heard(notes, 6);
  const sides = breathSamples(notes, { electrodes: 4, mapping: mapping() });
  assert.equal(sides[0].length, 6 * RATE);
  for (let i = 0; i < 6 * RATE; i += 11)
    for (const side of [0, 1] as const) assert.ok(Math.abs(sides[side][i]! * 32_767 - frame(i, side)) <= 1, `${i}`);
});

test("of no tones there are no samples, and of a breath that never ends two minutes", () => {
  const instrument = { electrodes: 4, mapping: mapping() };
  assert.equal(breathSamples([], instrument)[0].length, 0);
  assert.equal(breathSamples([{ ...aNote(10), pause: 1e9 }], instrument)[0].length, 120 * RATE);
});

test("of nothing there is silence, of no loudness", async () => {
  const { whole, loudness } = await heard([], 2);
  assert.ok(whole.every((byte) => byte === 0));
  assert.equal(loudness, Number.NEGATIVE_INFINITY);
});

test("what would begin after the end is not played", async () => {
  assert.equal((await heard([aNote(1930)], 10)).loudness, Number.NEGATIVE_INFINITY);
});

test("BS.1770: a full sine of 997 Hz on one side has −3.01 LUFS", () => {
  const weighted = new Weighted(48_000);
  const pieces = Array.from({ length: 40 }, (_, piece) => {
    const samples = Float32Array.from({ length: 4800 }, (_, i) =>
      Math.sin((2 * Math.PI * 997 * (piece * 4800 + i)) / 48_000),
    );
    return weighted.energy(samples, 0, 4800) / 4800;
  });
  assert.ok(Math.abs(integrated(pieces.slice(4)) + 3.01) < 0.05, `${integrated(pieces.slice(4))}`);
});

test("soft nights are lifted to loud ones, and most of the difference goes", () => {
  const night = (power: number) => Array.from({ length: 20 }, () => power);
  const powers = [1e-4, 1e-6, 0];
  const gains = gainsOf(powers.map(night));
  const after = powers.slice(0, 2).map((power, i) => integrated(night(power * gains[i]! ** 2)));
  assert.ok(
    Math.abs(after[0]! - after[1]!) < 6.1 && after.every((loudness) => Math.abs(loudness + 20) < 4),
    String(after),
  );
  assert.ok(gains.every(Number.isFinite));
});

test("whatever comes, the limiter lets nothing over its ceiling, and leaves what is soft as it is", () => {
  const blocks = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(blocks, (sizes) => {
      const limiter = new Limiter(16);
      for (const size of [...sizes, 0]) {
        const [left, right] = [
          Float32Array.from({ length: 16 }, (_, i) => (i % 2 ? size : -size)),
          new Float32Array(16).fill(size / 2),
        ];
        limiter.process(left, right);
        for (const value of [...left, ...right]) assert.ok(Math.abs(value) <= CEILING + 1e-6);
      }
    }),
  );
  const limiter = new Limiter(4);
  const soft = Float32Array.of(0.1, -0.2, 0.3, 0.1);
  limiter.process(soft.slice(), soft.slice());
  const [left, right] = [new Float32Array(4), new Float32Array(4)];
  limiter.process(left, right);
  assert.deepEqual(left, soft);
});

test("a WAV says what it is before its samples", () => {
  const info = { title: "night, spoken", comment: "Schizophyllum commune; ö", software: "andas" };
  const head = wavHead(100, RATE, info);
  const found = readWavHead(head);
  assert.deepEqual(found, { channels: 2, rate: RATE, bits: 16, floats: false, begin: head.length, length: 400 });
  const text = Buffer.from(head).toString("utf8");
  for (const [id, said] of [
    ["INAM", info.title],
    ["ICMT", info.comment],
    ["ISFT", "andas"],
  ])
    assert.match(text, new RegExp(`${id}....${said}\0`, "s"));
  assert.equal(Buffer.from(head).readUInt32LE(4), head.length - 8 + 400);
});
