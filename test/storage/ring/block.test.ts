import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BitReader, BitWriter } from "../../../src/storage/ring/bits.js";
import { decodeBlock, encodeBlock, type Hints, type Rows } from "../../../src/storage/ring/block.js";
import { readColumn, writeColumn } from "../../../src/storage/ring/column.js";
import { placed, valueOn, WAYS } from "../../../src/storage/ring/grid.js";

const whole = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
const any = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -4000, max: 4000 }).map((n) => n / 1000) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.float() },
  { weight: 1, arbitrary: whole },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, -0, 0, Infinity, -Infinity, 2 ** 53, -(2 ** 53), 5e-324, 1e308) },
);
/** As converters, loggers and broken ones give them. */
const numbers = fc.oneof(
  fc.array(any, { maxLength: 80 }),
  fc.array(fc.double(), { maxLength: 20 }),
  fc
    .record({
      way: fc.constantFrom(...WAYS),
      digits: fc.nat(9),
      steps: fc.array(fc.integer({ min: -3000, max: 3000 })),
    })
    .map(({ way, digits, steps }) => steps.map((n) => valueOn({ way, digits }, n))),
  fc
    .record({ lsb: fc.constantFrom(0.1875, 0.0078125, 3), steps: fc.array(fc.integer({ min: -32768, max: 32767 })) })
    .map(({ lsb, steps }) => steps.map((n) => n * lsb)),
);

function through(values: Float64Array): { back: Float64Array; bytes: number } {
  const to = new BitWriter();
  writeColumn(to, values);
  const bytes = to.take();
  const back = new Float64Array(values.length);
  readColumn(new BitReader(bytes), back);
  return { back, bytes: bytes.length };
}

test("law: what goes into a column comes out of it, to the last bit", () => {
  fc.assert(
    fc.property(numbers, (list) => {
      const values = Float64Array.from(list);
      assert.deepEqual([...through(values).back], [...values]);
    }),
    { numRuns: 500 },
  );
});

test("law: whole numbers of any size, small ones short", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.maxSafeInteger(), fc.nat(30))), fc.array(fc.maxSafeNat()), (signed, counts) => {
      const to = new BitWriter();
      for (const [value, unit] of signed) to.rice(value, unit);
      for (const [value] of signed) to.whole(value);
      for (const value of counts) to.count(value);
      to.text("ä e1");
      const from = new BitReader(to.take());
      for (const [value, unit] of signed) assert.equal(from.rice(unit) + 0, value + 0);
      for (const [value] of signed) assert.equal(from.whole() + 0, value + 0);
      for (const value of counts) assert.equal(from.count(), value);
      assert.equal(from.text(), "ä e1");
    }),
  );
});

test("a converter's own step is found, whatever it is, and by it a sample takes less than a byte", () => {
  const wander = (lsb: (n: number) => number) =>
    Float64Array.from({ length: 480 }, (_, i) => lsb(Math.round(40 * Math.sin(i / 50)) + ((i * 7919) % 5)));
  const ways = {
    ads1115: (n: number) => n * 0.0078125,
    milli: (n: number) => n / 1000,
    "volts, multiplied": (n: number) => (n / 1e6) * 1000,
    "a logger's single precision": (n: number) => valueOn({ way: "single", digits: 3 }, n),
    "a logger's single precision, in volts": (n: number) => valueOn({ way: "single-volts", digits: 3 }, n),
    flat: () => 3.3,
    whole: (n: number) => n * 12,
  };
  for (const [name, way] of Object.entries(ways)) {
    const { bytes } = through(wander(way));
    assert.ok(bytes < 480, `${name}: ${bytes} bytes`);
  }
  assert.ok(through(wander(ways.flat)).bytes < 20);
});

test("one number that no converter said costs its own ten bytes, and not the grid of the others", () => {
  const values = Float64Array.from({ length: 400 }, (_, i) => i / 1000);
  values[200] = Math.PI;
  values[300] = Number.NaN;
  assert.deepEqual(placed(values, undefined).grid, { way: "decimal", digits: 3 });
  const { back, bytes } = through(values);
  assert.deepEqual([...back], [...values]);
  assert.ok(bytes < 200, `${bytes}`);
});

test("times: a steady pace takes no room, and any other is kept to the microsecond", () => {
  const steady = Float64Array.from({ length: 1000 }, (_, i) => 1_795_000_000.25 + i);
  assert.ok(through(steady).bytes < 30);
  const jitter = Float64Array.from({ length: 1000 }, (_, i) => 1_795_000_000 + i + ((i * 7919) % 13) / 1000);
  const { back, bytes } = through(jitter);
  assert.deepEqual([...back], [...jitter]);
  assert.ok(bytes < 900, `${bytes}`);
});

const rows: fc.Arbitrary<Rows> = fc
  .record({
    device: fc.string(),
    names: fc.uniqueArray(fc.string(), { maxLength: 5 }),
    times: fc.array(fc.oneof(fc.double({ noNaN: true, min: 0, max: 4e9 }), fc.nat(4e9)), {
      minLength: 1,
      maxLength: 40,
    }),
  })
  .chain(({ device, names, times }) =>
    fc.record({
      ...{ device: fc.constant(device), names: fc.constant(names), times: fc.constant(Float64Array.from(times)) },
      values: fc.tuple(
        ...names.map(() =>
          fc.array(any, { minLength: times.length, maxLength: times.length }).map((list) => Float64Array.from(list)),
        ),
      ),
      rested: fc.subarray([...times.keys()]),
    }),
  );

test("law: a block is read without any other, whatever came before it", () => {
  const hints: Hints = new Map();
  const anchor = fc.record({
    ...{ boot: fc.nat(), quality: fc.constantFrom("floor" as const, "rtc" as const, "ntp" as const) },
    ...{ wall: fc.double({ noNaN: true }), steady: fc.double({ noNaN: true }) },
  });
  fc.assert(
    fc.property(anchor, rows, (clock, heard) => {
      const head = decodeBlock(encodeBlock({ anchor: clock, rows: heard }, hints)) ?? assert.fail();
      assert.deepEqual(head.anchor, { ...clock });
      assert.equal(head.about?.count, heard.times.length);
      assert.equal(head.about?.from, Math.min(...heard.times));
      assert.equal(head.about?.to, Math.max(...heard.times));
      assert.deepEqual(head.rows(), { ...heard });
    }),
  );
});

test("a block that counts more than can be is none, whatever its check sum says", () => {
  const anchor = { boot: 3, quality: "ntp", wall: 1e9, steady: 12.5 } as const;
  const times = Float64Array.of(1, 2);
  const rows = { device: "adc", names: ["e1"], times, values: [Float64Array.of(3, 4)], rested: [] };
  const block = encodeBlock({ anchor, rows });
  const ends: (string | undefined)[] = [];
  for (let at = 0; at < block.length; at++) {
    const spoilt = Uint8Array.from(block).fill(0xff, at, at + 8);
    const head = decodeBlock(spoilt);
    ends.push(head === undefined ? "no block" : head.rows() === undefined ? "no rows" : "rows");
  }
  assert.deepEqual([...new Set(ends)].sort(), ["no block", "no rows", "rows"]);
});

test("a block without rows tells what the clock is worth", () => {
  const anchor = { boot: 3, quality: "ntp", wall: 1e9, steady: 12.5 } as const;
  const head = decodeBlock(encodeBlock({ anchor, rows: undefined })) ?? assert.fail();
  assert.deepEqual([head.anchor, head.about, head.rows()], [anchor, undefined, undefined]);
});
