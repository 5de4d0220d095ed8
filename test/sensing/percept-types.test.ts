import assert from "node:assert/strict";
import { test } from "node:test";
import { TROUBLES } from "../../src/domain/electrode-trouble.js";
import { GLYPHS } from "../../src/domain/glyph.js";
import { USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import { PERCEPT_FACTS, sourcesFor, typesOf } from "../../src/domain/percept-types.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { HostSense } from "../../src/sensing/percepts/host-sense.js";
import { glyphPercept } from "../../src/sensing/percepts/percepts.js";

const ELECTRODE = { name: "e1", device: "adc", channel: "0-1", profile: "fungus", control: false } as const;

test("what an electrode's senses tell is known to who writes reflexes, and nothing else is", () => {
  const glyphs = GLYPHS.filter((name) => {
    const glyph = { electrode: "e1", name, start: 0, end: 60, spikes: 0, amplitude: 0, decided: 60 };
    return glyphPercept(glyph, 0, ELECTRODE, USUAL_GLYPHS.fungus) !== undefined;
  });
  const told = new Set([...glyphs, ...TROUBLES, "spike", "shared"]);
  assert.deepEqual(new Set(typesOf("electrode/")), told);
});

test("so is what the board says", () => {
  const worst = {
    temperature: 90,
    underVoltage: true,
    battery: 0,
    ...{ memoryFree: 0, memoryTotal: 1, diskFree: 0, diskTotal: 1, clockSynchronized: false },
  };
  const told = new HostSense(ENGLISH.health).read(worst, 0).map(({ type }) => type);
  assert.deepEqual(new Set(typesOf("host")), new Set(told));
});

test("a glob may fit a source when some name makes it fit", () => {
  const fits: Readonly<Record<string, readonly string[]>> = {
    "electrode/*": ["electrode/"],
    "electrode/e1": ["electrode/"],
    "elec*1": ["electrode/"],
    host: ["host"],
    "h*": ["host"],
    "r*": ["reader", "reflex/"],
    "electrode/": [],
    "hosts*": [],
    electrode: [],
    "": [],
  };
  for (const [glob, sources] of Object.entries(fits)) assert.deepEqual(sourcesFor(glob), sources, glob);
  assert.deepEqual(sourcesFor("*"), Object.keys(PERCEPT_FACTS));
});
