import { crc32 } from "node:zlib";

/** `raw` and the version of what follows: by it a reader finds its place again behind damage. */
const MARK = Uint8Array.of(0x72, 0x61, 0x77, 1);
/** The mark, the length and the check sum, each of four bytes. */
const HEAD = 12;
/** Longer than any block: a length beyond it is damage. */
const LONGEST = 16 * 2 ** 20;

/** A block as it lies in a file: mark, length, check sum, and the block itself. */
export function framed(block: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEAD + block.length);
  bytes.set(MARK);
  const head = new DataView(bytes.buffer);
  head.setUint32(4, block.length, true);
  head.setUint32(8, crc32(block), true);
  bytes.set(block, HEAD);
  return bytes;
}

/** What lies in a file. */
export interface Scanned {
  readonly blocks: readonly Uint8Array[];
  /** Where the last whole block ends: behind it is what a power cut left of one. */
  readonly end: number;
  /** Bytes between blocks that make no sense: the medium damaged them. */
  readonly damaged: number;
}

/** All whole blocks of a file. What is damaged costs the block that it hits, and no other. */
export function scan(bytes: Uint8Array): Scanned {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blocks: Uint8Array[] = [];
  let [end, damaged] = [0, 0];
  for (let at = 0; at >= 0; ) {
    const block = blockAt(buffer, at);
    if (block === undefined) at = buffer.indexOf(MARK, at + 1);
    else {
      damaged += at - end;
      blocks.push(block);
      at += HEAD + block.length;
      end = at;
      if (at >= buffer.length) break;
    }
  }
  return { blocks, end, damaged };
}

function blockAt(buffer: Buffer, at: number): Uint8Array | undefined {
  if (at + HEAD > buffer.length || !MARK.every((byte, i) => buffer[at + i] === byte)) return undefined;
  const length = buffer.readUInt32LE(at + 4);
  if (length > LONGEST || at + HEAD + length > buffer.length) return undefined;
  const block = buffer.subarray(at + HEAD, at + HEAD + length);
  return crc32(block) === buffer.readUInt32LE(at + 8) ? block : undefined;
}
