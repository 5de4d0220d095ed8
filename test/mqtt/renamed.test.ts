import assert from "node:assert/strict";
import { test } from "node:test";
import type { Announced } from "../../src/protocol/home-assistant/announced.js";
import { alert, aNode, breath, ROOT } from "./a-node.js";

const OLD = "homeassistant/device/grove-spruce-1/config";

/** A node that lived as spruce-1, and left its values and its alert with the broker. */
async function aLife() {
  const node = aNode();
  await node.session.connect(1);
  node.tell(breath(1));
  node.tell(alert("gone", true));
  node.session.retain({ kind: "last", name: "e1" }, { value_mv: 1 });
  node.session.retain({ kind: "health" }, { status: "healthy" });
  await node.session.rest(1);
  return { wire: node.wire, announced: node.session.announced };
}

function asPine(wire: Awaited<ReturnType<typeof aLife>>["wire"], announced: Announced) {
  return aNode({ wire, announced, identity: { site: "grove", node: "pine-1" } });
}

test("a renamed node leaves no ghost: neither in Home Assistant nor among the retained", async () => {
  const { wire, announced } = await aLife();
  assert.equal(announced.root, ROOT);
  assert.ok(wire.retained.has(OLD) && wire.retained.has(`${ROOT}/alert/gone`));

  const after = asPine(wire, announced);
  assert.deepEqual(after.session.announced, announced, "remembered until the broker has let go of it");
  // What stood over the restart is told again, as a node does at its start.
  after.tell(alert("gone", true));
  await after.session.connect(2);
  assert.ok(!wire.retained.has(OLD), "the device of its former name is taken back");
  assert.deepEqual(
    [...wire.retained.keys()].filter((topic) => topic.startsWith(`${ROOT}/`)),
    [],
  );
  assert.ok(wire.retained.has("homeassistant/device/grove-pine-1/config"));
  assert.ok(wire.retained.has("andas/1/grove/pine-1/alert/gone"));
  assert.equal(after.session.announced.root, "andas/1/grove/pine-1");
});

test("what is let go of under the former name is let go of once", async () => {
  const { wire, announced } = await aLife();
  const after = asPine(wire, announced);
  await after.session.connect(2);
  after.tell(alert("gone", true));
  after.tell(alert("gone", true));
  await after.session.connect(2);
  const cleared = wire.published.filter(({ topic, payload }) => topic === `${ROOT}/alert/gone` && payload === "");
  assert.equal(cleared.length, 1);
});

test("a node without a past under another name clears nothing", async () => {
  const { wire } = await aLife();
  const again = aNode({ wire, announced: { components: { "electrode-e1": "sensor" } } });
  await again.session.connect(2);
  assert.ok(wire.retained.has(`${ROOT}/last/e1`));
});
