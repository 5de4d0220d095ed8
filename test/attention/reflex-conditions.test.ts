import assert from "node:assert/strict";
import { test } from "node:test";
import { parseGlyphPattern } from "../../src/domain/glyph-pattern/parse.js";
import type { Json } from "../../src/domain/percept.js";
import type { Reflex, Trigger, ValueCondition } from "../../src/domain/reflex.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { AttentionUnderTest, actionsIn } from "./attention-under-test.js";

function aReflex(when: Trigger, more: Partial<Reflex> = {}): Reflex {
  return { id: "r", when, actions: [{ kind: "publish", text: "!" }], coolDown: 0, ...more };
}

function fires(when: Trigger, data: Readonly<Record<string, Json>>, minute = 0): boolean {
  const attention = new AttentionUnderTest([aReflex(when)]);
  return actionsIn(attention.hears(minute, "electrode/e1", "spike", { data })).length === 1;
}

const value = (field: string, is: ValueCondition["is"], wanted: Json): Trigger => ({
  type: "spike",
  values: [{ field, is, value: wanted }],
});

test("numbers of a percept are compared as they are written", () => {
  const data = { amplitude_mv: 0.5 };
  for (const [is, wanted, expected] of [
    ["at-least", 0.5, true],
    ["at-least", 0.51, false],
    ["at-most", 0.5, true],
    ["at-most", 0.49, false],
    ["above", 0.49, true],
    ["above", 0.5, false],
    ["below", 0.51, true],
    ["below", 0.5, false],
    ["equal-to", 0.5, true],
    ["other-than", 0.5, false],
  ] as const)
    assert.equal(fires(value("amplitude_mv", is, wanted), data), expected, `${is} ${wanted}`);
});

test("a fact may lie deeper, and what is not there fits nothing, not even being other than something", () => {
  const data = { host: { disk_free: 0.1 }, list: ["a"], empty: null };
  assert.ok(fires(value("host.disk_free", "below", 0.2), data));
  assert.ok(fires(value("list.0", "equal-to", "a"), data));
  assert.ok(fires(value("empty", "equal-to", null), data));
  for (const field of ["host.disk", "host.disk_free.deeper", "nothing", "constructor", "list.length", "empty.x"])
    assert.ok(!fires(value(field, "other-than", 1), data), field);
});

test("a number is not more than a word, and a word equals itself", () => {
  assert.ok(!fires(value("speed", "at-least", 1), { speed: "fast" }));
  assert.ok(fires(value("speed", "equal-to", "fast"), { speed: "fast" }));
  assert.ok(fires(value("speed", "other-than", "slow"), { speed: "fast" }));
});

test("every value must hold", () => {
  const values: ValueCondition[] = [
    { field: "z", is: "at-least", value: 10 },
    { field: "polarity", is: "equal-to", value: -1 },
  ];
  assert.ok(fires({ values }, { z: 12, polarity: -1 }));
  assert.ok(!fires({ values }, { z: 12, polarity: 1 }));
});

test("a reflex may sleep at certain hours; what spans midnight does", () => {
  // Stories begin at 06:00.
  const night = { between: { from: 22 * HOUR, to: 5 * HOUR } };
  const day = { between: { from: 6 * HOUR, to: 22 * HOUR } };
  const at = (hour: number) => (hour - 6) * 60;
  assert.deepEqual(
    [6, 21, 22, 23.5, 24.5, 28.9, 29].map((hour) => fires({ type: "spike", ...night }, {}, at(hour))),
    [false, false, true, true, true, true, false],
  );
  assert.deepEqual(
    [5.9, 6, 21.9, 22].map((hour) => fires({ type: "spike", ...day }, {}, at(hour))),
    [false, true, true, false],
  );
});

test("three bursts on one electrode are no surge, bursts on three electrodes are", () => {
  const attention = new AttentionUnderTest([
    aReflex({ type: "burst", count: { atLeast: 3, within: 15 * MINUTE, of: "sources" } }),
  ]);
  const hears = (minute: number, electrode: string) =>
    actionsIn(attention.hears(minute, `electrode/${electrode}`, "burst")).length;
  assert.deepEqual([hears(0, "e1"), hears(1, "e1"), hears(2, "e1"), hears(3, "e1")], [0, 0, 0, 0]);
  assert.equal(hears(4, "e2"), 0);
  assert.equal(hears(18.5, "e3"), 0, "e1 is too long ago by now");
  assert.equal(hears(18.9, "e1"), 1);
});

test("a glyph pattern that was heard fires the reflexes that wait for it, however they wrote it, and no others", () => {
  const waits = (id: string, text: string): Reflex => aReflex({ glyphs: parseGlyphPattern(text) }, { id });
  const attention = new AttentionUnderTest([
    waits("a", "pause burst pause"),
    waits("b", " pause   burst pause "),
    waits("c", "burst{2}"),
  ]);
  const told = attention.hears(0, "glyphs", "pattern", { data: { pattern: "pause burst pause", electrodes: ["e1"] } });
  assert.deepEqual(actionsIn(told), ["a", "b"]);
});

test("several actions are done in their order, and awareness comes after them", () => {
  const reflex = aReflex(
    { type: "burst" },
    {
      actions: [
        { kind: "alert", text: "look" },
        { kind: "breath", call: "exhale" },
      ],
      awareness: { type: "told", intensity: 0.5 },
    },
  );
  const told = new AttentionUnderTest([reflex]).hears(0, "electrode/e1", "burst");
  assert.deepEqual(
    told.slice(0, 3).map((one) => (one.kind === "act" ? one.action.kind : one.kind)),
    ["alert", "breath", "notice"],
  );
});

test("reflexes act in the order of the card", () => {
  const attention = new AttentionUnderTest(
    ["c", "a", "b"].map((id) => aReflex({ type: id === "a" ? "burst" : "b*" }, { id })),
  );
  assert.deepEqual(actionsIn(attention.hears(0, "electrode/e1", "burst")), ["c", "a", "b"]);
});
