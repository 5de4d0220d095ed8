import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { WorkingGrid } from "../../src/sensing/conditioning/working-grid.js";
import { restoreState, saveState } from "../../src/sensing/stream/snapshot.js";
import { chance, sampleOf } from "./signals.js";

type Cell = readonly [at: number, mv: number];

function listening(rate = 1): { grid: WorkingGrid; cells: Cell[] } {
  const cells: Cell[] = [];
  return { grid: new WorkingGrid(rate, ({ at, mv }) => cells.push([at, mv])), cells };
}

/** What the grid, a cell a second, makes of so many seconds of a signal. */
function hear(rate: number, seconds: number, signal: (t: number) => number, from = 0): Cell[] {
  const { grid, cells } = listening();
  for (let i = 0; i < rate * seconds; i++) grid.push(sampleOf(from + i / rate, signal(i / rate)));
  return cells;
}

/** The largest value that is left of a sine of 1 mV, in dB, once it is known what is usual. */
function left(rate: number, frequency: number, from = 0): number {
  let most = 0;
  for (const [at, mv] of hear(rate, 90, (t) => Math.sin(2 * Math.PI * frequency * t + 0.3), from)) {
    if (at > from + 50) most = Math.max(most, Math.abs(mv));
  }
  return 20 * Math.log10(most);
}

/** White noise of six uniform numbers a value, σ 0.7. */
function noisy(seed: number): () => number {
  const random = chance(seed);
  for (let i = 0; i < 20; i++) random();
  return () => random() + random() + random() + random() + random() + random() - 3;
}

test("what would fold onto slow life is 60 dB down, at every rate", (t) => {
  for (const rate of [1.6, 2, 7, 7.3, 10, 100, 1000, 10_000]) {
    // Frequencies that fold between 0 and a quarter of the working rate, up to half the input's; those around the parts of a cell too.
    const all = [
      0.76, 0.9, 1.1, 1.25, 2.2, 2.9, 3.1, 4.8, 4.98, 11.76, 23.9, 48.2, 333.1, 487.8, 511.76, 512.2, 1536.2, 4711.2,
    ];
    const frequencies = all.filter((f) => f <= rate / 2 && (rate < 10_000 || f === 1.25 || f > 400));
    const worst = Math.max(...frequencies.map((f) => left(rate, f)));
    t.diagnostic(`${rate} Hz: ${(-worst).toFixed(1)} dB down at least`);
    assert.ok(worst < -60, `${rate} Hz: ${worst} dB`);
  }
});

test("mains hum that wanders around 50 Hz is gone, at times since 1970 too", () => {
  for (const f of [49.7, 49.98, 50, 50.13]) {
    assert.ok(left(1000, f) < -100, `${f}: ${left(1000, f)}`);
    assert.ok(left(1000, f, 1.76e9) < -100, `${f}: ${left(1000, f, 1.76e9)}`);
  }
});

test("a slow wave keeps its height and its time", () => {
  const wave = (t: number) => Math.sin((2 * Math.PI * t) / 20);
  for (const rate of [2, 7, 10, 1000]) {
    for (const [at, mv] of hear(rate, 200, wave).filter(([at]) => at > 100)) {
      assert.ok(Math.abs(mv - wave(at)) < 0.01, `${rate} Hz: ${mv} at ${at} s, where the wave was ${wave(at)}`);
    }
  }
});

test("a ramp is a ramp, however uneven its time stamps", () => {
  const off = (spacing: (random: () => number) => number) => {
    const { grid, cells } = listening();
    const random = chance(5);
    let at = 0;
    while (at < 1000) {
      grid.push(sampleOf(at, at));
      at += spacing(random);
    }
    const late = cells.filter(([at]) => at > 50);
    assert.ok(late.length > 940);
    return Math.sqrt(late.reduce((sum, [at, mv]) => sum + (mv - at) ** 2, 0) / late.length);
  };
  const jittered = off((random) => 0.1 * (0.5 + random()));
  assert.ok(jittered < 0.001, `${jittered} s`);
  const byChance = off((random) => -0.1 * Math.log(1 - random()));
  assert.ok(byChance < 0.05, `${byChance} s`);
});

test("a cell comes as soon as the last that its kernel needs is over, and no sooner", () => {
  const { grid, cells } = listening();
  for (let i = 0; i < 600; i++) {
    grid.push(sampleOf(i / 10, Math.sin(i)));
    const over = Math.floor(i / 10 + 0.5); // cells whose end has come
    assert.equal(cells.length, i < 5 ? 0 : Math.max(0, over - 4), `at ${i / 10} s`);
  }
  assert.deepEqual(
    cells.map(([at]) => at),
    Array.from({ length: 56 }, (_, i) => i),
  );
});

test("a step stays within a cell wherever it falls, and nothing rings", () => {
  for (const moment of [200.03, 200.2, 200.37, 200.5, 200.71, 200.96]) {
    const noise = noisy(3);
    const cells = hear(10, 400, (t) => 0.01 * noise() + (t >= moment ? 1 : 0));
    for (const [at, mv] of cells) {
      const level = at < Math.floor(moment + 0.5) ? 0 : 1;
      // The one cell with the step in it takes the level of its longer side.
      const near = at === Math.floor(moment + 0.5) ? Math.min(Math.abs(mv), Math.abs(mv - 1)) : Math.abs(mv - level);
      assert.ok(near < 0.02, `${moment}: ${mv} at ${at}`);
    }
  }
});

test("a small step does not ring either", () => {
  let over = 0;
  for (let phase = 0; phase < 10; phase++) {
    // A wobble that the filter takes out tells what is usual; the step is no jump beside it.
    const cells = hear(10, 200, (t) => Math.sin(2 * Math.PI * 1.37 * t) + (t >= 100 + phase / 10 ? 0.3 : 0));
    for (const [at, mv] of cells) if (at > 50) over = Math.max(over, mv - 0.3, -mv);
  }
  assert.ok(over < 0.08 * 0.3, `${over} over 0.3`);
});

test("a fast event, up in 2 s and down in 3 s, keeps its height as the plain mean would leave it", () => {
  const event = (t: number) => (t < 0 ? 0 : t < 2 ? 0.5 - 0.5 * Math.cos((Math.PI * t) / 2) : Math.exp((2 - t) / 3));
  // Hidden by noise, or standing out of it: both ways through the filter.
  for (const sigma of [0.3, 0.01]) {
    let height = 0;
    let plain = 0;
    for (let i = 0; i < 40; i++) {
      const noise = noisy(i + 1);
      const signal = (t: number) => event(t - 100 - i / 40);
      const cells = new Map(hear(10, 110, (t) => sigma * noise() + signal(t)));
      const quiet = noisy(i + 1);
      const bare = new Map(hear(10, 110, () => sigma * quiet()));
      const mean = (at: number) =>
        Array.from({ length: 10 }, (_, k) => signal(at - 0.5 + k / 10)).reduce((a, b) => a + b) / 10;
      const peak = [101, 102, 103, 104].reduce((best, at) => (mean(at) > mean(best) ? at : best));
      height += cells.get(peak)! - bare.get(peak)!;
      plain += mean(peak);
    }
    assert.ok(height > 0.96 * plain && height < 1.04 * plain, `σ ${sigma}: ${height} of ${plain}`);
  }
});

test("nothing from before a gap reaches over it", () => {
  for (const gap of [0.7, 1.3, 2, 3.4, 10, 600]) {
    const { grid, cells } = listening();
    const noise = noisy(9);
    for (let i = 0; i < 2000 + 10 * gap; i++) {
      const t = i / 10;
      if (t >= 100.2 && t < 100.2 + gap) grid.push(sampleOf(t, Number.NaN));
      else grid.push(sampleOf(t, (t < 100.2 ? 0 : 1) + 0.01 * noise()));
    }
    const between = cells.filter(([, mv]) => mv > 0.03 && mv < 0.97);
    assert.deepEqual(between, [], `a gap of ${gap} s`);
    if (gap > 2) assert.ok(cells.some(([at, mv]) => Number.isNaN(mv) && at > 100 && at < 101.2 + gap));
    for (const [at, mv] of cells) if (Number.isNaN(mv)) assert.ok(at > 99 && at < 101 + gap, `${at}`);
  }
});

test("a missing day is four empty cells, and the cells before it are not lost", () => {
  const { grid, cells } = listening();
  for (let i = 0; i < 305; i++) grid.push(sampleOf(i / 10, 1));
  for (let i = 0; i < 300; i++) grid.push(sampleOf(86_400 + i / 10, 1));
  const empty = cells.filter(([, mv]) => Number.isNaN(mv));
  assert.deepEqual(
    empty.map(([at]) => at),
    [31, 32, 33, 34],
  );
  assert.deepEqual(
    cells.slice(27, 31),
    [27, 28, 29, 30].map((at) => [at, 1]),
  );
  assert.equal(cells[35]?.[0], 86_400);
});

test("a clock that is set back begins again; a row out of order is dropped", () => {
  const back = listening();
  for (let i = 0; i < 300; i++) back.grid.push(sampleOf(1000 + i / 10, 1));
  for (let i = 0; i < 300; i++) back.grid.push(sampleOf(500 + i / 10, 1));
  assert.equal(back.cells.filter(([, mv]) => Number.isNaN(mv)).length, 4);
  assert.deepEqual(back.cells.at(-1), [525, 1]);
  const order = listening();
  for (let i = 0; i < 300; i++) {
    order.grid.push(sampleOf(i / 10, 1));
    if (i === 150) order.grid.push(sampleOf(i / 10 - 0.3, 99));
  }
  assert.ok(order.cells.every(([, mv]) => mv === 1));
});

test("a dead converter stands still to the bit", () => {
  const noise = noisy(2);
  const cells = hear(7.3, 400, (t) => (t < 200 ? noise() : 0.1234567));
  for (const [at, mv] of cells) if (at > 204) assert.equal(mv, 0.1234567);
});

test("when the rate rises, the filter begins; when it falls, each row is a cell again", () => {
  const { grid, cells } = listening();
  for (let at = 0; at < 100; at++) grid.push(sampleOf(at, 0));
  // Had each cell only its first sample, this would be a wave of five cells' length and full height.
  const fast = (t: number) => Math.sin(2 * Math.PI * 2.2 * t);
  for (let i = 0; i < 2000; i++) grid.push(sampleOf(100 + i / 10, fast(i / 10)));
  for (const [at, mv] of cells) if (at > 150 && at < 290) assert.ok(Math.abs(mv) < 0.001, `${mv} at ${at}`);
  for (let at = 301; at < 400; at += 2) grid.push(sampleOf(at, 1));
  const last = cells.filter(([at]) => at > 310);
  assert.ok(last.length > 80);
  for (const [at, mv] of last) assert.equal(Number.isNaN(mv) ? 0 : mv, at % 2);
});

interface Stretch {
  readonly rate: number;
  readonly jitter: number;
  /** Seconds from the end of the one before. */
  readonly skip: number;
  readonly level: number;
  /** Share of rows without a value. */
  readonly deaf: number;
  readonly length: number;
}

/** All that can be wrong: uneven times, holes, steps, a clock that is set back, changes of rate. */
const wild: fc.Arbitrary<Stretch[]> = fc.array(
  fc.record({
    rate: fc.constantFrom(0.4, 1, 2.3, 10, 100),
    jitter: fc.constantFrom(0, 0.4, 1),
    skip: fc.constantFrom(0, 0, 0, 0.6, 2.5, 500, -3, -100),
    level: fc.double({ min: -5, max: 5, noNaN: true }),
    deaf: fc.constantFrom(0, 0, 0.05, 1),
    length: fc.integer({ min: 1, max: 400 }),
  }),
  { minLength: 1, maxLength: 8 },
);

function play(stretches: readonly Stretch[], seed: number): Cell[] {
  const random = chance(seed + 1);
  const samples: Cell[] = [];
  let at = 1.76e9;
  for (const { rate, jitter, skip, level, deaf, length } of stretches) {
    at += skip;
    for (let i = 0; i < length; i++) {
      at += (1 + jitter * (random() - 0.5)) / rate;
      samples.push([at, random() < deaf ? Number.NaN : level + 0.1 * random()]);
    }
  }
  return samples;
}

test("whatever comes, a cell depends on nothing later, and a grid that was saved and restored goes on to the bit", () => {
  fc.assert(
    fc.property(wild, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (stretches, seed, where) => {
      const samples = play(stretches, seed);
      const cut = Math.floor(where * samples.length);
      const whole = listening();
      for (const [at, mv] of samples.slice(0, cut)) whole.grid.push(sampleOf(at, mv));
      const known = whole.cells.length;
      for (const [at, mv] of samples.slice(cut)) whole.grid.push(sampleOf(at, mv));
      const before = listening();
      for (const [at, mv] of samples.slice(0, cut)) before.grid.push(sampleOf(at, mv));
      assert.deepEqual(before.cells, whole.cells.slice(0, known));
      const after = listening();
      assert.ok(restoreState(after.grid, JSON.parse(JSON.stringify(saveState(before.grid)))));
      for (const [at, mv] of samples.slice(cut)) after.grid.push(sampleOf(at, mv));
      assert.deepEqual(after.cells, whole.cells.slice(known));
      for (const [at, mv] of whole.cells) assert.ok(Number.isFinite(at) && !(Math.abs(mv) > 6), `${mv} at ${at}`);
    }),
    { numRuns: 120 },
  );
});

test("times go on, a cell apart or with a hole told, however the samples come", () => {
  fc.assert(
    fc.property(wild, fc.nat(), (stretches, seed) => {
      const forward = stretches.map((stretch) => ({ ...stretch, skip: Math.max(0, stretch.skip) }));
      const { grid, cells } = listening();
      for (const [at, mv] of play(forward, seed)) grid.push(sampleOf(at, mv));
      for (let i = 1; i < cells.length; i++) {
        const [from, to] = [cells[i - 1]!, cells[i]!];
        const apart = (to[0] - from[0]) / grid.width;
        assert.ok(apart > 0.999 && (apart < 1.001 || Number.isNaN(from[1])), `${from} then ${to}`);
      }
    }),
    { numRuns: 100 },
  );
});
