import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { ENGLISH } from "../../src/language/en/english.js";
import { HostSense } from "../../src/sensing/percepts/host-sense.js";
import {
  buttonPercept,
  faultPercept,
  neighbourAskPercept,
  operatorPercept,
  readingPercept,
} from "../../src/sensing/percepts/other-percepts.js";

/** How strongly the host is felt the first time that it says so; 0 where it is not told. */
function felt(reading: Parameters<HostSense["read"]>[0]): number {
  return new HostSense(ENGLISH.health).read(reading, 0)[0]?.intensity ?? 0;
}

const near = (one: number, other: number) => assert.ok(Math.abs(one - other) < 1e-9, `${one}, not ${other}`);

test("the host is felt as its strain: warm from 60 °C, as much as can be at 80", () => {
  assert.equal(felt({ temperature: 64 }), 0, "a strain below a quarter is not told");
  near(felt({ temperature: 70 }), 0.5);
  near(felt({ temperature: 79 }), 0.95);
  near(felt({ temperature: 200 }), 1);
  near(felt({ underVoltage: true }), 1);
  near(felt({ clockSynchronized: false }), 0.3);
});

test("memory and disk are felt from a quarter free on, and as much as can be when nothing is left", () => {
  near(felt({ diskFree: 0.1e9, diskTotal: 1e9 }), 0.6);
  near(felt({ memoryFree: 0.05e9, memoryTotal: 1e9 }), 0.8);
  near(felt({ memoryFree: 0, memoryTotal: 1e9 }), 1);
  assert.equal(felt({ diskFree: 0.25e9, diskTotal: 1e9 }), 0);
});

test("the worse the board is, the more it is felt, and never beyond 1", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 120, noNaN: true }),
      fc.double({ min: 0, max: 60, noNaN: true }),
      (t, more) => {
        const [one, other] = [felt({ temperature: t }), felt({ temperature: t + more })];
        assert.ok(one >= 0 && one <= other && other <= 1);
      },
    ),
  );
});

test("people are heard: a word and the button at 0.9, what is urgent at 1, a neighbour that asks at 0.5", () => {
  assert.equal(operatorPercept("note", {}, 0).intensity, 0.9);
  assert.equal(buttonPercept("button", 0).intensity, 0.9);
  assert.equal(operatorPercept("note", {}, 0, true).intensity, 1);
  assert.equal(neighbourAskPercept("oak", "listen", {}, 0).intensity, 0.5);
});

test("a device is felt the more, the more it has lost; a reading as it is sure", () => {
  near(faultPercept("adc", "no answer", 1, 0).intensity, 1 / 11);
  near(faultPercept("adc", "no answer", 10, 0).intensity, 0.5);
  const reading = {
    event: "wave",
    confidence: 0.8,
    surprise: 2,
    text: "A wave.",
    electrodes: ["e1"],
    start: 0,
    end: 1,
    decided: 2,
  } as const;
  assert.equal(readingPercept(reading).intensity, 0.8);
});

test("every sense stands in the table of intensities", () => {
  const table = readFileSync("src/sensing/percepts/README.md", "utf8");
  for (const sense of [
    "electrode/",
    "device/",
    "host",
    "operator",
    "neighbour/",
    "reader",
    "sky",
    "glyphs",
    "clock",
    "reflex/",
    "expectation",
  ])
    assert.ok(table.includes(`\`${sense}`), sense);
});
