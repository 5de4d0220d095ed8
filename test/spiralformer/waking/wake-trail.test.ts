import assert from "node:assert/strict";
import { test } from "node:test";
import type { GlyphName } from "../../../src/domain/glyph.js";
import { WakeTrail } from "../../../src/spiralformer/waking/wake-trail.js";
import { slotOf } from "../some-slots.js";

function trailOf(...slots: readonly (readonly GlyphName[])[]): WakeTrail {
  const trail = new WakeTrail(slots[0]?.length ?? 0);
  for (const [k, glyphs] of slots.entries()) trail.addSlot(slotOf(30 * k, ...glyphs.map((glyph) => ({ glyph }))));
  return trail;
}

test("a wake names the glyphs that led to it on its electrode, and the ear's own at the end", () => {
  const trail = trailOf(["silence", "rest"], ["silence", "spike"], ["spike", "spike"], ["spike", "burst"]);
  assert.equal(trail.leadingTo(0), "silence spike stir");
  assert.equal(trail.leadingTo(1), "rest spike burst stir");
});

test("only the latest three are named, each once while it lasts", () => {
  const trail = trailOf(["settling"], ["rest"], ["rest"], ["spike"], ["rest"], ["spike"], ["spike"]);
  assert.equal(trail.leadingTo(0), "spike rest spike stir");
});
