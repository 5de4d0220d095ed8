import { createHash, type Hash } from "node:crypto";
import { AndasError } from "../../domain/errors.js";
import type { BlockDevice, OpenBlocks } from "../../ports/block-device.js";
import { LAYOUT, MIB, type Partition, placesOf } from "./layout.js";
import { partitionTable } from "./partition-table.js";
import { partitionOf, type Slot } from "./slots.js";

export interface WriteSlotParts {
  /** The image as it is flashed, from its first byte. */
  readonly image: AsyncIterable<Uint8Array>;
  readonly slot: Slot;
  /** The path of a partition of the card, by its number. */
  readonly deviceOf: (partition: number) => string;
  readonly open: OpenBlocks;
  /** What lies where, in the image and on the card. */
  readonly layout?: readonly Partition[];
  /** How far it came, of 1. */
  readonly onProgress?: (share: number) => void;
}

/** What has been written of one partition. */
interface Target {
  readonly from: number;
  readonly to: number;
  readonly device: BlockDevice;
  readonly hash: Hash;
}

/** Where a disk's table of partitions begins and ends within its first sector. */
const [TABLE, TABLE_END] = [446, 510];

/**
 * Writes the system of an image into a slot that does not run, and reads it back. Only what starts and its root are taken: the card's
 * folder and the state stay what they are. An image fits both slots as it is: the firmware tells the kernel which of them it is in.
 * Blocks that are right already are not written again.
 * @throws AndasError `release` where the image is laid out otherwise, ends too early, or the card does not give back what was written
 */
export async function writeSlot(parts: WriteSlotParts): Promise<void> {
  const { image, slot, deviceOf, open, layout = LAYOUT, onProgress } = parts;
  const targets: Target[] = [];
  try {
    for (const part of ["boot", "root"] as const) {
      const { at, mib } = placeOfFirst(part, layout);
      const device = await open(deviceOf(partitionOf(slot, part, layout).number));
      targets.push({ from: at * MIB, to: (at + mib) * MIB, device, hash: createHash("sha256") });
    }
    const end = Math.max(...targets.map(({ to }) => to));
    let at = 0;
    for await (const bytes of image) {
      if (at === 0) checkTable(bytes, layout);
      for (const target of targets) await writePiece(target, bytes, at);
      at += bytes.length;
      onProgress?.(Math.min(1, at / end));
      if (at >= end) break;
    }
    if (at < end) throw new AndasError("release", "the image ends too early: get it anew");
    for (const { device } of targets) await device.sync();
    for (const target of targets) await checkWritten(target);
  } finally {
    for (const { device } of targets) await device.close();
  }
}

/** An image is filled in its first slot. */
function placeOfFirst(part: "boot" | "root", layout: readonly Partition[]) {
  const { number } = partitionOf("a", part, layout);
  const place = placesOf(layout).places.find((one) => one.number === number);
  if (place === undefined) throw new Error(`the layout has no partition ${number}`);
  return place;
}

function checkTable(bytes: Uint8Array, layout: readonly Partition[]): void {
  const ours = partitionTable(layout, 0)[0]?.bytes;
  const table = (sector: Uint8Array | undefined) => Buffer.from(sector ?? []).subarray(TABLE, TABLE_END);
  if (bytes.length < TABLE_END || !table(bytes).equals(table(ours)))
    throw new AndasError(
      "release",
      "this is no image of andas, or one that lies otherwise on a card: write it to the card as at the first time",
    );
}

async function writePiece({ from, to, device, hash }: Target, bytes: Uint8Array, at: number): Promise<void> {
  const [start, end] = [Math.max(from, at), Math.min(to, at + bytes.length)];
  if (start >= end) return;
  const piece = bytes.subarray(start - at, end - at);
  hash.update(piece);
  const there = Buffer.alloc(piece.length);
  const length = await device.read(there, start - from);
  if (length < piece.length)
    throw new AndasError("release", "a partition of this card is too small for the image: write it to the card anew");
  if (!there.equals(piece)) await device.write(piece, start - from);
}

async function checkWritten({ from, to, device, hash }: Target): Promise<void> {
  const read = createHash("sha256");
  const block = new Uint8Array(MIB);
  for (let at = 0; at < to - from; at += MIB) read.update(block.subarray(0, await device.read(block, at)));
  if (read.digest("hex") !== hash.digest("hex"))
    throw new AndasError("release", "the card does not give back what was written to it: it is worn out, take another");
}
