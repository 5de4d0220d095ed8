import { MIB, type Partition, type Place, placesOf } from "./layout.js";

const SECTOR = 512;
const SECTORS = MIB / SECTOR;
const ENTRIES = 446;
const EXTENDED = 0x0f;
const NEXT = 0x05;
const TYPES = { fat16: 0x0e, fat32: 0x0c, ext4: 0x83 } as const;

/** A sector of the table, and where it is to be written. */
export interface TableSector {
  /** Bytes from the disk's begin. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

interface Entry {
  readonly type: number;
  /** In sectors, from wherever this table counts. */
  readonly start: number;
  readonly sectors: number;
}

/**
 * The partition table in its old form (MBR), which the ROM of every Raspberry Pi reads. Three partitions stand in it; the others lie in an
 * extended one, a chain of tables with one partition and the way to the next table each.
 * @param diskId a number of 32 bits that stands for the disk
 */
export function partitionTable(layout: readonly Partition[], diskId: number): TableSector[] {
  const { places, mib } = placesOf(layout);
  const primary = places.filter(({ number }) => number < 4);
  const logical = places.filter(({ number }) => number > 4);
  const extendedAt = (logical[0]?.at ?? mib) - 1;
  const extended = { type: EXTENDED, start: extendedAt * SECTORS, sectors: (mib - extendedAt) * SECTORS };
  const first = sector([...primary.map((place) => entryOf(place, 0)), ...(logical.length > 0 ? [extended] : [])]);
  first.setUint32(ENTRIES - 6, diskId, true);
  return [
    { at: 0, bytes: new Uint8Array(first.buffer) },
    ...logical.map((place, i) => {
      const tableAt = place.at - 1;
      const next = logical[i + 1];
      const entries = [entryOf(place, tableAt)];
      // The way to the next counts from the extended partition's begin, and its length is that of table and partition.
      if (next !== undefined)
        entries.push({ type: NEXT, start: (next.at - 1 - extendedAt) * SECTORS, sectors: (next.mib + 1) * SECTORS });
      return { at: tableAt * MIB, bytes: new Uint8Array(sector(entries).buffer) };
    }),
  ];
}

function entryOf({ kind, at, mib }: Place, from: number): Entry {
  return { type: TYPES[kind], start: (at - from) * SECTORS, sectors: mib * SECTORS };
}

function sector(entries: readonly Entry[]): DataView {
  const view = new DataView(new ArrayBuffer(SECTOR));
  for (const [i, { type, start, sectors }] of entries.entries()) {
    const at = ENTRIES + 16 * i;
    // Cylinders, heads and sectors end at 8 GB: these say "look at the sectors' numbers".
    for (const chs of [at + 1, at + 5]) view.setUint32(chs, 0x00fffffe, true);
    view.setUint8(at + 4, type);
    view.setUint32(at + 8, start, true);
    view.setUint32(at + 12, sectors, true);
  }
  view.setUint16(SECTOR - 2, 0xaa55, true);
  return view;
}
