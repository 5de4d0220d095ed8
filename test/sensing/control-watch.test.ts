import assert from "node:assert/strict";
import { test } from "node:test";
import type { Electrode } from "../../src/domain/electrode.js";
import type { Glyph } from "../../src/domain/glyph.js";
import { USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import type { Noticed } from "../../src/domain/percept.js";
import type { Spike } from "../../src/domain/spike.js";
import { ControlWatch } from "../../src/sensing/control-watch.js";
import { spikePercept } from "../../src/sensing/percepts/percepts.js";
import { spike } from "./a-story.js";

const E1: Electrode = { name: "e1", device: "adc", channel: "0-1", profile: "fungus", control: false };
const BLANK: Electrode = { ...E1, name: "blank", channel: "2-3", control: true };

/** A node with an organism on e1 and an electrode in bare substrate. */
function grove(electrodes: readonly Electrode[] = [E1, BLANK]) {
  const told: (Noticed | Spike)[] = [];
  const percepts: Noticed[] = [];
  const watch = new ControlWatch({
    spike: (one) => told.push(one),
    glyph: () => {},
    percept: (noticed) => {
      told.push(noticed);
      percepts.push(noticed);
    },
  });
  for (const electrode of electrodes) watch.addElectrode(electrode);
  const shows = (electrode: Electrode, one: Spike) => {
    const own = { ...one, electrode: electrode.name };
    watch.listener.spike(own);
    watch.listener.percept(spikePercept(own, electrode, USUAL_GLYPHS[electrode.profile]));
  };
  return { watch, told, percepts, shows };
}

function artefact(electrode: string, start: number, end: number): Glyph {
  return { electrode, name: "artefact", start, end, spikes: 0, amplitude: 0, decided: end };
}

test("what the control showed first marks the spike at once, and says which control", () => {
  const { shows, percepts } = grove();
  shows(BLANK, spike(1000, 120, { decided: 1200 }));
  shows(E1, spike(1005, 120, { decided: 1250 }));
  assert.deepEqual(
    percepts.map(({ source, type, tags, data }) => [source, type, tags, data.control]),
    [
      ["electrode/blank", "spike", ["control"], undefined],
      ["electrode/e1", "spike", ["shared"], "blank"],
    ],
  );
});

test("what the control shows later is said later, once, and the spike has long been told", () => {
  const { shows, percepts, told } = grove();
  shows(E1, spike(1000, 120, { decided: 1200 }));
  assert.deepEqual(percepts[0]?.tags, []);
  shows(BLANK, spike(1010, 120, { decided: 1260 }));
  shows(BLANK, spike(1015, 120, { decided: 1300 }));
  const shared = percepts.filter(({ type }) => type === "shared");
  assert.equal(shared.length, 1);
  assert.deepEqual(shared[0], {
    source: "electrode/e1",
    type: "shared",
    intensity: 0.5,
    at: 1260,
    tags: ["shared"],
    data: { control: "blank", with: "spike", peak_ago_s: 220 },
  });
  assert.equal(told.length, 3 + 4, "nothing is dropped");
});

test("what comes at another time is the organism's own", () => {
  const { shows, percepts } = grove();
  shows(BLANK, spike(1000, 60));
  shows(E1, spike(1060, 60));
  shows(E1, spike(900, 60));
  assert.ok(percepts.every(({ type, tags }) => type === "spike" && !tags.includes("shared")));
});

test("slow spikes may peak further apart than fast ones and still be one event: half the longer rise", () => {
  const { shows, percepts } = grove();
  shows(BLANK, spike(1000, 900)); // peaks at 1300, a rise of 300
  shows(E1, spike(1130, 900)); // at 1430
  shows(E1, spike(1190, 900)); // at 1490
  assert.deepEqual(
    percepts.slice(1).map(({ tags }) => tags.includes("shared")),
    [true, false],
  );
});

test("handling that the control sees while a spike rises is shared, as soon as it begins", () => {
  const { watch, shows, percepts } = grove();
  watch.listener.glyphChange({ phase: "open", glyph: artefact("blank", 1000, 1002) });
  watch.listener.glyph(artefact("blank", 1000, 1012));
  shows(E1, spike(1005, 300, { decided: 1400 }));
  shows(E1, spike(2000, 300, { decided: 2400 }));
  assert.deepEqual(
    percepts.map(({ tags }) => tags),
    [["shared"], []],
  );
  watch.listener.glyph(artefact("blank", 2050, 2060));
  assert.equal(percepts.at(-1)?.type, "shared");
  assert.equal(percepts.at(-1)?.data.with, "artefact");
});

test("two organisms that fire together share nothing with a control, and a node without a control marks nothing", () => {
  const e2 = { ...E1, name: "e2" };
  const { shows, percepts } = grove([E1, e2]);
  shows(E1, spike(1000));
  shows(e2, spike(1000));
  assert.ok(percepts.every(({ tags }) => tags.length === 0));
});

test("plants are quicker: two seconds apart is not together", () => {
  const leaf: Electrode = { ...E1, profile: "plant" };
  const { shows, percepts } = grove([leaf, BLANK]);
  shows(BLANK, spike(1000, 3));
  shows(leaf, spike(1001, 3));
  shows(leaf, spike(1002.1, 3));
  assert.deepEqual(
    percepts.slice(1).map(({ tags }) => tags.includes("shared")),
    [true, false],
  );
});
