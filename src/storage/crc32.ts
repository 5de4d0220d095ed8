import zlib from "node:zlib";

/** The CRC-32 of gzip, PNG and Ethernet, 0 to 2^32 - 1, of bytes or a text's UTF-8; `before` is that of what came before them. */
export function crc32(data: string | Uint8Array, before = 0): number {
  // The first releases of Node.js 20 do not have the fast one.
  return typeof zlib.crc32 === "function" ? zlib.crc32(data, before) : tableCrc32(data, before);
}

/** The same, a byte at a time. */
export function tableCrc32(data: string | Uint8Array, before = 0): number {
  let crc = ~before;
  for (const byte of typeof data === "string" ? Buffer.from(data, "utf8") : data)
    crc = (TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});
