import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Glyph, GlyphName } from "../../src/domain/glyph.js";
import type { Spike } from "../../src/domain/spike.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { complexity, lz76 } from "../../src/sensing/statistics/complexity.js";
import { liveliest } from "../../src/sensing/statistics/liveliest.js";
import { SpikeTrain } from "../../src/sensing/statistics/spike-train.js";
import { statistics } from "../../src/sensing/statistics/statistics.js";

const HOUR = 3600;

function spikeAt(peak: number, amplitude = 0.02, electrode = "e1"): Spike {
  const polarity = amplitude < 0 ? -1 : 1;
  return {
    electrode,
    onset: peak - 20,
    peak,
    end: peak + 40,
    amplitude,
    polarity,
    z: 9,
    match: 0.9,
    decided: peak + 60,
  };
}

function glyph(name: GlyphName, start: number, end: number): Glyph {
  return { electrode: "e1", name, start, end, spikes: 0, amplitude: 0, decided: end };
}

/** A train of spikes in time that is listened to from 0 to `end` but for these glyphs. */
function train(peaks: readonly number[], end: number, glyphs: readonly Glyph[] = []): SpikeTrain {
  const made = new SpikeTrain("e1");
  const named = [...glyphs].sort((a, b) => a.start - b.start);
  let at = 0;
  for (const one of named) {
    if (one.start > at) made.addGlyph(glyph("silence", at, one.start));
    made.addGlyph(one);
    at = one.end;
  }
  if (end > at) made.addGlyph(glyph("silence", at, end));
  for (const peak of peaks) made.addSpike(spikeAt(peak));
  return made;
}

function near(actual: number, expected: number, within = 1e-9): void {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);
}

test("gaps, planned rests and settling are not listened to, and rates know it", () => {
  const peaks = [3 * HOUR, 4 * HOUR, 9 * HOUR];
  const deaf = [glyph("settling", 0, 2 * HOUR), glyph("gap", 5 * HOUR, 6 * HOUR), glyph("unheard", 6 * HOUR, 8 * HOUR)];
  const found = statistics([train(peaks, 10 * HOUR, deaf)]);
  assert.equal(found.listened, 5 * HOUR);
  assert.equal(found.rate, 3 / 5);
  // From 4 h to 9 h nobody listened for three of the five hours.
  assert.deepEqual(
    [found.interval.p25, found.interval.p50, found.interval.mean],
    [1.25, 1.5, 1.5].map((h) => h * HOUR),
  );
  assert.deepEqual(found.glyphs.gap, { count: 1, time: HOUR });
  assert.deepEqual(found.glyphs.settling, { count: 1, time: 2 * HOUR });
});

test("in short inhales spikes are missed that rose over a rest, and those that were found stand for them", () => {
  // A spike every ten minutes, of which the rise takes from 20 to 80 s; of each eight minutes two are heard.
  const random = new SeededRandom(7);
  const days = 60;
  const heard = new SpikeTrain("e1");
  for (let at = 0; at < days * 24 * HOUR; at += 480) {
    heard.addGlyph(glyph("silence", at, at + 120));
    heard.addGlyph(glyph("unheard", at + 120, at + 480));
  }
  for (let peak = 600; peak < days * 24 * HOUR; peak += 1200 * random.next()) {
    const onset = peak - 20 - 60 * random.next();
    const begin = peak - (peak % 480);
    // It is told once a little of its fall was heard.
    if (onset >= begin && peak + 0.2 * (peak - onset) < begin + 120) heard.addSpike({ ...spikeAt(peak), onset });
  }
  const { rate, rateUnbiased } = statistics([heard]);
  assert.ok(rate < 0.6 * 6, `${rate} of 6 an hour`);
  near(rateUnbiased, 6, 0.3);
});

test("one that hardly any inhale has room for does not count for hundreds, and without a rest each counts for one", () => {
  const heard = new SpikeTrain("e1");
  for (let at = 0; at < 4800; at += 480) {
    heard.addGlyph(glyph("silence", at, at + 120));
    heard.addGlyph(glyph("unheard", at + 120, at + 480));
  }
  heard.addSpike({ ...spikeAt(119.9), onset: 0 });
  heard.addSpike({ ...spikeAt(610), onset: 470 });
  assert.equal(heard.standsFor, 12);
  assert.equal(train([HOUR, 2 * HOUR], 3 * HOUR).standsFor, 2);
  assert.equal(new SpikeTrain("e1").standsFor, 0);
});

test("what no glyph has named yet is listened to once the electrode has settled, and not before", () => {
  const settled = new SpikeTrain("e1");
  settled.addGlyph(glyph("settling", 0, HOUR));
  settled.measuredUntil(6 * HOUR);
  assert.equal(settled.listened, 5 * HOUR);
  assert.equal(statistics([settled]).rate, 0, "a quiet electrode has a rate, and it is zero");

  const unsettled = new SpikeTrain("e1");
  unsettled.measuredUntil(6 * HOUR);
  assert.equal(unsettled.listened, 0);

  const interrupted = new SpikeTrain("e1");
  interrupted.addGlyph(glyph("settling", 0, HOUR));
  interrupted.addGlyph(glyph("gap", HOUR, 2 * HOUR));
  interrupted.measuredUntil(6 * HOUR);
  assert.equal(interrupted.listened, 0, "a gap does not end the settling");
});

test("amplitudes are in microvolts without their sign, and the share of upward spikes is kept beside them", () => {
  const made = new SpikeTrain("e1");
  for (const [i, mv] of [0.01, -0.02, 0.03, -0.04, 0.05].entries()) made.addSpike(spikeAt(1000 * (i + 1), mv));
  const { amplitude, positive, duration } = statistics([made]);
  near(amplitude.p50, 30);
  near(amplitude.mean, 30);
  near(amplitude.p5, 12);
  near(amplitude.p95, 48);
  assert.equal(positive, 3 / 5);
  assert.equal(duration.p50, 60);
});

test("spikes closer than θ make a word, and θ is the electrode's own mean interval", () => {
  // Intervals 100 100 1000 100 1000: their mean is 460.
  const { words } = statistics([train([1000, 1100, 1200, 2200, 2300, 3300], 4000)]);
  assert.deepEqual(
    [...words.a.lengths],
    [
      [1, 1],
      [2, 1],
      [3, 1],
    ],
  );
  assert.equal(words.a.count, 3);
  assert.equal(words.a.meanLength, 2);
  assert.equal(words.a.lexicon, 3);
  near(words.a.entropy, Math.log2(3));
  // 2 a is 920, still less than 1000: the same words.
  assert.deepEqual(words.twoA, words.a);
});

test("2 a joins what a leaves apart", () => {
  // Intervals 100 150 350: a is 200.
  const { words } = statistics([train([1000, 1100, 1250, 1600], 2000)]);
  assert.deepEqual(
    [...words.a.lengths],
    [
      [1, 1],
      [3, 1],
    ],
  );
  assert.deepEqual([...words.twoA.lengths], [[4, 1]]);
  assert.equal(words.twoA.entropy, 0);
});

test("a word does not reach over a stretch in which nobody knows what was said", () => {
  const peaks = [1000, 1100, 5200, 5300, 9000];
  const deaf = [glyph("gap", 1150, 5150)];
  const { words } = statistics([train(peaks, 9500, deaf)]);
  assert.deepEqual(
    [...words.a.lengths],
    [
      [1, 1],
      [2, 2],
    ],
  );
});

test("short planned rests do not cut words", () => {
  const rests = [1150, 2150, 3150].map((start) => glyph("unheard", start, start + 100));
  const spoken = statistics([train([1000, 1100, 1300, 3000, 3100, 3300], 4000, rests)]).words.a;
  assert.deepEqual([...spoken.lengths], [[3, 2]]);
});

test("several electrodes together: words and intervals never go from one to another", () => {
  const one = train([1000, 1100, 1200], 2000);
  const other = train([1050, 1150, 1250], 2000);
  const together = statistics([one, other]);
  assert.equal(together.spikes, 6);
  assert.equal(together.listened, 4000);
  assert.equal(together.interval.p50, 100);
  assert.equal(together.words.twoA.count, 2);
});

test("nothing heard is nothing known, and nothing thrown", () => {
  for (const trains of [[], [new SpikeTrain("e1")], [train([500], 1000)]]) {
    const found = statistics(trains);
    assert.ok(Number.isNaN(found.interval.mean));
    assert.equal(found.complexity, undefined);
    assert.equal(found.words.a.entropy, 0);
  }
});

test("LZ76 of the examples of Kaspar and Schuster", () => {
  const phrases = (text: string) => lz76(Uint8Array.from(text, Number));
  assert.equal(phrases("0001101001000101"), 6); // 0·001·10·100·1000·101
  assert.equal(phrases("0000000000"), 2);
  assert.equal(phrases("0101010101"), 3);
  assert.equal(phrases("0"), 1);
  assert.equal(phrases(""), 0);
});

test("the phrases of any string are those of the definition, looked up word by word", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 1), { maxLength: 120 }), (bits) => {
      assert.equal(lz76(Uint8Array.from(bits)), byDefinition(bits.join("")));
    }),
    { numRuns: 400 },
  );
});

function byDefinition(text: string): number {
  let phrases = 0;
  for (let start = 0; start < text.length; phrases++) {
    let end = start + 1;
    while (end <= text.length && text.slice(0, end - 1).includes(text.slice(start, end))) end++;
    start = end;
  }
  return phrases;
}

test("chance has complexity 1, rhythm and clusters have less, whatever the density", () => {
  const random = new SeededRandom(7);
  for (const density of [0.05, 0.1, 0.4]) {
    const bits = Uint8Array.from({ length: 3000 }, () => (random.next() < density ? 1 : 0));
    near(complexity(bits)?.normalised ?? Number.NaN, 1, 0.05);
  }
  const regular = Uint8Array.from({ length: 3000 }, (_, i) => (i % 10 === 0 ? 1 : 0));
  assert.ok((complexity(regular)?.normalised ?? 1) < 0.1);
  const clustered = Uint8Array.from({ length: 3000 }, (_, i) => (i % 500 < 50 && random.next() < 0.5 ? 1 : 0));
  assert.ok((complexity(clustered)?.normalised ?? 1) < 0.8);
});

test("a train that keeps time like a clock is less complex than one that does not", () => {
  const random = new SeededRandom(3);
  const clock = Array.from({ length: 300 }, (_, i) => 1000 + 1000 * i);
  const chance = Array.from({ length: 300 }, () => 1000 + 300_000 * random.next()).sort((a, b) => a - b);
  const [ordered, free] = [clock, chance].map(
    (peaks) => statistics([train(peaks, 302_000)]).complexity?.normalised ?? 0,
  );
  assert.ok(Number(ordered) < 0.3, `${ordered}`);
  near(Number(free), 1, 0.12);
});

test("whatever is heard, every figure is a number or knows that it is none", () => {
  const time = fc.double({ min: 0, max: 1e7, noNaN: true });
  const glyphs = fc
    .uniqueArray(time, { maxLength: 12 })
    .map((times) => times.sort((a, b) => a - b))
    .chain((times) =>
      fc
        .array(fc.constantFrom<GlyphName>("gap", "unheard", "settling", "silence", "spike"), {
          minLength: 12,
          maxLength: 12,
        })
        .map((names) => times.slice(1).map((end, i) => glyph(names[i]!, times[i]!, end))),
    );
  fc.assert(
    fc.property(fc.array(time, { maxLength: 40 }), glyphs, (peaks, named) => {
      const made = new SpikeTrain("e1");
      for (const one of named) made.addGlyph(one);
      for (const peak of peaks.sort((a, b) => a - b)) made.addSpike(spikeAt(peak));
      const { listened, words, rate, interval } = statistics([made]);
      assert.ok(listened >= -1e-6 && Number.isFinite(listened));
      for (const { lengths, count } of [words.a, words.twoA]) {
        const spikes = [...lengths].reduce((sum, [length, times]) => sum + length * times, 0);
        assert.equal(spikes, peaks.length, "every spike is in one word");
        assert.ok(count <= peaks.length);
      }
      assert.ok(words.twoA.count <= words.a.count, "a longer θ never makes more words");
      if (peaks.length > 1) assert.ok(interval.p25 >= -1e-6 && interval.p25 <= interval.p95);
      if (listened > 0) assert.ok(rate >= 0);
    }),
  );
});

test("the liveliest stretch has spikes of many electrodes rather than many of one", () => {
  const one = [100, 200, 300, 400].map((peak) => spikeAt(peak, 0.02, "e1"));
  const many = ["e1", "e2", "e3", "e4"].map((electrode, i) => spikeAt(50_000 + 100 * i, 0.02, electrode));
  const begin = liveliest([...one, ...many], 1000, 0, 100_000);
  assert.ok(begin < 49_980 && begin > 49_900, `${begin}`);
  assert.equal(liveliest([], 1000, 5, 100), 5);
  assert.equal(liveliest([spikeAt(95)], 1000, 0, 100), 0, "a recording that is too short is shown from its beginning");
});
