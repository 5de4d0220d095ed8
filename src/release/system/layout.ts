/** Bytes. */
export const MIB = 2 ** 20;

/** One partition of the card, in the order in which they lie. */
export interface Partition {
  readonly name: "card" | "boot-a" | "boot-b" | "root-a" | "root-b" | "state";
  /** Of its file system: by it the kernel, /etc/fstab and people find it. */
  readonly label: string;
  readonly kind: "fat16" | "fat32" | "ext4";
  /** A whole number of MiB. */
  readonly mib: number;
  /** As Linux counts: 1 to 4 stand in the table of the disk, from 5 on they lie within the fourth. */
  readonly number: number;
}

/**
 * What lies where. The card's folder is on a small partition of its own, the first, which every computer shows and no update touches.
 * Two of each of what starts: one runs, one is for the next. The state is the last, so that it may grow over the whole card.
 * FAT16 and first: so a Pi 3's boot ROM finds bootcode.bin (Raspberry Pi's documentation, "boot folder contents" and "autoboot.txt").
 */
export const LAYOUT: readonly Partition[] = [
  { name: "card", label: "ANDAS", kind: "fat16", mib: 64, number: 1 },
  { name: "boot-a", label: "BOOT-A", kind: "fat32", mib: 128, number: 2 },
  { name: "boot-b", label: "BOOT-B", kind: "fat32", mib: 128, number: 3 },
  { name: "root-a", label: "root-a", kind: "ext4", mib: 1024, number: 5 },
  { name: "root-b", label: "root-b", kind: "ext4", mib: 1024, number: 6 },
  { name: "state", label: "state", kind: "ext4", mib: 256, number: 7 },
];

/** Where a partition lies on the disk. */
export interface Place extends Partition {
  /** MiB from the disk's begin. */
  readonly at: number;
}

/** One MiB in front of the first, and of each that lies within the fourth: for the tables, and so that all begin at whole erase blocks. */
export function placesOf(layout: readonly Partition[]): { places: Place[]; mib: number } {
  let mib = 1;
  const places = layout.map((partition) => {
    if (partition.number > 4) mib++;
    const place = { ...partition, at: mib };
    mib += partition.mib;
    return place;
  });
  return { places, mib };
}

/** Fixed, so that the same inputs give the same image; the disk's own is of no use to anyone who has two cards. */
export function uuidOf({ number }: Partition): string {
  return `a2da5000-0000-4000-8000-00000000000${number}`;
}

/** A FAT's serial number, 8 hex digits. */
export function volumeIdOf({ number }: Partition): string {
  return `a2da500${number}`;
}
