import assert from "node:assert/strict";
import { type Glyph, type GlyphChange, outgrows } from "../../src/domain/glyph.js";
import { type GlyphSettings, USUAL_GLYPHS } from "../../src/domain/glyph-settings.js";
import type { Spike } from "../../src/domain/spike.js";
import { GlyphPartition, type PartitionListener } from "../../src/sensing/glyphs/glyph-partition.js";
import { restoreState, saveState } from "../../src/sensing/stream/snapshot.js";

export const MEAN = USUAL_GLYPHS.fungus.interval.usual;

export function spike(onset: number, length = 60, more: Partial<Spike> = {}): Spike {
  const end = onset + length;
  const peak = onset + length / 3;
  return { electrode: "e1", onset, peak, end, amplitude: 0.05, polarity: 1, z: 10, match: 0.9, decided: end, ...more };
}

/** A partition, and everything that it tells, held against the laws of `GlyphChange` at every word. */
export function story(settings: GlyphSettings = USUAL_GLYPHS.fungus) {
  const glyphs: Glyph[] = [];
  const changes: GlyphChange[] = [];
  const z: number[] = [];
  let open: Glyph[] = [];
  let seen = 0;
  const listener: PartitionListener = {
    glyph: (glyph, height) => {
      assert.equal(changes.at(-1)?.glyph, glyph, "each close comes right before its glyph");
      glyphs.push(glyph);
      z.push(height);
    },
    change: (change) => {
      const { phase, glyph } = change;
      changes.push(change);
      const before = open.find(({ start }) => start === glyph.start);
      if (phase === "upgrade") assert.ok(before && outgrows(glyph, before), "an upgrade only raises what is open");
      if (phase === "open") assert.ok(!before || !outgrows(glyph, before), "what rises is upgraded, not opened again");
      if (phase === "close") {
        assert.ok(before, "what closes was open");
        const { name, spikes, deep } = glyph;
        assert.deepEqual([before.name, before.spikes, before.deep], [name, spikes, deep], "under the same name");
        assert.equal(open.indexOf(before), 0, "and nothing before it waits");
        open = open.filter(({ start }) => start >= glyph.end);
        return;
      }
      open = open.filter(({ start }) => start !== glyph.start && !(start > glyph.start && start < glyph.end));
      open.push(glyph);
      open.sort((a, b) => a.start - b.start);
    },
  };
  let cut = new GlyphPartition("e1", settings, listener);
  const told = () => changes.map(({ phase, glyph }) => `${phase} ${glyph.deep ? "deep " : ""}${glyph.name}`);
  return {
    get cut() {
      return cut;
    },
    /** The power fails, and the partition goes on from what was on disk. */
    restart: () => {
      const saved = JSON.parse(JSON.stringify(saveState(cut)));
      cut = new GlyphPartition("e1", settings, listener);
      assert.ok(restoreState(cut, saved));
    },
    glyphs,
    changes,
    z,
    told,
    /** What was told since this was called last. */
    news: () => {
      const words = told().slice(seen);
      seen = changes.length;
      return words;
    },
    open: () => open,
  };
}
