import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { ByteSource } from "../../../src/ports/files.js";

const PIECE = 64 * 1024;

/** What is packed in a source (gzip, RFC 1952). Reading rejects where it was cut off, after all that came before. */
export function gunzip(source: ByteSource): ByteSource {
  const packed = Readable.from(pieces(source));
  const gunzip = packed.pipe(createGunzip());
  packed.on("error", (error) => gunzip.destroy(error));
  const plain = gunzip[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  return {
    async read(into) {
      while (rest.length === 0) {
        const { value, done } = await plain.next();
        if (done === true) return 0;
        if (value instanceof Uint8Array) rest = value;
      }
      const part = rest.subarray(0, into.length);
      rest = rest.subarray(part.length);
      into.set(part);
      return part.length;
    },
    async close() {
      packed.destroy();
      gunzip.destroy();
      await source.close();
    },
  };
}

async function* pieces(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (;;) {
    const piece = new Uint8Array(PIECE);
    const count = await source.read(piece);
    if (count === 0) return;
    yield piece.subarray(0, count);
  }
}
