import assert from "node:assert/strict";
import { framed } from "../../src/storage/ring/frame.js";
import { RingReader } from "../../src/storage/ring/ring-reader.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { aRing, FOLDER } from "../storage/ring/a-ring.js";
import type { Mutator } from "./mutator.js";
import { NOTHING_MORE, type Target } from "./target.js";

/** Mark, length, check sum: `src/storage/ring/frame.ts`. */
const HEAD = 12;
/** More rows than this in a file of some kilobytes is growth. */
const MOST_ROWS = 1_000_000;

/** The raw signal of a season. */
export const ring: Target = {
  name: "ring",
  reads: "files of the raw signal, by whoever exports them and by the node that goes on writing",
  share: 25,
  names: [],
  block: 1000,
  begin: async () => {
    const valid = await written();
    return { feed: (mutator) => read(mutator, valid), end: NOTHING_MORE };
  },
};

/** A file with a few blocks. */
async function written(): Promise<Uint8Array> {
  const files = new CrashFiles();
  const { ring, pass, time } = aRing(files);
  const signal = ring.open("adc", ["e1", "e2"]);
  for (let i = 0; i < 90; i++) {
    pass(i % 30 === 29 ? 100 : 1);
    signal.row(time.wall);
    signal.set(0, Math.round(1000 * Math.sin(i)) / 1000);
    signal.set(1, i % 7 === 0 ? Number.NaN : i);
    if (i % 30 === 29) await ring.keep();
  }
  await ring.close();
  return files.bytes(`${FOLDER}/00000001.raw`) ?? new Uint8Array();
}

async function read(mutator: Mutator, valid: Uint8Array): Promise<string> {
  const bytes = mutator.chance(0.5) ? mutator.bytes(valid) : resealed(mutator, valid);
  const name = `${FOLDER}/${mutator.pick(["00000001", "00000002", "99999999"])}.raw`;
  const files = new CrashFiles({ [name]: bytes, "/s/state.json": "" });
  const reader = await RingReader.open(files, FOLDER);
  const devices = await reader.devices();
  let rows = 0;
  for await (const { times, values } of reader.stretches()) {
    rows += times.length;
    for (const column of values) assert.equal(column.length, times.length);
  }
  assert.ok(rows <= MOST_ROWS, `${rows} rows in ${bytes.length} bytes`);
  // And the node goes on.
  const node = aRing(files, { boot: 2 });
  const signal = node.ring.open("adc", ["e1"]);
  node.pass(1);
  signal.row(node.time.wall);
  signal.set(0, 1);
  await node.keep();
  await node.ring.close();
  return devices.length > 0 ? "some of it read" : "nothing of it read";
}

/** A block that says something else, under a check sum that is right. */
function resealed(mutator: Mutator, valid: Uint8Array): Uint8Array {
  const length = new DataView(valid.buffer, valid.byteOffset).getUint32(4, true);
  const block = valid.slice(HEAD, HEAD + length);
  const rest = valid.slice(HEAD + length);
  return Buffer.concat([framed(mutator.bytes(block)), rest]);
}
