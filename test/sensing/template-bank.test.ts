import assert from "node:assert/strict";
import test from "node:test";
import type { Scale } from "../../src/sensing/spikes/scale.js";
import { Template } from "../../src/sensing/spikes/template.js";
import { TemplateBank } from "../../src/sensing/spikes/template-bank.js";
import { addSpike, noise } from "./signals.js";

test("a template gives a spike's height, on whatever level and slope it stands", () => {
  const template = new Template(32, 2, 48, 64, 4);
  for (const [height, level, slope] of [
    [1, 0, 0],
    [-0.5, 300, 0],
    [2, -7, 0.4],
  ] as const) {
    let said = 0;
    for (let j = 0; j < template.taps; j++) {
      const y = height * (template.shape[j] as number) + level + slope * j;
      said += (template.weights[j] as number) * y;
    }
    assert.ok(Math.abs(said - height) < 1e-6, `${said} for ${height}`);
  }
});

test("of noise alone every template says something of σ 1, whatever the noise is", () => {
  for (const sigma of [0.003, 3]) {
    const squares = new Map<Scale, { sum: number; n: number }>();
    const bank = new TemplateBank(() => {});
    const x = noise(60000, 8, sigma);
    for (let i = 0; i < x.length; i++) {
      bank.push(x[i] as number, 0);
      if (i < 20000 || i % 32 !== 31) continue;
      for (const scale of bank.scales) {
        const s = squares.get(scale) ?? { sum: 0, n: 0 };
        s.sum += (scale.z[0] as number) ** 2;
        s.n++;
        squares.set(scale, s);
      }
    }
    for (const [scale, { sum, n }] of squares) {
      const rms = Math.sqrt(sum / n);
      assert.ok(rms > 0.6 && rms < 2, `rise ${scale.rise}, noise ${sigma}: ${rms}`);
    }
  }
});

test("a spike peaks most in a template of about its length, with its own sign", () => {
  for (const [rise, mv] of [
    [16, 0.03],
    [64, -0.03],
    [181, 0.05],
  ] as const) {
    const x = noise(16000, 4);
    addSpike(x, 12000, rise, 2 * rise, mv);
    let best = { z: 0, rise: 0 };
    const bank = new TemplateBank((scale, index) => {
      const z = scale.z[1] as number;
      if (index > 12000 && Math.abs(z) > Math.abs(best.z)) best = { z, rise: scale.rise };
    });
    for (const y of x) bank.push(y, 0);
    assert.equal(Math.sign(best.z), Math.sign(mv));
    assert.ok(Math.abs(Math.log2(best.rise / rise)) <= 1.6, `rise ${rise} found at ${best.rise}`);
  }
});
