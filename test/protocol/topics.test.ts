import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isTopic, readNodeTopic, readTopic, rootOf, topicPattern, writeTopic } from "../../src/protocol/topics.js";
import { id, topic } from "./arbitraries.js";

test("no name can get a wildcard, a NUL or an empty level into a topic", () => {
  for (const name of ["", "a+", "#", "a\0b", "a/b"])
    assert.throws(() => writeTopic({ kind: "spike", name }), /topic/, name);
  for (const name of ["/a", "a/", "a//b", "electrode/+"])
    assert.throws(() => writeTopic({ kind: "percept", name }), /topic/, name);
  assert.equal(writeTopic({ kind: "percept", name: "electrode/e1" }), "percept/electrode/e1");
  assert.ok(isTopic("spike/e1"));
  assert.ok(!isTopic("x".repeat(70_000)));
});

test("the tree has the names of the contracts", () => {
  const root = rootOf({ site: "grove", node: "spruce-1" });
  assert.equal(root, "andas/1/grove/spruce-1");
  assert.equal(writeTopic({ kind: "state" }), "$state");
  assert.equal(writeTopic({ kind: "config-reported" }), "config/reported");
  assert.equal(writeTopic({ kind: "command", name: "ping" }), "cmd/ping");
  assert.equal(topicPattern("result"), "res/<name>");
  assert.equal(topicPattern("hold"), "hold");
});

test("what is written is read, and a whole topic says whose it is", () => {
  fc.assert(
    fc.property(id, id, topic, (site, node, said) => {
      assert.deepEqual(readTopic(writeTopic(said)), said);
      assert.deepEqual(readNodeTopic(`${rootOf({ site, node })}/${writeTopic(said)}`), { site, node, topic: said });
    }),
  );
});

test("whatever else stands there is none of ours, and what is read can be written", () => {
  for (const other of ["", "/", "spike", "spike/", "spike/a/b", "constructor", "$state/x", "cmd//x", "trees/oak"])
    assert.equal(readTopic(other), undefined, other);
  for (const other of ["homeassistant/status", "andas/2/grove/oak/hold", "andas/1/Grove/oak/hold", "andas/1/grove/oak"])
    assert.equal(readNodeTopic(other), undefined, other);
  const piece = fc.constantFrom(
    "andas",
    "1",
    "grove",
    "oak",
    "percept",
    "cmd",
    "$state",
    "config",
    "desired",
    "",
    "+",
    "#",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 7 }).map((all) => all.join("/")),
      ),
      (whole) => {
        const read = readTopic(whole);
        if (read !== undefined) assert.equal(writeTopic(read), whole);
        const node = readNodeTopic(whole);
        if (node !== undefined) assert.equal(`${rootOf(node)}/${writeTopic(node.topic)}`, whole);
      },
    ),
  );
});
