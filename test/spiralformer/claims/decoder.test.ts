import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EVENTS, type EventName } from "../../../src/domain/reading.js";
import type { DecoderSettings } from "../../../src/spiralformer/cards/model-card.js";
import { type Claim, ClaimDecoder } from "../../../src/spiralformer/claims/decoder.js";
import { DECODER } from "../some-models.js";
import { type Read, slowClaims } from "./slow-claims.js";

/** A reading: this event has so much, and quiet the rest. */
function of(event: EventName, share: number): Read {
  return EVENTS.map((name) => (name === event ? share : name === "quiet" ? 1 - share : 0));
}

function times(count: number, read: Read): Read[] {
  return Array.from({ length: count }, () => read);
}

function claimsOf(reads: readonly Read[], settings: Partial<DecoderSettings> = {}): Claim[] {
  const decoder = new ClaimDecoder({ ...DECODER, ...settings });
  return reads.flatMap((read, slot) => decoder.addSlot(30 * (slot + 1), read && Float32Array.from(read)) ?? []);
}

/** Event, start and moment of each claim, in slots. */
function told(claims: readonly Claim[]) {
  return claims.map(({ event, start, decided }) => [event, start / 30, decided / 30]);
}

test("what is sure is claimed as soon as it is long enough, what is unsure after a while", () => {
  assert.deepEqual(told(claimsOf([of("quiet", 1), ...times(6, of("burst", 1))])), [["burst", 1, 3]]);
  assert.deepEqual(told(claimsOf(times(6, of("wave", 0.7)), { wait: 5 })), [["wave", 0, 5]]);
});

test("what ends before that is claimed when it is known to be over, and what is too short never", () => {
  const after = (lively: number) =>
    told(claimsOf([...times(lively, of("rhythm", 0.7)), ...times(9, of("quiet", 1))], { wait: 9 }));
  assert.deepEqual(after(1), []);
  assert.deepEqual(after(3), [["rhythm", 0, 8]]);
});

test("what is not clear is not claimed at all", () => {
  const torn: Read = [0.1, 0.2, 0.2, 0.1, 0.1, 0.2, 0.1];
  assert.deepEqual(told(claimsOf([...times(20, torn), ...times(9, of("quiet", 1))])), []);
});

test("a reading stands for a while without another, and then it is quiet", () => {
  const lonely = [of("burst", 1), ...times(12, undefined)];
  assert.deepEqual(told(claimsOf(lonely, { stands: 1, wait: 9, gap: 2, sure: 2 })), [["burst", 0, 5]]);
  assert.deepEqual(told(claimsOf(lonely, { stands: 0, wait: 9, gap: 2, sure: 2 })), []);
});

test("two stretches with a short hole between them are one, with a long one two", () => {
  const hole = (slots: number) => [
    ...times(4, of("wave", 1)),
    ...times(slots, of("quiet", 1)),
    ...times(4, of("wave", 1)),
  ];
  assert.deepEqual(told(claimsOf(hole(4))), [["wave", 0, 2]]);
  assert.deepEqual(told(claimsOf(hole(5))), [
    ["wave", 0, 2],
    ["wave", 9, 11],
  ]);
});

test("it puts itself right twice at most, with the same beginning; only the first says that it is first", () => {
  const names = ["burst", "wave", "scatter", "rhythm"] as const;
  const claims = claimsOf(
    names.flatMap((name) => times(12, of(name, 1))),
    { recent: 4 },
  );
  assert.deepEqual(
    claims.map(({ event, first, start }) => [event, first, start]),
    [
      ["burst", true, 0],
      ["wave", false, 0],
      ["scatter", false, 0],
    ],
  );
});

test("nothing goes on for longer than an hour: a second claim begins then", () => {
  assert.deepEqual(told(claimsOf(times(130, of("rhythm", 1)))), [
    ["rhythm", 0, 2],
    ["rhythm", 110, 112],
  ]);
});

test("it says since when something is heard", () => {
  const decoder = new ClaimDecoder(DECODER);
  const quiet = Float32Array.from(of("quiet", 1) as number[]);
  decoder.addSlot(30, quiet);
  assert.equal(decoder.since, undefined);
  decoder.addSlot(60, Float32Array.from(of("wave", 1) as number[]));
  assert.equal(decoder.since, 30);
  for (let end = 90; end <= 300; end += 30) decoder.addSlot(end, quiet);
  assert.equal(decoder.since, undefined);
});

/** Torn between two events and quiet, in 64ths: sums of them have no rounding, so that both decoders compare the same numbers. */
const read: fc.Arbitrary<Read> = fc
  .tuple(
    fc.constantFrom(0, 4, 20, 40, 63),
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 6 }),
    fc.nat({ max: 64 }),
  )
  .map(([quiet, one, other, split]) => {
    const parts: number[] = EVENTS.map((_, i) => (i === 0 ? quiet : 0));
    const less = Math.min(split, 64 - quiet);
    parts[one] = 64 - quiet - less;
    parts[other] = parts[other]! + less;
    return parts.map((part) => part / 64);
  });
const stretch = fc.tuple(fc.option(read, { nil: undefined, freq: 4 }), fc.integer({ min: 1, max: 20 }));
const recording = fc
  .array(stretch, { maxLength: 25 })
  .map((stretches) => stretches.flatMap(([one, length]) => times(length, one)));
const quarter = (min: number, max: number) => fc.integer({ min: 16 * min, max: 16 * max }).map((n) => n / 16);
const settings: fc.Arbitrary<DecoderSettings> = fc.record({
  ...{ threshold: quarter(0.125, 1), least: fc.integer({ min: 2, max: 9 }), gap: fc.integer({ min: 0, max: 9 }) },
  ...{
    stands: fc.integer({ min: 0, max: 16 }),
    wait: fc.integer({ min: 2, max: 90 }),
    recent: fc.integer({ min: 1, max: 60 }),
  },
  ...{ sure: quarter(0.125, 1), clear: quarter(0, 1), revise: quarter(0.125, 1) },
});

test("slot by slot it claims what a slow look at the whole claims, whatever was read and however it is tuned", () => {
  let heard = 0;
  fc.assert(
    fc.property(recording, settings, (reads, tuned) => {
      const expected = slowClaims(reads, tuned);
      const found = claimsOf(reads, tuned).map(({ first: _, ...claim }) => claim);
      heard += found.length;
      assert.deepEqual(found, expected);
    }),
    { numRuns: 500 },
  );
  assert.ok(heard > 100, `${heard} claims were compared`);
});

test("what is claimed by the end of a part is what the whole claims until then", () => {
  fc.assert(
    fc.property(recording, settings, fc.nat({ max: 300 }), (reads, tuned, cut) => {
      const whole = claimsOf(reads, tuned).filter(({ decided }) => decided <= cut * 30);
      assert.deepEqual(claimsOf(reads.slice(0, cut), tuned), whole);
    }),
  );
});
