import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { electrodesOf } from "../../src/domain/percept.js";
import {
  deviceSource,
  electrodeOf,
  electrodeSource,
  environmentSource,
  isPerceptSource,
  NAMED_SENSES,
  nameIn,
  neighbourSource,
  reflexSource,
  SINGLE_SENSES,
} from "../../src/domain/percept-source.js";

test("a sense of a name gives its name back, whatever it is called", () => {
  const name = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("e1", "oak/e1", "/", "constructor"));
  const builders = fc.constantFrom(electrodeSource, environmentSource, deviceSource, reflexSource, neighbourSource);
  fc.assert(
    fc.property(builders, name, (build, called) => {
      assert.ok(isPerceptSource(build(called)));
      assert.equal(nameIn(build(called)), called);
      assert.equal(electrodeOf(build(called)), build === electrodeSource ? called : undefined);
    }),
  );
});

test("what comes from outside is a source only when a sense is called so", () => {
  for (const sense of SINGLE_SENSES) assert.ok(isPerceptSource(sense), sense);
  for (const text of ["", "Host", "host/", "electrodes/e1", "constructor", ...NAMED_SENSES])
    assert.equal(isPerceptSource(text), false, text);
});

test("a percept is about its own electrode, that of what a reflex answered, or those that it names", () => {
  const electrodes = ["e1", "e2"];
  assert.deepEqual(electrodesOf({ source: "electrode/e3", data: { electrodes } }), ["e3"]);
  assert.deepEqual(electrodesOf({ source: "reflex/surge", data: { source: "electrode/e3" } }), ["e3"]);
  assert.deepEqual(electrodesOf({ source: "reflex/surge", data: { source: "reader", electrodes } }), electrodes);
  assert.deepEqual(electrodesOf({ source: "reader", data: { electrodes: [...electrodes, 3] } }), electrodes);
  assert.deepEqual(electrodesOf({ source: "host", data: { source: "electrode/e3" } }), []);
});
