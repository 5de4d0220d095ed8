import assert from "node:assert/strict";
import { test } from "node:test";
import { GLYPHS, type GlyphName } from "../../src/domain/glyph.js";
import { Surprise } from "../../src/spiralformer/surprise.js";

const G = GLYPHS.length;

/** What was foretold of each channel: this glyph has so much, the others share the rest. */
function following(...channels: readonly (readonly [GlyphName, number])[]): Float32Array {
  const shares = new Float32Array(8 * G).fill(1 / G);
  for (const [channel, [glyph, share]] of channels.entries()) {
    shares.fill((1 - share) / (G - 1), channel * G, (channel + 1) * G);
    shares[channel * G + GLYPHS.indexOf(glyph)] = share;
  }
  return shares;
}

function glyphs(...names: readonly GlyphName[]): Uint8Array {
  return Uint8Array.from(names, (name) => GLYPHS.indexOf(name));
}

test("what was foretold costs few bits, what was not costs many, and nothing costs more than twenty", () => {
  const surprise = new Surprise();
  const bits = (share: number) => {
    surprise.reset();
    surprise.setForecast(following(["spike", share]));
    surprise.addGlyphs(glyphs("spike"), [0], Uint8Array.of(1));
    return surprise.bits;
  };
  assert.deepEqual([bits(1), bits(0.5), bits(0.125), bits(0)], [0, 1, 3, 20]);
});

test("it is the mean over the channels that are in use, each compared with its own electrode", () => {
  const surprise = new Surprise();
  surprise.setForecast(following(["spike", 0.5], ["rest", 0.125], ["rest", 0]));
  surprise.addGlyphs(glyphs("rest", "rest", "spike"), [2, 1, 0], Uint8Array.of(0, 1, 1));
  assert.equal(surprise.bits, 2);
});

test("only the slot right after a call is compared with what the call foretold", () => {
  const surprise = new Surprise();
  assert.equal(surprise.bits, 0);
  surprise.setForecast(following(["spike", 0.5]));
  for (const name of ["spike", "burst", "burst"] as const) surprise.addGlyphs(glyphs(name), [0], Uint8Array.of(1));
  assert.equal(surprise.bits, 1);
  surprise.reset();
  assert.equal(surprise.bits, 0);
});
