import assert from "node:assert/strict";
import test from "node:test";
import { Template } from "../../src/sensing/spikes/template.js";
import { TemplateBank } from "../../src/sensing/spikes/template-bank.js";
import { addSpike, noise, sampleOf } from "./signals.js";

test("a template gives a spike's height, on whatever level and slope it stands", () => {
  const template = new Template(32, { form: "decay", ratio: 2 }, 48, 64, 4);
  for (const [height, level, slope] of [
    [1, 0, 0],
    [-0.5, 300, 0],
    [2, -7, 0.4],
  ] as const) {
    let said = 0;
    for (let j = 0; j < template.taps; j++) {
      const y = height * template.shape[j]! + level + slope * j;
      said += template.weights[0]![j]! * y;
    }
    assert.ok(Math.abs(said - height) < 1e-6, `${said} for ${height}`);
  }
});

test("of noise alone every filter says something of the σ that it is judged by, whatever the noise is", () => {
  for (const sigma of [0.003, 3]) {
    const bank = new TemplateBank(() => {});
    const squares = bank.scales.map(() => ({ sum: 0, n: 0 }));
    const x = noise(60000, 8, sigma);
    for (let i = 0; i < x.length; i++) {
      bank.push(sampleOf(i, x[i]!));
      if (i < 20000 || i % 32 !== 31) continue;
      for (const [s, { filters, from }] of bank.scales.entries()) {
        const square = squares[s]!;
        square.sum += (filters.heights[from]! / filters.sigma(from)) ** 2;
        square.n++;
      }
    }
    for (const [s, { sum, n }] of squares.entries()) {
      const rms = Math.sqrt(sum / n);
      assert.ok(rms > 0.6 && rms < 2, `rise ${bank.scales[s]?.rise}, noise ${sigma}: ${rms}`);
    }
  }
});

test("what is asked of noise is nothing: a filter tells a z only where that is large", () => {
  const bank = new TemplateBank(() => {});
  const x = noise(30000, 9);
  let told = 0;
  for (let i = 0; i < x.length; i++) {
    bank.push(sampleOf(i, x[i]!));
    if (i > 10000) told += bank.scales.filter(({ z }) => z !== 0).length;
  }
  assert.ok(told < 0.1 * 20000 * bank.scales.length, `${told}`);
});

test("the template of a spike's length says nearly the most of all, with its sign", () => {
  for (const [rise, mv] of [
    [16, 0.03],
    [64, -0.03],
    [181, 0.05],
  ] as const) {
    const x = noise(16000, 4);
    addSpike(x, 12000, rise, 2 * rise, mv);
    let most = 0;
    let own = 0;
    const bank = new TemplateBank((scale, index) => {
      if (index < 12000) return;
      const z = scale.zBefore * Math.sign(mv);
      most = Math.max(most, Math.abs(z));
      if (Math.abs(Math.log2(scale.rise / rise)) <= 0.6) own = Math.max(own, z);
    });
    for (const [i, y] of x.entries()) bank.push(sampleOf(i, y));
    assert.ok(own > 0.75 * most, `rise ${rise}: ${own} of ${most}`);
  }
});
