import type { ByteSource } from "../../../src/ports/files.js";

const PIECE = 16 * 1024;

/** Which UTF-16 these bytes are: by the mark in front, or by the zeros beside plain letters. */
export function utf16In(first: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (first[0] === 0xff && first[1] === 0xfe) return "utf-16le";
  if (first[0] === 0xfe && first[1] === 0xff) return "utf-16be";
  const length = Math.min(first.length & ~1, 256);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (first[at] === 0) even++;
    if (first[at + 1] === 0) odd++;
  }
  if (length < 8) return undefined;
  if (odd > 0.4 * length && even === 0) return "utf-16le";
  return even > 0.4 * length && odd === 0 ? "utf-16be" : undefined;
}

/** The same text in UTF-8. */
export function asUtf8(source: ByteSource, encoding: "utf-16le" | "utf-16be"): ByteSource {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  const piece = new Uint8Array(PIECE);
  let rest: Uint8Array = new Uint8Array();
  let done = false;
  return {
    async read(into) {
      while (rest.length === 0 && !done) {
        const count = await source.read(piece);
        done = count === 0;
        rest = encoder.encode(decoder.decode(piece.subarray(0, count), { stream: !done }));
      }
      const part = rest.subarray(0, into.length);
      rest = rest.subarray(part.length);
      into.set(part);
      return part.length;
    },
    close: () => source.close(),
  };
}
