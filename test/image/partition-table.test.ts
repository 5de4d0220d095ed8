import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LAYOUT, MIB, type Partition, placesOf } from "../../src/release/system/layout.js";
import { partitionTable } from "../../src/release/system/partition-table.js";

interface Found {
  readonly type: number;
  /** Sectors from the disk's begin. */
  readonly start: number;
  readonly sectors: number;
}

/** As a kernel reads it (block/partitions/msdos.c): the table of the disk, then the chain within the extended partition. */
function read(layout: readonly Partition[]): Found[] {
  const sectors = new Map(partitionTable(layout, 0xa2da5001).map(({ at, bytes }) => [at / 512, bytes]));
  const entries = (at: number): Found[] => {
    const bytes = sectors.get(at);
    assert.ok(bytes !== undefined && bytes.length === 512, `a table at sector ${at}`);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    assert.equal(view.getUint16(510, true), 0xaa55);
    return [446, 462, 478, 494]
      .map((entry) => ({
        type: view.getUint8(entry + 4),
        start: view.getUint32(entry + 8, true),
        sectors: view.getUint32(entry + 12, true),
      }))
      .filter(({ type }) => type !== 0);
  };
  const [...first] = entries(0);
  const extended = first.find(({ type }) => type === 0x0f);
  const found = first.filter((entry) => entry !== extended);
  if (extended === undefined) return found;
  for (let at: number | undefined = extended.start; at !== undefined; ) {
    const table: number = at;
    const [own, next] = entries(table);
    assert.ok(own !== undefined);
    found.push({ ...own, start: table + own.start });
    if (next !== undefined) assert.equal(next.type, 0x05);
    at = next === undefined ? undefined : extended.start + next.start;
  }
  const end = extended.start + extended.sectors;
  for (const { start, sectors: length } of found.slice(first.length - 1)) assert.ok(start + length <= end);
  return found;
}

test("the card's table says of each partition where it lies", () => {
  const { places } = placesOf(LAYOUT);
  assert.deepEqual(
    read(LAYOUT),
    places.map(({ kind, at, mib }) => ({
      type: { fat16: 0x0e, fat32: 0x0c, ext4: 0x83 }[kind],
      start: (at * MIB) / 512,
      sectors: (mib * MIB) / 512,
    })),
  );
  assert.equal(places[0]?.kind, "fat16", "the boards' ROM looks there");
  assert.equal(places.at(-1)?.name, "state", "it may grow");
});

test("law: partitions of whatever size lie in their order, and none over another or over a table", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 6, maxLength: 12 });
  fc.assert(
    fc.property(sizes, (mibs) => {
      const layout = mibs.map(
        (mib, i): Partition => ({ name: "state", label: "", kind: "ext4", mib, number: i < 3 ? i + 1 : i + 2 }),
      );
      const tables = partitionTable(layout, 1).map(({ at }) => at / 512);
      const found = read(layout);
      assert.equal(found.length, layout.length);
      let end = 1;
      for (const { start, sectors } of found) {
        assert.ok(start >= end);
        assert.ok(!tables.some((at) => at >= start && at < start + sectors));
        end = start + sectors;
      }
    }),
  );
});
