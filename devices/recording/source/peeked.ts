import type { ByteSource } from "../../../src/ports/files.js";

/** A source of which the first bytes were looked at; they come again. */
export interface Peeked {
  readonly first: Uint8Array;
  readonly source: ByteSource;
}

/** What one read asks for, so that a look costs no read of its own. */
const PIECE = 64 * 1024;

/** Looks at the first bytes of a source: `count` of them at least, or all if there are fewer. */
export async function peek(source: ByteSource, count: number): Promise<Peeked> {
  const first = new Uint8Array(Math.max(count, PIECE));
  let held = 0;
  while (held < count) {
    const read = await source.read(first.subarray(held));
    if (read === 0) break;
    held += read;
  }
  let given = 0;
  return {
    first: first.subarray(0, held),
    source: {
      read: async (into) => {
        if (given === held) return source.read(into);
        const part = first.subarray(given, Math.min(held, given + into.length));
        into.set(part);
        given += part.length;
        return part.length;
      },
      close: () => source.close(),
    },
  };
}
