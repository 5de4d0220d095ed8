import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { ElectrodeSense } from "../../src/sensing/electrode-sense.js";
import { addSpike, chance, ELECTRODE, field, hear, listening, noise } from "./signals.js";

test("twelve spikes of 20 s to 4 min among a step, a glitch, a gap, handling and a dead converter are found, and nothing else", () => {
  const { spikes } = hear(field(3));
  const missed = Array.from({ length: 12 }, (_, k) => {
    const rise = 20 * 1.25 ** k;
    return { peak: 1500 + 1600 * k + rise, rise, polarity: k % 3 === 0 ? -1 : 1 };
  }).filter(
    (s) => !spikes.some((f) => Math.abs(f.peak - s.peak) < Math.max(20, s.rise / 2) && f.polarity === s.polarity),
  );
  assert.ok(missed.length <= 1, `missed ${JSON.stringify(missed)}`);
  assert.ok(spikes.length <= 13, `${spikes.length} spikes`);
});

test("a spike says where it began, how high it stood and when it was known", () => {
  const x = noise(9000, 5);
  addSpike(x, 6000, 90, 160, -0.06);
  const { spikes, percepts } = hear(x);
  assert.equal(spikes.length, 1);
  const [spike] = spikes;
  assert.ok(spike !== undefined);
  assert.ok(Math.abs(spike.onset - 6000) < 20, `onset ${spike.onset}`);
  assert.ok(Math.abs(spike.peak - 6090) < 15, `peak ${spike.peak}`);
  assert.ok(Math.abs(spike.amplitude + 0.06) < 0.012, `amplitude ${spike.amplitude}`);
  assert.equal(spike.polarity, -1);
  assert.ok(spike.decided > spike.peak && spike.decided < spike.peak + 300, `decided ${spike.decided}`);
  assert.ok(spike.z > 6 && spike.match > 0.8 && spike.match <= 1);
  assert.ok(percepts.some((p) => p.type === "spike" && p.at === spike.decided));
});

test("six hours of noise alone say next to nothing", () => {
  const spikes = [11, 12, 13, 14].flatMap((seed) => hear(noise(21600, seed)).spikes);
  assert.ok(spikes.length <= 4, `${spikes.length} spikes in a day`);
});

test("on any part of a recording the spikes are those that the whole gives with what was decided by then", () => {
  const x = field(4);
  const all = hear(x).spikes;
  assert.ok(all.length > 8);
  for (const end of [900, 3333, 7560, 9115, 12345, 18000]) {
    assert.deepEqual(
      hear(x, 0, end).spikes,
      all.filter((spike) => spike.decided < end),
      `up to ${end}`,
    );
  }
});

test("a sense that is saved and taken up again at any sample says the same as one that never stopped", () => {
  const x = field(6);
  const whole = hear(x);
  for (const cut of [3, 100, 4305, 7570, 9120, 12300, 16000]) {
    const before = hear(x, 0, cut);
    const saved = JSON.parse(JSON.stringify(before.sense.save()));
    const after = listening();
    assert.equal(after.sense.restore(saved), true);
    hear(x, cut, x.length, after);
    assert.deepEqual([...before.spikes, ...after.spikes], whole.spikes, `spikes, cut at ${cut}`);
    assert.deepEqual([...before.glyphs, ...after.glyphs], whole.glyphs, `glyphs, cut at ${cut}`);
    assert.deepEqual([...before.percepts, ...after.percepts], whole.percepts, `percepts, cut at ${cut}`);
  }
});

test("a state of another version is refused", () => {
  assert.equal(
    new ElectrodeSense(ELECTRODE, { spike() {}, glyph() {}, percept() {} }).restore({ flags: "AAAA" }),
    false,
  );
});

test("glyphs leave no hole and never overlap, whatever was taken out", () => {
  const { glyphs } = hear(field(7));
  assert.ok(glyphs.length > 10);
  for (const [i, glyph] of glyphs.entries()) {
    assert.ok(glyph.end > glyph.start);
    assert.ok(glyph.decided >= glyph.end);
    if (i > 0) assert.equal(glyph.start, glyphs[i - 1]?.end);
  }
  for (const name of ["settling", "artefact", "gap", "spike"])
    assert.ok(
      glyphs.some((g) => g.name === name),
      name,
    );
});

test("a planned rest is unheard, and the detector goes on without settling again", () => {
  const x = noise(30000, 9);
  addSpike(x, 15000, 60, 100, 0.05);
  const heard = listening();
  for (let i = 0; i < x.length; i++) {
    if (i === 8000) heard.sense.rest();
    if (i < 8000 || i >= 14000) heard.sense.pushValue(i, x[i]!);
  }
  const unheard = heard.glyphs.filter((glyph) => glyph.name === "unheard");
  assert.equal(unheard.length, 1);
  assert.ok(Math.abs((unheard[0]?.start ?? 0) - 8000) < 3 && Math.abs((unheard[0]?.end ?? 0) - 14000) < 3);
  assert.equal(heard.glyphs.filter((glyph) => glyph.name === "settling").length, 1);
  assert.ok(heard.spikes.some((spike) => Math.abs(spike.peak - 15060) < 15));
});

test("the same spike is found at 0.2 Hz, at 50 Hz and at uneven times", () => {
  const random = chance(21);
  for (const times of [(i: number) => i * 5, (i: number) => i / 50, (i: number) => i + 0.6 * random()]) {
    const x = noise(12000, 22);
    addSpike(x, 10000, 120, 220, 0.08);
    const { spikes, sense } = listening();
    for (let i = 0, at = 0; at < 11990; i++) {
      at = times(i);
      sense.pushValue(at, x[Math.min(x.length - 1, Math.round(at))]!);
    }
    assert.ok(
      spikes.some((s) => Math.abs(s.peak - 10120) < 60 && s.polarity === 1),
      `${JSON.stringify(spikes)}`,
    );
  }
});

test("a channel that stands still, or says nothing, is told as trouble once", () => {
  const troubles = (x: Float64Array) =>
    hear(x)
      .percepts.filter(({ tags }) => tags.includes("trouble"))
      .map(({ type }) => type);
  const still = noise(5000, 31);
  still.fill(still[3000]!, 3000, 3600);
  assert.deepEqual(troubles(still), ["flat"]);
  assert.deepEqual(troubles(new Float64Array(500).fill(Number.NaN)), ["no-signal"]);
});

/** Signals that no fungus makes. */
const nasty = fc.oneof(
  fc.double({ noNaN: false, noDefaultInfinity: false }).map((mv) => (_: number) => mv),
  fc.integer({ min: 1, max: 500 }).map((half) => (i: number) => (Math.floor(i / half) % 2 === 0 ? 2500 : -2500)),
  fc.integer({ min: 0, max: 400 }).map((at) => (i: number) => (i < at ? 0 : 3000) + ((i * 7919) % 13) / 1000),
  fc
    .array(fc.double({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 30 })
    .map((a) => (i: number) => a[i % a.length]!),
  fc.constant((i: number) => (i % 2 === 0 ? Number.NaN : 1)),
  fc.constant((i: number) => 1e-300 * i),
);
const clocks = fc.oneof(
  fc.constant((i: number) => i),
  fc.constant((i: number) => i / 10000),
  fc.constant((_: number) => 7),
  fc.integer({ min: 1, max: 400 }).map((at) => (i: number) => (i < at ? i : i + 86400)),
  fc.integer({ min: 1, max: 400 }).map((at) => (i: number) => (i < at ? i : i - 86400)),
  fc
    .array(fc.double({ min: -1e5, max: 1e5, noNaN: false }), { minLength: 1, maxLength: 9 })
    .map((a) => (i: number) => i + a[i % a.length]!),
);

/** Bad signals that have a name: what they are fed with, and what must be told of them. */
interface Named {
  readonly trouble: string;
  readonly length: number;
  readonly signal: (i: number) => number;
  readonly clock: (i: number) => number;
}

const steady = (i: number) => i;
const quiet = (i: number) => ((i * 7919) % 13) / 1000;
const named: fc.Arbitrary<Named> = fc.oneof(
  fc
    .double({ min: -1e300, max: 1e300, noNaN: true })
    .map((mv) => ({ trouble: "flat", length: 200, signal: () => mv, clock: steady })),
  fc
    .constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
    .map((mv) => ({ trouble: "no-signal", length: 100, signal: () => mv, clock: steady })),
  fc.record({ half: fc.integer({ min: 1, max: 60 }), rail: fc.double({ min: 5, max: 1e6, noNaN: true }) }).map(
    ({ half, rail }): Named => ({
      trouble: "saturation",
      length: 300,
      signal: (i) => (Math.floor(i / half) % 2 === 0 ? rail : -rail),
      clock: steady,
    }),
  ),
  fc.integer({ min: 60, max: 250 }).map(
    (at): Named => ({
      trouble: "handling",
      length: at + 50,
      signal: (i) => (i < at ? 0 : 3000) + quiet(i),
      clock: steady,
    }),
  ),
  fc.record({ at: fc.integer({ min: 1, max: 180 }), by: fc.double({ min: -1e7, max: 1e7, noNaN: true }) }).map(
    ({ at, by }): Named => ({
      trouble: "clock",
      length: 200,
      signal: quiet,
      clock: (i) => (i < at ? i : i + (by > 0 ? by + 86_400 : by - 2)),
    }),
  ),
  fc
    .integer({ min: 1, max: 190 })
    .map((at): Named => ({ trouble: "clock", length: 200, signal: quiet, clock: (i) => Math.min(i, at) })),
);

test("each bad signal that has a name is called by it, and by none that would mislead", () => {
  const misleading: Record<string, readonly string[]> = {
    flat: ["saturation", "handling", "lead-off", "hum", "clock", "no-signal"],
    "no-signal": ["flat", "saturation", "handling", "lead-off", "hum", "clock"],
    saturation: ["no-signal", "lead-off", "clock"],
    handling: ["flat", "saturation", "lead-off", "hum", "clock", "no-signal"],
    clock: ["flat", "saturation", "lead-off", "hum", "handling"],
  };
  fc.assert(
    fc.property(named, ({ trouble, length, signal, clock }) => {
      const { sense, spikes, percepts } = listening();
      for (let i = 0; i < length; i++) sense.pushValue(clock(i), signal(i));
      const told = percepts.filter(({ tags }) => tags.includes("trouble"));
      const types = told.map(({ type }) => type);
      assert.ok(types.includes(trouble), `${types.join(", ")} instead of ${trouble}`);
      assert.deepEqual(
        types.filter((type) => misleading[trouble]?.includes(type)),
        [],
        `beside ${trouble}`,
      );
      assert.ok(types.length <= 6, `told ${types.length} times`);
      for (const { data } of told) assert.ok(Number(data.duration_s) >= 0 && Number.isFinite(data.z));
      assert.equal(spikes.length, 0);
    }),
    { numRuns: 300, seed: 1, endOnFailure: true },
  );
});

test("ten thousand signals that no fungus makes, one after another, make it neither throw, nor say NaN, nor storm", () => {
  const { sense, spikes, glyphs, percepts } = listening();
  let told = 0;
  let begin = 0;
  fc.assert(
    fc.property(nasty, clocks, fc.integer({ min: 20, max: 200 }), (signal, clock, length) => {
      begin += 1000;
      for (let i = 0; i < length; i++) sense.pushValue(begin + clock(i), signal(i));
      assert.ok(spikes.length <= 3, `${spikes.length} spikes in ${length} samples`);
      for (const s of spikes) assert.ok(Object.values(s).every((v) => typeof v !== "number" || Number.isFinite(v)));
      for (const p of percepts) assert.ok(Number.isFinite(p.intensity) && !JSON.stringify(p.data).includes("null"));
      for (const g of glyphs) assert.ok(Number.isFinite(g.start) && g.end > g.start);
      told += spikes.length;
      for (const said of [spikes, glyphs, percepts]) said.length = 0;
    }),
    { numRuns: 10000, seed: 1, endOnFailure: true },
  );
  assert.ok(told < 500, `${told} spikes in a million samples`);
});
