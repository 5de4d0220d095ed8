import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bytesPerTurn } from "../../src/commands/bench/allocation.js";

const COUNTED = 100_000;
/** The least that can be allocated: a box for one number. */
const BOX = 16;
/** Noise gives a candidate for a spike now and then, and each is judged in a hundred bytes or two; a box in every second sample is more. */
const HALF = BOX / 2;

/** What the engine inlines, and so boxes, differs from process to process; what every sample does is in each of them. */
const PROCESSES = 5;

interface Counted {
  readonly bytes: number;
  readonly asked: number;
}

/** Bytes a sample, counted in processes of their own until a count is below the bound. */
async function allocated(bound: number, profile: string, rate: number, more = ""): Promise<Counted> {
  const { NODE_V8_COVERAGE: _, ...env } = process.env;
  const file = fileURLToPath(new URL("./allocated.js", import.meta.url));
  const args = [file, String(bound), profile, String(rate), more];
  let least: Counted = { bytes: Number.POSITIVE_INFINITY, asked: 0 };
  for (let i = 0; i < PROCESSES && least.bytes >= bound; i++) {
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    const counted = JSON.parse(stdout) as Counted;
    if (counted.bytes < least.bytes) least = counted;
  }
  return least;
}

test("the count sees what is allocated, and what is thrown away at once", () => {
  let kept: number[] = [];
  const bytes = bytesPerTurn(COUNTED, (i) => {
    kept = [i, i, i, i];
  });
  assert.equal(kept.length, 4);
  assert.ok(bytes >= 32 && bytes < 100, `${bytes} bytes for an array of four numbers`);
  const nothing = bytesPerTurn(COUNTED, (i) => {
    kept[0] = i;
  });
  assert.ok(nothing < 0.5, `${nothing} bytes for nothing`);
});

test("a sample allocates nothing", async (t) => {
  const { bytes } = await allocated(HALF, "fungus", 1);
  t.diagnostic(`${bytes.toFixed(2)} bytes a sample`);
  assert.ok(bytes < HALF, `${bytes} bytes a sample`);
});

// What the engine inlines there depends on what it saw before: of the numbers that pass, it boxes one now and then, or none.
for (const [name, profile, rate, more] of [
  ["of a faster device", "fungus", 10, ""],
  ["of a kind of life that is searched twice", "plant", 40, ""],
  ["with evidence", "fungus", 1, "evidence"],
] as const)
  test(`a sample ${name} makes no more than a few boxes`, async (t) => {
    const { bytes, asked } = await allocated(4 * BOX, profile, rate, more);
    t.diagnostic(`${bytes.toFixed(2)} bytes a sample`);
    assert.ok(bytes < 4 * BOX, `${bytes} bytes a sample`);
    assert.equal(asked > 0, more === "evidence");
  });
