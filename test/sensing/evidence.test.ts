import assert from "node:assert/strict";
import { test } from "node:test";
import type { Evidence } from "../../src/domain/evidence.js";
import type { Spike } from "../../src/domain/spike.js";
import { ElectrodeSense } from "../../src/sensing/electrode-sense.js";
import { PulseDetector } from "../../src/sensing/evidence/pulse-detector.js";
import { addSpike, ELECTRODE, listening, noise, sampleOf } from "./signals.js";

/** When pulses are heard in a signal at 1 Hz, and how high they get. */
function pulses(x: Float64Array) {
  const detector = new PulseDetector();
  const heard: { at: number; height: number }[] = [];
  for (const [t, mv] of x.entries()) {
    detector.push(sampleOf(t, mv));
    if (detector.pulse === 0) continue;
    if (detector.began) heard.push({ at: t, height: 0 });
    const pulse = heard.at(-1)!;
    if (Math.abs(detector.pulse) > Math.abs(pulse.height)) pulse.height = detector.pulse;
  }
  return heard;
}

test("quick rises and falls are heard before their peak, once each, and their recovery is none", () => {
  const x = noise(4 * 3600, 3);
  const onsets = [7000, 8000, 9000, 10_000, 11_000];
  for (const [i, onset] of onsets.entries()) addSpike(x, onset, 8, 15 + 10 * i, i % 2 === 0 ? 0.08 : -0.08);
  const heard = pulses(x).filter(({ height }) => Math.abs(height) > 12);
  assert.deepEqual(
    heard.map(({ height }) => Math.sign(height)),
    [1, -1, 1, -1, 1],
  );
  for (const [i, { at }] of heard.entries()) {
    const behind = at - onsets[i]!;
    assert.ok(behind >= 1 && behind <= 8, `heard ${behind} s behind its onset`);
  }
});

test("noise alone is seldom heard, and a wandering level not at all", () => {
  const x = noise(24 * 3600, 5).map((mv, t) => mv + 0.3 * Math.sin(t / 900));
  const high = pulses(x).filter(({ height }) => Math.abs(height) > 9);
  assert.ok(high.length < 24, `${high.length} in a day`);
});

test("a step is heard once, and soon becomes the level", () => {
  const x = noise(2 * 3600, 7).map((mv, t) => (t > 5000 ? mv + 2 : mv));
  const detector = new PulseDetector();
  let until = 0;
  for (const [t, mv] of x.entries()) {
    detector.push(sampleOf(t, mv));
    if (Math.abs(detector.z) > 10) until = t;
  }
  assert.ok(until >= 5001 && until < 5900, `out of its level until ${until} s`);
  assert.equal(pulses(x).filter(({ height }) => height > 50).length, 1);
});

test("behind a hole the level is learnt anew, so that its other side is no pulse", () => {
  const x = noise(2 * 3600, 9).map((mv, t) => (t >= 5000 && t < 5100 ? Number.NaN : t >= 5100 ? mv + 3 : mv));
  assert.deepEqual(
    pulses(x).filter(({ at, height }) => at > 4900 && at < 5300 && Math.abs(height) > 9),
    [],
  );
});

test("a hint comes minutes before the spike is told, and names the same onset", () => {
  const x = noise(3 * 3600, 11);
  addSpike(x, 9000, 12, 40, 0.08);
  const hints: { at: number; onset: number; sure: number }[] = [];
  const spikes: Spike[] = [];
  const evidence = ({ at, hint }: Evidence) => {
    if (hint.z !== 0 && hint.sure > 1) hints.push({ at, onset: hint.onset, sure: hint.sure });
  };
  const sense = new ElectrodeSense(ELECTRODE, {
    spike: (spike) => spikes.push(spike),
    glyph: () => {},
    percept: () => {},
    evidence,
  });
  for (const [t, mv] of x.entries()) sense.pushValue(t, mv);
  const spike = spikes.find(({ peak }) => Math.abs(peak - 9012) < 20);
  const hint = hints.find(({ at }) => at > 9000);
  assert.ok(spike && hint);
  assert.ok(hint.at < spike.decided - 60, `hinted at ${hint.at}, told at ${spike.decided}`);
  assert.ok(Math.abs(hint.onset - spike.onset) < 20);
});

test("an electrode is dead while it shows no more than two values for an hour, whatever they are", () => {
  const deadAt = (value: (t: number) => number, length = 2 * 3600) => {
    const dead: number[] = [];
    const sense = new ElectrodeSense(ELECTRODE, {
      spike: () => {},
      glyph: () => {},
      percept: () => {},
      evidence: (evidence) => {
        if (evidence.dead) dead.push(evidence.at);
      },
    });
    for (let t = 0; t < length; t++) sense.pushValue(t, value(t));
    return dead;
  };
  for (const value of [() => 0, () => 6144, (t: number) => (t % 2) / 128, (t: number) => (Math.floor(t / 500) % 2) / 2])
    assert.ok(deadAt(value).length > 7000);
  const alive = noise(3600, 5);
  const dies = deadAt((t) => alive[t] ?? 0.25, 3 * 3600);
  assert.ok(dies.length > 3500 && dies.every((at) => at < 4 || at > 7198), `${dies.length}`);
});

test("whether anybody asks for the evidence changes nothing of what is said", () => {
  const x = noise(6 * 3600, 13);
  for (const at of [8000, 9000, 9100, 15_000]) addSpike(x, at, 20, 60, 0.06);
  const plain = listening();
  const spikes: Spike[] = [];
  const asked = new ElectrodeSense(ELECTRODE, {
    spike: (spike) => spikes.push(spike),
    glyph: () => {},
    percept: () => {},
    evidence: () => {},
  });
  for (const [t, mv] of x.entries()) {
    plain.sense.pushValue(t, mv);
    asked.pushValue(t, mv);
  }
  assert.ok(spikes.length >= 3);
  assert.deepEqual(spikes, plain.spikes);
});
