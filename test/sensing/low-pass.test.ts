import assert from "node:assert/strict";
import test from "node:test";
import { lowPass, REACH } from "../../src/sensing/conditioning/low-pass.js";

const PARTS = 128;
const KERNEL = lowPass(PARTS);
const HALF = REACH + 0.5;

/** What of a sine of so many cycles a cell passes. */
function passes(frequency: number): number {
  let sum = 0;
  for (const [i, value] of KERNEL.entries()) sum += value * Math.cos(2 * Math.PI * frequency * (i / PARTS - HALF));
  return Math.abs(sum) / PARTS;
}

/** What becomes of a signal in time, in cells, at a moment; of the kernel, or of the plain mean over a cell. */
function at(signal: (t: number) => number, moment: number, plain = false): number {
  let sum = 0;
  if (plain) {
    for (let i = 0; i < PARTS; i++) sum += signal(moment - 0.5 + (i + 0.5) / PARTS);
    return sum / PARTS;
  }
  for (const [i, value] of KERNEL.entries()) sum += value * signal(moment + i / PARTS - HALF);
  return sum / PARTS;
}

test("the kernel lies even around its middle, and leaves a level as it is", () => {
  for (const [i, value] of KERNEL.entries()) {
    assert.ok(Math.abs(value - KERNEL[KERNEL.length - 1 - i]!) < 1e-12);
  }
  assert.ok(Math.abs(passes(0) - 1) < 1e-12);
});

test("what would fold below a quarter of the working rate is 60 dB down, what life is made of passes", () => {
  for (let f = 0.75; f < 40; f += 0.02) assert.ok(passes(f) < 0.001, `${f}: ${20 * Math.log10(passes(f))} dB`);
  for (let f = 0; f < 0.3; f += 0.01) assert.ok(Math.abs(passes(f) - 1) < 0.02, `${f}: ${passes(f)}`);
});

test("a step overshoots by less than a twelfth", () => {
  for (let moment = -6; moment < 6; moment += 1 / 32) {
    const y = at((t) => (t < 0 ? 0 : 1), moment);
    assert.ok(y > -0.08 && y < 1.08, `${y} at ${moment}`);
  }
});

test("a rise of two cells with a recovery of three keeps more of its height than under a plain mean", () => {
  const event = (t: number) => (t < 0 ? 0 : t < 2 ? 0.5 - 0.5 * Math.cos((Math.PI * t) / 2) : Math.exp((2 - t) / 3));
  let filtered = 0;
  let plain = 0;
  for (let phase = 0; phase < 1; phase += 1 / 16) {
    const moments = [1, 2, 3].map((i) => i + phase);
    const best = Math.max(...moments.map((moment) => at(event, moment)));
    const usual = Math.max(...moments.map((moment) => at(event, moment, true)));
    assert.ok(best > usual, `${best} of ${usual} at ${phase}`);
    filtered += best / 16;
    plain += usual / 16;
  }
  assert.ok(filtered > 1.02 * plain, `${filtered} of ${plain}`);
});
