import type { Random } from "../../src/ports/random.js";
import type { Fate } from "../fakes/crash-disk.js";

/** What a file system makes of that which was not synced, decided anew each time it is asked: dropped, kept, torn, or zeros. */
export function chanceFate(random: Random): Fate {
  return {
    keepsName: () => random.next() < 0.5,
    bytes: (unsynced) => {
      const kind = Math.floor(random.next() * 4);
      const cut = Math.floor(random.next() * unsynced.length);
      if (kind === 0) return new Uint8Array();
      if (kind === 1) return unsynced;
      return kind === 2 ? unsynced.subarray(0, cut) : unsynced.map((byte, i) => (i < cut ? byte : 0));
    },
  };
}
