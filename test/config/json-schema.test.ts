import assert from "node:assert/strict";
import test from "node:test";
import { z } from "zod";
import { BUILT_IN_CARD } from "../../src/config/built-in-card.js";
import { type JsonSchema, jsonSchemaOf } from "../../src/config/card-schemas.js";
import { judgeCard } from "../../src/config/judge-card.js";
import { CARD_NAMES, type CardName } from "../../src/config/written/content.js";
import { KINDS, NODE } from "./card-folder.js";

/** Does an editor that knows draft-07 find this in order? */
function accepts(name: CardName, written: unknown): boolean {
  const schema = z.fromJSONSchema(jsonSchemaOf(name, KINDS) as Parameters<typeof z.fromJSONSchema>[0]);
  return schema.safeParse(written).success;
}

test("the schemas accept the built-in card, the empty files and the card with all defaults written out", () => {
  const { good } = judgeCard(BUILT_IN_CARD, KINDS);
  const effective = JSON.parse(good?.effective ?? "{}");
  for (const name of CARD_NAMES) {
    assert.ok(accepts(name, BUILT_IN_CARD.files[name] ?? {}), name);
    assert.ok(accepts(name, effective[name]), `${name}, written out`);
  }
});

test("what the echo says is itself a good card, and its echo is the same", () => {
  const card = { node: NODE, electrodes: { devices: [{ name: "a", kind: "adc", rate_hz: 8 }] } };
  const first = judgeCard({ files: card, beside: {} }, KINDS).good ?? assert.fail();
  const { about: _, ...echoed } = JSON.parse(first.effective);
  const second = judgeCard({ files: echoed, beside: {} }, KINDS).good;
  assert.deepEqual(second, first);
});

test("the schemas refuse what the node refuses", () => {
  assert.ok(!accepts("node", {}));
  assert.ok(!accepts("node", { site: "A", node: "b" }));
  assert.ok(!accepts("breath", { phases: { inhale: 5 } }));
  assert.ok(!accepts("reflexes", { reflexes: [{ id: "a", when: { type: "b" }, action: { kind: "explode" } }] }));
});

test("an editor knows reflexes too: an action or several, glyph patterns, times of day, tags", () => {
  const withRule = (when: object, action: unknown = { kind: "backup" }) =>
    accepts("reflexes", { reflexes: [{ id: "a", when, action }] });
  assert.ok(withRule({ glyphs: "silence>=2h (burst|train) on e1,e2" }));
  assert.ok(!withRule({ glyphs: "pause brust" }));
  assert.ok(withRule({ daily: ["03:00"] }));
  assert.ok(!withRule({ daily: ["3:00"] }));
  assert.ok(withRule({ tags: ["urgent", "my:oak"] }));
  assert.ok(!withRule({ tags: ["oak"] }));
  assert.ok(withRule({ values: [{ field: "z", is: "at-least", value: 10 }] }));
  assert.ok(withRule({ type: "burst" }, [{ kind: "backup" }, { kind: "breath", call: "deepen", for_s: 60 }]));
  assert.ok(!withRule({ type: "burst" }, [{ kind: "backup", for_s: 60 }]));
  assert.ok(!withRule({ type: "burst" }, []));
});

test("a device is checked by its own kind's fields", () => {
  const withDevice = (device: object) => accepts("electrodes", { devices: [device] });
  assert.ok(withDevice({ name: "a", kind: "adc", rate_hz: 8, gain: "high", listening: "inhale" }));
  assert.ok(withDevice({ name: "a", kind: "grove" }));
  assert.ok(!withDevice({ name: "a", kind: "adc" }));
  assert.ok(!withDevice({ name: "a", kind: "grove", rate_hz: 8 }));
  assert.ok(!withDevice({ name: "a", kind: "nothing" }));
});

test("every field of every file is explained, and the schema says which draft it is", () => {
  const unexplained = (schema: JsonSchema, path: string): string[] => [
    ...(schema.description === undefined && !path.startsWith("electrodes.devices.") ? [path] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, value]) => unexplained(value, `${path}.${key}`)),
    ...(schema.items?.properties ? unexplained(schema.items, `${path}.items`) : []),
    ...(schema.oneOf ?? schema.items?.oneOf ?? []).flatMap((form, i) => unexplained(form, `${path}.${i}`)),
    // The forms of a plain value are explained with it; those of objects and lists each have fields of their own.
    ...(schema.anyOf ?? []).flatMap((form, i) =>
      form.oneOf || form.items ? unexplainedForms(form, `${path}.${i}`) : [],
    ),
  ];
  const unexplainedForms = (schema: JsonSchema, path: string): string[] =>
    (schema.oneOf ?? schema.items?.oneOf ?? []).flatMap((form, i) => unexplained(form, `${path}.${i}`));
  for (const name of CARD_NAMES) {
    const schema = jsonSchemaOf(name, KINDS);
    assert.equal(schema.$schema, "http://json-schema.org/draft-07/schema#");
    assert.deepEqual(unexplained(schema, name), []);
  }
});
