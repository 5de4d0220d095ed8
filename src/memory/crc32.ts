import zlib from "node:zlib";

/** The CRC-32 of gzip, PNG and Ethernet, 0 to 2^32 - 1, of a text's UTF-8 bytes. */
export function crc32(text: string): number {
  // The first releases of Node.js 20 do not have the fast one.
  return typeof zlib.crc32 === "function" ? zlib.crc32(text) : tableCrc32(text);
}

/** The same, a byte at a time. */
export function tableCrc32(text: string): number {
  let crc = ~0;
  for (const byte of Buffer.from(text, "utf8")) crc = (TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});
