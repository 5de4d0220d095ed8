import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ByteSource } from "../../src/ports/files.js";

/** A file that is not there: `text` in pieces of at most `piece` bytes. */
export function bytesOf(text: string | Uint8Array, piece = 65_536): ByteSource & { closed: boolean } {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  let at = 0;
  return {
    closed: false,
    async read(into) {
      const part = bytes.subarray(at, at + Math.min(into.length, piece));
      into.set(part);
      at += part.length;
      return part.length;
    },
    async close() {
      this.closed = true;
    },
  };
}

/** `header`, then `block` again and again until `total` bytes are reached: a file as long as one likes, in no memory. */
export function endlessly(header: string, block: string, total: number): ByteSource {
  const head = new TextEncoder().encode(header);
  const body = new TextEncoder().encode(block);
  let given = 0;
  return {
    async read(into) {
      let filled = 0;
      while (filled < into.length && (given < total || (given - head.length) % body.length !== 0)) {
        const from = given < head.length ? head.subarray(given) : body.subarray((given - head.length) % body.length);
        const part = from.subarray(0, into.length - filled);
        into.set(part, filled);
        filled += part.length;
        given += part.length;
      }
      return filled;
    },
    async close() {},
  };
}

let root = dirname(fileURLToPath(import.meta.url));
while (!existsSync(join(root, "package.json"))) root = dirname(root);

/** Of a file in `test/devices/fixtures`. */
export function fixture(name: string): string {
  return join(root, "test/devices/fixtures", name);
}
