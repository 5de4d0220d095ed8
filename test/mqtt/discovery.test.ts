import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { GLYPHS } from "../../src/domain/glyph.js";
import { EVENTS } from "../../src/domain/reading.js";
import { discoveryDocument } from "../../src/protocol/home-assistant/document.js";
import { aNode, description, electrode, ROOT, START } from "./a-node.js";
import { DEVICE_DOCUMENT } from "./home-assistant-schema.js";

const TOPIC = "homeassistant/device/grove-spruce-1/config";
type Component = Record<string, unknown> & { platform: string };
type Document = Record<string, unknown> & {
  components: Record<string, Component>;
  availability: Record<string, string>[];
};

async function announced(node: ReturnType<typeof aNode>): Promise<Document> {
  await node.session.connect(1);
  return JSON.parse(node.wire.retained.get(TOPIC) as string) as Document;
}

test("the device document has all that Home Assistant asks for, and nothing that it does not know", async () => {
  const document = await announced(aNode());
  DEVICE_DOCUMENT.parse(document);
  assert.deepEqual((document.device as { identifiers: string[] }).identifiers, ["andas-grove-spruce-1"]);
  assert.equal((document.device as { name: string }).name, "Old spruce");
  assert.equal((document.origin as { name: string }).name, "andas");
  const ids = new Set<unknown>();
  for (const [id, component] of Object.entries(document.components)) {
    assert.equal(component.availability === undefined, id !== "state", "of a dead node only that it is dead is known");
    ids.add(component.unique_id);
  }
  assert.equal(ids.size, Object.keys(document.components).length, "each has an id of its own");
  const e1 = document.components["electrode-e1"];
  assert.equal(e1?.state_topic, `${ROOT}/last/e1`);
  assert.equal(e1.unit_of_measurement, "mV");
});

test("whatever hangs on a node, Home Assistant takes its document", () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,12}$/), { maxLength: 8 });
  const quantity = fc.constantFrom("temperature", "humidity", "moisture", "light", "rain");
  fc.assert(
    fc.property(
      names,
      names,
      quantity,
      fc.option(fc.double({ min: 1, max: 86_400, noNaN: true })),
      fc.boolean(),
      (all, others, quantity, breath, always) => {
        const facts = {
          identity: { site: "north", node: "birch-1" },
          version: "1.0.0",
          hardware: "Raspberry Pi 4",
          electrodes: all.map(electrode),
          covariates: others.map((name) => ({ name, quantity, device: "adc", channel: "0" })),
          ...(breath !== null && { breath }),
          radio: always ? "always" : "breath",
        } as const;
        const before = { "electrode-gone": "sensor", "spike-gone": "event" };
        const document = DEVICE_DOCUMENT.parse(JSON.parse(JSON.stringify(discoveryDocument(facts, before))));
        const ids = Object.values(document.components).flatMap((one) => ("unique_id" in one ? [one.unique_id] : []));
        assert.equal(new Set(ids).size, ids.length, "each has an id of its own");
      },
    ),
  );
});

test("spikes, glyphs and readings are events, each of a type that it said it would be", async () => {
  const { components } = await announced(aNode());
  assert.deepEqual(components["spike-e1"]?.event_types, ["up", "down"]);
  assert.equal(components["spike-e1"]?.state_topic, `${ROOT}/spike/e1`);
  assert.deepEqual(components["glyph-e2"]?.event_types, [...GLYPHS]);
  assert.deepEqual(components.reading?.event_types, [...EVENTS]);
  assert.equal(components.reading?.state_topic, `${ROOT}/reading/+`);
});

test("a press of a button is a command as the node takes it", async () => {
  const node = aNode();
  const { components } = await announced(node);
  for (const id of ["gasp", "thanks", "clear"]) {
    const button = components[id]!;
    node.wire.deliver(String(button.command_topic), String(button.payload_press));
  }
  await node.session.rest(START + 1);
  assert.deepEqual(
    node.commands.map(({ name, body }) => [name, body]),
    [
      ["gasp", {}],
      ["thanks", {}],
      ["clear", {}],
    ],
  );
});

test("who is heard in its exhales alone tells how often it breathed and when it will; its phase would always be the same", async () => {
  const silent = await announced(aNode({ about: { ...description, radio: "breath" } }));
  assert.equal(silent.components.phase, undefined);
  assert.equal(silent.components.breaths?.value_template, "{{ value_json.cycle | default('None') }}");
  assert.equal(silent.components["next-inhale"]?.device_class, "timestamp");
  const present = await announced(aNode({ about: { ...description, radio: "always" } }));
  assert.deepEqual(present.components.phase?.options, ["inhale", "hold", "exhale", "pause"]);
});

test("a sleeping node is available, a lost one is not", async () => {
  const { availability } = await announced(aNode());
  assert.equal(availability.length, 1);
  assert.equal(availability[0]?.topic, `${ROOT}/$state`);
  const gone = /in \[(.*)\]/.exec(availability[0]?.value_template as string)?.[1];
  assert.equal(gone, "'disconnected', 'lost'");
});

test("an electrode that is gone is taken back, with the value that stood for it", async () => {
  const before = aNode();
  await announced(before);
  const memory = before.session.announced;
  assert.equal(memory.components["electrode-e2"], "sensor");

  const after = aNode({
    wire: before.wire,
    announced: memory,
    about: { ...description, electrodes: [electrode("e1")] },
  });
  before.wire.lose("the node was taken home");
  before.wire.retained.set(`${ROOT}/last/e2`, '{"value_mv":1}');
  assert.equal(after.session.announced.components["electrode-e2"], "sensor", "remembered until the broker has it");
  const document = await announced(after);
  assert.deepEqual(
    document.components["electrode-e2"],
    { platform: "sensor" },
    "how Home Assistant is told to remove it",
  );
  assert.ok(!before.wire.retained.has(`${ROOT}/last/e2`));
  assert.equal(after.session.announced.components["electrode-e2"], undefined);
});

test("when Home Assistant comes up it is told again, a little later, and not by a retained birth", async () => {
  const node = aNode();
  const { session, wire, clock } = node;
  const documents = () => wire.published.filter((message) => message.topic === TOPIC).length;
  await announced(node);
  wire.deliver("homeassistant/status", "online", { retained: true });
  wire.deliver("homeassistant/status", "offline");
  await clock.run(new AbortController().signal, { until: START + 60 });
  assert.equal(documents(), 1);

  wire.deliver("homeassistant/status", "online");
  await clock.run(new AbortController().signal, { until: clock.now() });
  assert.equal(documents(), 1, "not all nodes at once");
  await clock.run(new AbortController().signal, { until: clock.now() + 30 });
  assert.equal(documents(), 2);
  await session.close("done");
});

test("a node that slept when Home Assistant came up tells it after it woke", async () => {
  const node = aNode();
  const { session, wire, clock } = node;
  await announced(node);
  await session.rest(START + 100);
  wire.deliver("homeassistant/status", "online");
  await session.connect(2);
  await session.rest(START + 200);
  await clock.run(new AbortController().signal, { until: START + 60 });
  wire.trail.length = 0;
  await session.connect(3);
  assert.ok(wire.trail.includes(`publish ${TOPIC}`));
});

test("who has no Home Assistant is not bothered", async () => {
  const { session, wire } = aNode({ homeAssistant: "" });
  await session.connect(1);
  assert.ok(!wire.trail.some((step) => step.includes("homeassistant") || step === "subscribe /status"));
});

test("what a node measures dies with it: a breath after the time at which it meant to wake it is unavailable", async () => {
  const node = aNode({ about: { ...description, breath: 480.5 } });
  const { components } = await announced(node);
  for (const [id, { expire_after, platform }] of Object.entries(components)) {
    const stays = id === "state" || id === "until" || platform === "event" || platform === "button";
    assert.equal(
      expire_after,
      stays ? undefined : 961,
      `${id}: ${stays ? "is true of the dead too" : "twice a breath"}`,
    );
  }
  // With a changed card it is told anew.
  node.session.describe({ ...description, breath: 60 });
  await node.session.connect(2);
  const again = JSON.parse(node.wire.retained.get(TOPIC) as string) as Document;
  assert.equal(again.components["electrode-e1"]?.expire_after, 120);
  assert.equal(JSON.parse(node.wire.retained.get(`${ROOT}/$description`) as string).breath_s, 60);
});
