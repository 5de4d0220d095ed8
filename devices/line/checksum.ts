/** How a line may be sealed at its end. */
export const CHECKSUMS = ["auto", "none", "nmea", "crc16", "crc16-modbus"] as const;
export type Checksum = (typeof CHECKSUMS)[number];

/** A line, less its seal. */
export interface Unsealed {
  readonly text: string;
  /** Its checksum was there and right: it is whole, and no greeting. */
  readonly sealed: boolean;
}

const SEALED = /^\$?(.*)\*([0-9a-f]{2}|[0-9a-f]{4})\s*$/i;

/**
 * Takes the seal off a line: `$` before it, `*` and two hexadecimal digits (NMEA 0183: all bytes between, XORed) or four (CRC-16)
 * behind it. With `auto` a line need not have one, but if it begins with `$`; four digits are a CRC-16/CCITT-FALSE then.
 *
 * @returns what is wrong with it, in words
 */
export function unseal(line: string, checksum: Checksum): Unsealed | string {
  if (checksum === "none") return { text: line, sealed: false };
  const found = SEALED.exec(line);
  const [, text = "", said = ""] = found ?? [];
  if (found === null || (checksum !== "auto" && said.length !== (checksum === "nmea" ? 2 : 4))) {
    const bare = checksum === "auto" && !line.startsWith("$");
    return bare ? { text: line, sealed: false } : "a line without its checksum";
  }
  const bytes = new TextEncoder().encode(text);
  const right = said.length === 2 ? xorOf(bytes) : checksum === "crc16-modbus" ? modbusOf(bytes) : crc16(bytes);
  return right === Number.parseInt(said, 16) ? { text, sealed: true } : "a line whose checksum is wrong";
}

function xorOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

/** CRC-16/CCITT-FALSE: polynomial 0x1021 from 0xFFFF, highest bit first. Of "123456789" it is 0x29B1. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

/** CRC-16/MODBUS: polynomial 0xA001 from 0xFFFF, lowest bit first. Of "123456789" it is 0x4B37. */
function modbusOf(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xa001 : 0);
  }
  return crc;
}
