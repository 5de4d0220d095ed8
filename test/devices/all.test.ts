import assert from "node:assert/strict";
import { test } from "node:test";
import { allKinds } from "../../devices/all.js";

test("every kind has a name of its own, says what it is in one line and what it can do", () => {
  assert.equal(new Set(allKinds.map(({ kind }) => kind)).size, allKinds.length);
  for (const { kind, summary, capabilities } of allKinds) {
    assert.match(kind, /^[a-z0-9-]+$/);
    assert.ok(summary.length > 10 && !summary.includes("\n"), kind);
    assert.ok(capabilities.length > 0, kind);
  }
});

test("no kind takes a field that it does not know", () => {
  for (const { kind, schema } of allKinds)
    assert.throws(() => schema.parse({ "no-such-field": 1 }), /no-such-field/, kind);
});
