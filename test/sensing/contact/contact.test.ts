import assert from "node:assert/strict";
import { test } from "node:test";
import { CONTACTS, flashesFor } from "../../../src/domain/contact.js";
import { contactOf, THRESHOLDS } from "../../../src/sensing/contact/contact.js";
import { FAMILIES, type Look, member } from "./families.js";

/** As the thresholds were derived: a converter of 1 Hz that integrates long, and one whose rows show hum. */
const DERIVED: readonly Look[] = [
  { rate: 1, integrates: 0.125, step: 0.0078125 },
  { rate: 150, integrates: 0.004, step: 0.0078125 },
];
/** Others: an ADS1115 at 10 Hz, an MCP3424 of 18 bits, a line logger's hundredths of a millivolt at 2 Hz. */
const UNSEEN: readonly Look[] = [
  { rate: 10, integrates: 1 / 64, step: 0.0078125 },
  { rate: 1, integrates: 0.27, step: 0.001953125 },
  { rate: 2, integrates: 0.06, step: 0.01 },
  { rate: 170, integrates: 0.002, step: 0.0156 },
];

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))]!;
}

/** Noise, or hum, of many members of the families whose names begin so. */
function measured(what: "noise" | "hum", names: RegExp, look: Look): number[] {
  return FAMILIES.filter(({ name, leaps }) => names.test(name) && leaps === undefined).flatMap((family) =>
    Array.from({ length: look.rate > 100 ? 20 : 100 }, (_, seed) => {
      const { times, values, rate } = member(family, look, seed);
      return contactOf(times, values, rate)?.[what] ?? Number.NaN;
    }),
  );
}

test("each threshold lies between two families, about the middle of what is between them", () => {
  for (const [what, threshold, below, above, look] of [
    ["noise", THRESHOLDS.dryNoise, /^(quiet|near|settling)/, /^dry/, DERIVED[0]!],
    ["noise", THRESHOLDS.openNoise, /^dry/, /^open/, DERIVED[0]!],
    ["hum", THRESHOLDS.dryHum, /^(quiet|near|settling)/, /^dry$/, DERIVED[1]!],
    ["hum", THRESHOLDS.openHum, /^dry$/, /^open/, DERIVED[1]!],
  ] as const) {
    const [low, high] = [quantile(measured(what, below, look), 0.99), quantile(measured(what, above, look), 0.01)];
    assert.ok(low < threshold && threshold < high, `${what}: ${low} < ${threshold} < ${high}`);
    const middle = Math.sqrt(low * high);
    assert.ok(threshold / middle < 1.6 && middle / threshold < 1.6, `${what}: ${threshold}, the middle is ${middle}`);
  }
});

test("contacts that nothing was tuned on are named right, behind other converters too", () => {
  for (const look of [...DERIVED, ...UNSEEN]) {
    for (const family of FAMILIES) {
      const members = look.rate > 100 ? 10 : 40;
      const said = Array.from({ length: members }, (_, i) => {
        const { times, values, rate } = member(family, look, 10_000 + i);
        return contactOf(times, values, rate)?.contact;
      });
      const right = said.filter((word) => word === family.contact).length;
      assert.ok(
        right >= 0.9 * members,
        `${family.name} at ${look.rate} Hz, step ${look.step}: ${right} of ${members}; ${[...new Set(said)].join(" ")}`,
      );
    }
  }
});

test("an electrode that was just put in is good, and settling", () => {
  const settling = FAMILIES.find(({ name }) => name === "settling")!;
  const { times, values, rate } = member(settling, DERIVED[0]!, 1);
  const figures = contactOf(times, values, rate);
  assert.equal(figures?.settling, true);
  assert.ok(figures.drift < -0.5);
});

test("who pulls the needle out sees it within seconds, and who pushes it in within half a minute", () => {
  const times = Array.from({ length: 30 }, (_, i) => i);
  const good = times.map((i) => 0.01 * Math.sin(i * i));
  const out = good.map((mv, i) => (i >= 25 ? Number.NaN : mv));
  assert.equal(contactOf(times, good, 1)?.contact, "good");
  assert.equal(contactOf(times, out, 1)?.contact, "off");
  assert.equal(contactOf(times.slice(0, 9), good.slice(0, 9), 1), undefined);
});

test("two leaps are an action potential, and no bad contact", () => {
  const times = Array.from({ length: 30 }, (_, i) => i);
  const plant = times.map((i) => 0.01 * Math.sin(i * i) + (i >= 10 && i < 14 ? 20 : 0));
  assert.deepEqual([contactOf(times, plant, 1)?.contact, contactOf(times, plant, 1)?.jumps], ["good", 2]);
});

test("a LED tells them apart by how often it flashes", () => {
  assert.deepEqual(CONTACTS.map(flashesFor), [1, 2, 3, 4]);
});
