import assert from "node:assert/strict";
import { test } from "node:test";
import type { Profile } from "../../src/domain/electrode.js";
import { speedOf, USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import { TIME_SCALES } from "../../src/sensing/stream/time-scales.js";
import { addSpike, chance, ELECTRODE, type Heard, listening } from "./signals.js";

const PLANT = 40;

/** Three microvolts of noise at `rate` samples a second, on a level that wanders as slowly as it does on any electrode. */
function quiet(seconds: number, rate: number, seed: number): Float64Array {
  const random = chance(seed * 104_729 + 1);
  const normal = () => random() + random() + random() + random() + random() + random() - 3;
  let slope = 0;
  let level = 0;
  return Float64Array.from({ length: seconds * rate }, (_, i) => {
    if (i % rate === 0) slope = 0.999 * slope + 2e-7 * normal();
    level += slope / rate;
    return Math.round((level + 0.0042 * normal()) * 1000) / 1000;
  });
}

/** Times in seconds, height in millivolts. */
function plant(x: Float64Array, rate: number, onset: number, rise: number, tau: number, mv: number): number {
  addSpike(x, Math.round(onset * rate), rise * rate, tau * rate, mv);
  return onset + rise;
}

function hear(
  x: Float64Array,
  rate: number,
  profile: Profile,
  heard = listening({ ...ELECTRODE, profile }),
  from = 0,
): Heard {
  for (let i = from; i < x.length; i++) heard.sense.pushValue(i / rate, x[i]!);
  return heard;
}

test("a plant's electrode hears all that plants say, from a tenth of a second to minutes, each once", () => {
  const x = quiet(2400, PLANT, 3);
  const peaks = [
    plant(x, PLANT, 300, 0.1, 0.4, 0.06), // a flytrap
    plant(x, PLANT, 330, 0.8, 1.5, -0.06), // a mimosa
    plant(x, PLANT, 400, 4, 7, 0.06), // a pumpkin
    plant(x, PLANT, 500, 12, 30, 0.08), // a tomato
    plant(x, PLANT, 1000, 80, 180, 0.1), // the wave behind a wound
  ];
  const { spikes } = hear(x, PLANT, "plant");
  assert.equal(spikes.length, peaks.length, spikes.map(({ peak }) => peak.toFixed(1)).join(" "));
  for (const [i, { peak, polarity, decided, onset, end }] of spikes.entries()) {
    const rise = [0.1, 0.8, 4, 12, 80][i]!;
    assert.ok(Math.abs(peak - peaks[i]!) < 0.25 * rise + 0.12, `peak at ${peak}, not ${peaks[i]}`);
    assert.ok(onset < peak && peak < end && peak <= decided);
    assert.equal(polarity, i === 1 ? -1 : 1);
  }
  assert.ok((spikes[0]?.decided ?? 99) < peaks[0]! + 7, "a quick one is not kept waiting for the slow");
});

test("spikes as tall as plants make them, hundreds of times the noise, are found too", () => {
  const x = quiet(1500, PLANT, 4);
  const peaks = [0.3, 1, 3, 10, 25].map((rise, i) => plant(x, PLANT, 400 + 170 * i, rise, 2 * rise, 1.5));
  const { spikes } = hear(x, PLANT, "plant");
  for (const peak of peaks)
    assert.ok(
      spikes.some((spike) => Math.abs(spike.peak - peak) < 3),
      `none at ${peak} s`,
    );
  assert.ok(spikes.length <= peaks.length + 1, `${spikes.length} of ${peaks.length}`);
});

test("who listens forty times as often is not alarmed by noise forty times as often", () => {
  let alarms = 0;
  for (let seed = 11; seed < 15; seed++) alarms += hear(quiet(1800, PLANT, seed), PLANT, "plant").spikes.length;
  assert.ok(alarms <= 1, `${alarms} alarms in two hours`);
});

test("`fast` hears the same shapes ten times as fast", () => {
  const rate = TIME_SCALES.fast.workingRate;
  const x = quiet(60, rate, 5);
  const peaks = [
    plant(x, rate, 20, 0.02, 0.05, 0.06),
    plant(x, rate, 24, 0.2, 0.4, -0.06),
    plant(x, rate, 30, 2, 4, 0.08),
  ];
  const { spikes } = hear(x, rate, "fast");
  assert.deepEqual(
    spikes.map(({ polarity }) => polarity),
    [1, -1, 1],
  );
  for (const [i, { peak }] of spikes.entries()) assert.ok(Math.abs(peak - peaks[i]!) < 0.5);
});

test("a slow converter on a plant still hears what lasts minutes", () => {
  const x = quiet(6000, 1, 6);
  const peak = plant(x, 1, 4000, 60, 120, 0.06);
  const { spikes } = hear(x, 1, "plant");
  assert.equal(spikes.length, 1);
  assert.ok(Math.abs((spikes[0]?.peak ?? 0) - peak) < 20);
});

test("a plant's electrode that was saved in the middle goes on as if nothing had been", () => {
  const x = quiet(900, PLANT, 7);
  plant(x, PLANT, 200, 1, 2, 0.05);
  plant(x, PLANT, 260, 10, 20, 0.06);
  plant(x, PLANT, 500, 40, 60, -0.08);
  const whole = hear(x, PLANT, "plant");
  assert.equal(whole.spikes.length, 3);
  for (const cut of [11_003, 20_017]) {
    const first = hear(x.subarray(0, cut), PLANT, "plant");
    const second = listening({ ...ELECTRODE, profile: "plant" });
    assert.ok(second.sense.restore(JSON.parse(JSON.stringify(first.sense.save()))));
    hear(x, PLANT, "plant", second, cut);
    assert.deepEqual([...first.spikes, ...second.spikes], whole.spikes);
    assert.deepEqual([...first.glyphs, ...second.glyphs], whole.glyphs);
  }
});

test("how fast is fast: a flytrap's spike, a tomato's, the wave behind a wound", () => {
  assert.deepEqual(
    [1.5, 90, 600].map((length) => speedOf(length, USUAL_GLYPHS.plant)),
    ["fast", "slow", "very-slow"],
  );
});
