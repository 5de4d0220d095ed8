import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seal, unseal } from "../../src/storage/envelope.js";

test("what was sealed is unsealed as it was", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 5 }),
      fc.integer({ min: 1 }),
      (data, version) => {
        const plain = JSON.parse(JSON.stringify(data));
        assert.deepEqual(unseal(seal(version, data)), { version, data: plain });
      },
    ),
  );
});

test("a sealed state is a JSON file that a person can open, and may be formatted anew", () => {
  const text = seal(1, { threads: ["listen to e1"], mood: 0.1 });
  const pretty = JSON.stringify(JSON.parse(text), undefined, 2);
  assert.deepEqual(unseal(pretty), { version: 1, data: { threads: ["listen to e1"], mood: 0.1 } });
});

test("of all single flipped bits none gives other data", () => {
  const data = { threads: ["lyssna på e1"], values: [0.1, 1e21, -3], nothing: null };
  const text = Buffer.from(seal(1, data));
  let refused = 0;
  for (let bit = 0; bit < text.length * 8; bit++) {
    const flipped = Buffer.from(text);
    flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
    const opened = unseal(flipped.toString("utf8"));
    if ("damage" in opened) refused++;
    else assert.deepEqual(opened, { version: 1, data });
  }
  // What passes is white space for white space, and the E of an exponent.
  assert.ok(refused > text.length * 8 - 16, `${refused} of ${text.length * 8} refused`);
});

test("what is nested so deep that it cannot be said again is damage, whatever its check sum says", () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  for (const sum of ['"crc32":"00000000",', ""])
    assert.match(JSON.stringify(unseal(`{"v":1,${sum}"data":{"a":${deep}}}`)), /check sum is wrong/);
});

test("each kind of damage is told in its own words", () => {
  const damage = (text: string) => {
    const opened = unseal(text);
    return "damage" in opened ? opened.damage : "none";
  };
  assert.match(damage(""), /empty/);
  assert.match(damage("\0\0\0\0"), /zeros/);
  assert.match(damage(seal(1, { n: 1 }).slice(0, 20)), /torn/);
  assert.match(damage('{"hello":"world"}'), /no state file/);
  assert.match(damage("null"), /no state file/);
  assert.match(damage(seal(1, { n: 1 }).replace('"n":1', '"n":2')), /check sum/);
  assert.match(damage(seal(1, { n: 1 }).replace('"v":1', '"v":3')), /check sum/);
});

test("the check sum is the usual CRC-32 of version and data, as any tool works it out", () => {
  const { crc32 } = JSON.parse(seal(3, { n: 1 })) as { crc32: string };
  assert.equal(crc32, "41e46eef"); // of `3 {"n":1}`, by Python's zlib
});
