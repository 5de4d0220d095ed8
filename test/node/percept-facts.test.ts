import assert from "node:assert/strict";
import { test } from "node:test";
import type { Electrode } from "../../src/domain/electrode.js";
import { TROUBLES } from "../../src/domain/electrode-trouble.js";
import { parseGlyphPattern } from "../../src/domain/glyph-pattern/parse.js";
import { USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import type { Noticed } from "../../src/domain/percept.js";
import { factsFor, PERCEPT_FACTS } from "../../src/domain/percept-types.js";
import type { Action, Trigger } from "../../src/domain/reflex.js";
import { DAY, HOUR, MINUTE } from "../../src/domain/time.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { ControlWatch } from "../../src/sensing/control-watch.js";
import { FollowWatch } from "../../src/sensing/environment/follow-watch.js";
import { healthPercept } from "../../src/sensing/percepts/electrode-health.js";
import { HostSense } from "../../src/sensing/percepts/host-sense.js";
import { readingPercept } from "../../src/sensing/percepts/other-percepts.js";
import { glyphPercept, spikePercept } from "../../src/sensing/percepts/percepts.js";
import { SkySense } from "../../src/sensing/percepts/sky-sense.js";
import { spike } from "../sensing/a-story.js";
import { ScriptedDevice } from "./a-device.js";
import { aForest } from "./a-forest.js";

const E1: Electrode = { name: "e1", device: "adc", channel: "0-1", profile: "fungus", control: false };
const BLANK: Electrode = { ...E1, name: "blank", control: true };
const SETTINGS = USUAL_GLYPHS.fungus;

/** Eight hours of a node with a lively grove and a device that fails for a while; every sense of its own speaks. */
async function lived(): Promise<readonly Noticed[]> {
  let device: ScriptedDevice | undefined;
  const say: Action = { kind: "publish", text: "heard" };
  const rule = (id: string, when: Trigger, action: Action = say) => ({ id, when, actions: [action], coolDown: HOUR });
  const forest = await aForest({
    devices: [{ kind: "grove", config: { disturbance: 8, activity: 8 } }],
    place: { latitude: 59.8586, longitude: 17.6389 },
    reflexes: [
      rule("daily", { daily: [4 * HOUR] }),
      rule("quiet", { source: "operator", quietFor: HOUR }),
      rule("pattern", { glyphs: parseGlyphPattern("pause") }),
      rule("unwell", { source: "device/*", type: "fault" }, { kind: "rest", seconds: HOUR, probe: 10 * MINUTE }),
    ],
    more: (clock) => {
      device = new ScriptedDevice(clock);
      return device.planned();
    },
  });
  await forest.node.start();
  await forest.until(5 * HOUR);
  (device ?? assert.fail()).broken = true;
  await forest.until(5 * HOUR + 5 * MINUTE);
  (device ?? assert.fail()).broken = false;
  await forest.until(8 * HOUR);
  return forest.noticed();
}

/** What seldom happens, from the senses themselves. */
function seldom(): readonly Noticed[] {
  const told: Noticed[] = [];
  for (const trouble of TROUBLES)
    told.push(healthPercept(trouble, { z: 1, since: 0, now: 60 }, E1, SETTINGS, ENGLISH.health));
  for (const name of ["burst", "train", "silence", "drift", "artefact", "gap", "settling"] as const) {
    const glyph = { electrode: "e1", name, start: 0, end: 60, amplitude: 1, decided: 60 };
    const spikes = name === "burst" || name === "train" ? 3 : 0;
    const noticed = glyphPercept({ ...glyph, spikes, ...(name === "silence" && { deep: true }) }, 9, E1, SETTINGS);
    told.push(noticed ?? assert.fail(name));
  }
  told.push(...sharedSpikes(), followingDrift());
  const worst = {
    temperature: 90,
    underVoltage: true,
    battery: 0,
    memoryFree: 0,
    memoryTotal: 1,
    clockSynchronized: false,
  };
  told.push(...new HostSense(ENGLISH.health).read({ ...worst, diskFree: 0, diskTotal: 1 }, 0));
  for (const latitude of [59.8586, 78.2232]) {
    const sky = new SkySense({ latitude, longitude: 15.6267 });
    for (let now = 0; now < 366 * DAY; now = sky.nextAt(now)) told.push(...sky.read(now));
  }
  return told;
}

/** A day of an electrode that follows the air. */
function followingDrift(): Noticed {
  const watch = new FollowWatch();
  watch.addCovariate({ name: "air", device: "d", channel: "c", quantity: "temperature" });
  const random = new SeededRandom(1);
  for (let bin = 0, air = 10; bin < 144; bin++) {
    air += random.next() - 0.5;
    watch.covariate("air", bin * 600, air);
    watch.sample("e1", bin * 600, 2 * air);
  }
  const drift = {
    electrode: "e1",
    name: "drift" as const,
    start: 0,
    end: DAY - 1,
    amplitude: 1,
    decided: DAY - 1,
    spikes: 0,
  };
  return watch.marked(glyphPercept(drift, 0, E1, SETTINGS) ?? assert.fail());
}

/** One that the control showed before, one that it shows after. */
function sharedSpikes(): readonly Noticed[] {
  const told: Noticed[] = [];
  const watch = new ControlWatch({ spike: () => {}, glyph: () => {}, percept: (noticed) => void told.push(noticed) });
  for (const electrode of [E1, BLANK]) watch.addElectrode(electrode);
  for (const [electrode, peak] of [
    [BLANK, 1000],
    [E1, 1005],
    [E1, 9000],
    [BLANK, 9005],
  ] as const) {
    const own = { ...spike(peak, 120, { decided: peak + 200 }), electrode: electrode.name };
    watch.listener.spike(own);
    watch.listener.percept(spikePercept(own, electrode, SETTINGS));
  }
  return told;
}

test("the facts that a reflex may ask for are those that the senses tell, all of them and no others", async () => {
  const told = new Map<string, Set<string>>();
  for (const { source, type, data } of [...(await lived()), ...seldom()]) {
    const sense = source.slice(0, source.indexOf("/") + 1) || source;
    const facts = told.get(`${sense} ${type}`) ?? new Set();
    for (const fact of Object.keys(data)) facts.add(fact);
    told.set(`${sense} ${type}`, facts);
  }
  for (const sense of ["electrode/", "device/", "host", "glyphs", "clock", "node", "sky"])
    for (const [type, facts] of Object.entries(PERCEPT_FACTS[sense] ?? {})) {
      // Lateness is told by a node that was away.
      const seen = [...(told.get(`${sense} ${type}`) ?? []), ...(sense === "clock" ? ["late"] : [])];
      assert.deepEqual(new Set(facts), new Set(seen), `${sense} ${type}`);
    }
  for (const what of told.keys()) {
    const [sense = "", type = ""] = what.split(" ");
    const known = PERCEPT_FACTS[sense];
    assert.ok(known === undefined || Object.hasOwn(known, type), `${what} is told and not known`);
  }
});

test("so it is of a reading", () => {
  const noticed = readingPercept({
    ...{ event: "burst", electrodes: ["e1"], surprise: 3, confidence: 0.8, text: "a burst", embedding: [0.1] },
    ...{ start: 0, end: 30, decided: 30 },
  });
  assert.deepEqual(new Set(factsFor("reader", "burst")), new Set(Object.keys(noticed.data)));
});

test("who may tell anything means the same as a sense when it tells what a sense tells", () => {
  assert.ok(factsFor("*", "spike")?.includes("amplitude_mv"));
  assert.ok(factsFor("neighbour/*", "spike")?.includes("amplitude_mv"));
  assert.ok(factsFor("*", "burst")?.includes("confidence"), "a reading may be of a burst");
  assert.equal(factsFor("*", "spike")?.includes("amplitude"), false);
  for (const [source, type] of [
    ["*", "sp*"],
    ["operator", "*"],
    ["reflex/a", "told"],
    ["*", "note"],
  ] as const)
    assert.equal(factsFor(source, type), undefined, `${source} ${type}: nobody can know`);
});
