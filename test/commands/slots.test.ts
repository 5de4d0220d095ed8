import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { crc32 } from "node:zlib";
import { GLYPHS } from "../../src/domain/glyph.js";
import { SLOT_FEATURES } from "../../src/spiralformer/slots/features.js";
import { temporary } from "../config/card-folder.js";
import { andas, groveRecording, lines } from "./andas.js";

const ROWS = 6000;

/** A grove's recording and its slots in a folder of their own. */
async function withSlots(t: TestContext) {
  const folder = await temporary(t);
  const recording = await groveRecording(folder, ROWS);
  const npz = join(folder, "slots.npz");
  return { folder, recording, npz };
}

/** The arrays in an .npz, read by the book: directory, local headers, check sums. Texts and numbers as they lie there. */
function entries(npz: string): Map<string, { dictionary: string; values: Buffer }> {
  const bytes = readFileSync(npz);
  const end = bytes.length - 22;
  assert.equal(bytes.readUInt32LE(end), 0x06054b50);
  const end64 = Number(bytes.readBigUInt64LE(end - 20 + 8));
  assert.equal(bytes.readUInt32LE(end64), 0x06064b50);
  let at = Number(bytes.readBigUInt64LE(end64 + 48));
  const found = new Map<string, { dictionary: string; values: Buffer }>();
  for (let i = 0; i < Number(bytes.readBigUInt64LE(end64 + 32)); i++) {
    const crc = bytes.readUInt32LE(at + 16);
    const length = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + length);
    const size = Number(bytes.readBigUInt64LE(at + 46 + length + 4));
    const local = Number(bytes.readBigUInt64LE(at + 46 + length + 20));
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + size);
    assert.equal(crc32(content), crc, name);
    assert.equal(bytes.readUInt32LE(local + 14), crc, name);
    const header = 10 + content.readUInt16LE(8);
    assert.equal(header % 64, 0);
    found.set(name, { dictionary: content.toString("latin1", 10, header).trim(), values: content.subarray(header) });
    at += 46 + length + bytes.readUInt16LE(at + 30);
  }
  return found;
}

test("the slots go to their file, and the glyphs to stdout as ever", async (t) => {
  const { folder, recording, npz } = await withSlots(t);
  const again = join(await temporary(t), "again.npz");
  const [plain, slots] = await Promise.all([
    andas(t, "glyphs", recording),
    andas(t, "glyphs", recording, "--slots", npz),
    andas(t, "glyphs", recording, "--slots", again),
  ]);
  assert.ok(readFileSync(npz).equals(readFileSync(again)), "the same recording, other bytes");
  assert.deepEqual([slots.code, slots.stdout], [0, plain.stdout]);
  assert.equal(lines(slots.stderr).slice(1).join("\n"), `andas: ${npz}: 199 slots of 4 electrodes`);
  assert.deepEqual(readdirSync(folder).toSorted(), ["grove.csv", "slots.npz"]);
  const found = entries(npz);
  const F = SLOT_FEATURES.length;
  const shapes = [...found].map(([name, { dictionary }]) => [name, dictionary]);
  const text = (descr: string, shape: string) => `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }`;
  assert.deepEqual(shapes, [
    ["t.npy", text("<f8", "199,")],
    ["glyph.npy", text("|u1", "199, 4")],
    ["feature.npy", text("<f4", `199, 4, ${F}`)],
    ["glyphs.npy", text("<U8", `${GLYPHS.length},`)],
    ["features.npy", text("<U15", `${F},`)],
    ["electrodes.npy", text("<U2", "4,")],
    ["layout.npy", text("<i4", "")],
  ]);
  const t0 = found.get("t.npy")?.values as Buffer;
  for (let i = 0; i < 199; i++) assert.equal(t0.readDoubleLE(8 * i), 30 * (i + 1));
  assert.equal(found.get("feature.npy")?.values.length, 199 * 4 * F * 4);
});

test("NumPy reads it, nothing pickled", async (t) => {
  const python = process.env.PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import numpy"]).status !== 0)
    return t.skip("needs Python with numpy: pip install numpy, or PYTHON=/path/to/python");
  const { recording, npz } = await withSlots(t);
  await andas(t, "glyphs", recording, "--slots", npz);
  const program = `
import numpy, sys
z = numpy.load(sys.argv[1], allow_pickle=False)
print(z['t'].shape, z['glyph'].shape, z['feature'].shape, z['t'].dtype, z['glyph'].dtype, z['feature'].dtype)
print(*z['electrodes'], z['features'][0], z['glyphs'][-1], int(z['layout']), bool(numpy.isfinite(z['feature']).all()))
`;
  const { stdout, stderr } = spawnSync(python, ["-c", program, npz], { encoding: "utf8" });
  assert.equal(stderr, "");
  const F = SLOT_FEATURES.length;
  assert.equal(stdout, `(199,) (199, 4) (199, 4, ${F}) float64 uint8 float32\ne1 e2 e3 e4 measured stir 1 True\n`);
});

test("a recording too short for a slot makes a file of none", async (t) => {
  const folder = await temporary(t);
  const recording = join(folder, "short.csv");
  writeFileSync(recording, "a\n1\n2\n3\n");
  const npz = join(folder, "slots.npz");
  const { code } = await andas(t, "glyphs", recording, "--slots", npz);
  assert.equal(code, 0);
  assert.match(entries(npz).get("feature.npy")?.dictionary ?? "", /\(0, 1, \d+\)/);
});

test("what cannot be written is told in one line before anything is read, and leaves nothing behind", async (t) => {
  const { folder, recording } = await withSlots(t);
  const before = readFileSync(recording);
  const refused = async (file: string, why: RegExp) => {
    const { code, stdout, stderr } = await andas(t, "glyphs", recording, "--slots", file);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, why);
    assert.equal(stderr.trimEnd().split("\n").length, 1);
  };
  await refused(join(folder, "nowhere", "slots.npz"), /cannot be written .* give a file in a folder that is there/);
  await refused(folder, /is no file: give the name of an \.npz file/);
  await refused(recording, /is the recording itself: give another name/);
  await refused("", /give the name of an \.npz file/);
  assert.deepEqual(readdirSync(folder), ["grove.csv"]);
  assert.ok(readFileSync(recording).equals(before));
});

test("a recording that cannot be read leaves the slots of last time as they are", async (t) => {
  const { folder, npz } = await withSlots(t);
  writeFileSync(npz, "of last time");
  const { code } = await andas(t, "glyphs", join(folder, "no-such.csv"), "--slots", npz);
  assert.notEqual(code, 0);
  assert.equal(readFileSync(npz, "utf8"), "of last time");
  assert.deepEqual(readdirSync(folder).toSorted(), ["grove.csv", "slots.npz"]);
});
