import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, readSync, truncateSync, writeSync } from "node:fs";
import { MIB, type Partition, placesOf } from "../../src/release/system/layout.js";
import { partitionTable } from "../../src/release/system/partition-table.js";

const DISK_ID = 0xa2da5001;

/**
 * Puts the partition table and the partitions' file systems into one file, as they will lie on the card. What is zeros stays a hole.
 * @param fileOf where the file system of a partition is
 */
export function assemble(image: string, layout: readonly Partition[], fileOf: (partition: Partition) => string): void {
  const { places, mib } = placesOf(layout);
  const out = openSync(image, "w");
  truncateSync(image, mib * MIB);
  for (const { at, bytes } of partitionTable(layout, DISK_ID)) writeSync(out, bytes, 0, bytes.length, at);
  const block = Buffer.alloc(MIB);
  const zeros = Buffer.alloc(MIB);
  for (const place of places) {
    const from = openSync(fileOf(place), "r");
    for (let i = 0; i < place.mib; i++) {
      const length = readSync(from, block, 0, MIB, i * MIB);
      if (length > 0 && block.compare(zeros, 0, length, 0, length) !== 0)
        writeSync(out, block, 0, length, (place.at + i) * MIB);
    }
    closeSync(from);
  }
  closeSync(out);
}

/** A file's SHA-256, in hex. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(path)) hash.update(part);
  return hash.digest("hex");
}
