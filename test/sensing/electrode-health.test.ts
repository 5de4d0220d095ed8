import assert from "node:assert/strict";
import { test } from "node:test";
import type { Electrode } from "../../src/domain/electrode.js";
import { USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import type { Noticed } from "../../src/domain/percept.js";
import { HOUR } from "../../src/domain/time.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { ElectrodeHealth } from "../../src/sensing/percepts/electrode-health.js";
import { restoreState, saveState } from "../../src/sensing/stream/snapshot.js";

const electrode: Electrode = { name: "e1", device: "adc", channel: "0-1", profile: "fungus", control: false };

function health() {
  const told: Noticed[] = [];
  return {
    told,
    health: new ElectrodeHealth(electrode, USUAL_GLYPHS.fungus, ENGLISH.health, (noticed) => told.push(noticed)),
  };
}

test("a dead converter is named when it is noticed, and again as it lasts, a few times a day and not at every sample", () => {
  const { told, health: e1 } = health();
  for (let now = 10; now < 24 * HOUR; now++) e1.report("flat", 0, now);
  assert.deepEqual(new Set(told.map(({ type }) => type)), new Set(["flat"]));
  assert.ok(told.length >= 3 && told.length <= 5, `${told.length}`);
  assert.equal(told[0]?.at, 10);
  assert.match(String(told[0]?.data.text), /converter/);
  for (const [i, { intensity }] of told.entries())
    assert.ok(i === 0 || intensity >= (told[i - 1]?.intensity ?? 0) + 0.25);
  assert.deepEqual(e1.troubles, ["flat"]);
});

test("a trouble that comes back after it was over is told anew", () => {
  const { told, health: e1 } = health();
  e1.report("hum", 0, 60);
  e1.clear("hum");
  assert.deepEqual(e1.troubles, []);
  e1.report("hum", 500, 560);
  assert.deepEqual(
    told.map(({ at, data }) => [at, data.duration_s]),
    [
      [60, 60],
      [560, 60],
    ],
  );
});

test("a restart in the midst of a trouble does not tell it again", () => {
  const { told, health: e1 } = health();
  e1.report("flat", 0, 60);
  const again = health();
  assert.ok(restoreState(again.health, JSON.parse(JSON.stringify(saveState(e1)))));
  again.health.report("flat", 50, 70);
  assert.equal(told.length, 1);
  assert.equal(again.told.length, 0);
  again.health.report("flat", 50, 3 * HOUR);
  assert.equal(again.told[0]?.data.duration_s, 3 * HOUR, "and knows since when it lasts");
  assert.equal(restoreState(again.health, {}), false);
});

test("a larger glitch is a stronger percept, and each trouble stands for itself", () => {
  const { told, health: e1 } = health();
  e1.report("glitches", 0, 1, 5);
  e1.report("glitches", 0, 2, 6);
  e1.report("glitches", 0, 3, 60);
  e1.report("saturation", 3, 4);
  assert.deepEqual(
    told.map(({ type, data }) => [type, data.z]),
    [
      ["glitches", 5],
      ["glitches", 60],
      ["saturation", 0],
    ],
  );
});
