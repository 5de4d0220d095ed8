import { readSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

/** Sizes and places are always written with 64 bits (ZIP64), so that there is one way for files of any size. */
const VERSION = 45;
const BEYOND = 0xffffffff;
/** 1980-01-01, the zip's first day: the same content makes the same bytes. */
const DAY = 0x21;
const BLOCK = 1 << 18;

interface ZipMember {
  readonly name: Buffer;
  readonly size: number;
  readonly at: number;
  readonly crc: number;
}

/**
 * Writes a zip whose entries are stored as they are (PKWARE APPNOTE 6.3.9: 4.3.7 local header, 4.3.12 central directory, 4.3.14
 * ZIP64 end). In the memory of one block, whatever the size of the entries.
 */
export class StoredZip {
  readonly #file: number;
  readonly #entries: ZipMember[] = [];
  #at = 0;

  /** @param file an open, empty file */
  constructor(file: number) {
    this.#file = file;
  }

  /** An entry of these bytes, and then of the first `length` bytes of an open file, if one is given. */
  add(name: string, bytes: Buffer, rest?: { readonly file: number; readonly length: number }): void {
    const label = Buffer.from(name, "utf8");
    const at = this.#at;
    const size = bytes.length + (rest?.length ?? 0);
    this.#write(localHeader(label, size));
    this.#write(bytes);
    let crc = crc32(bytes);
    if (rest !== undefined) {
      const block = Buffer.alloc(BLOCK);
      for (let done = 0; done < rest.length; ) {
        const read = readSync(rest.file, block, 0, Math.min(BLOCK, rest.length - done), done);
        if (read === 0) throw new Error("a part of it is shorter than it was written");
        const piece = block.subarray(0, read);
        crc = crc32(piece, crc);
        this.#write(piece);
        done += read;
      }
    }
    // Only now is the check known; its place is in the header.
    const check = Buffer.alloc(4);
    check.writeUInt32LE(crc);
    writeAll(this.#file, check, at + 14);
    this.#entries.push({ name: label, size, at, crc });
  }

  /** Writes the directory; nothing may be added any more. */
  end(): void {
    const at = this.#at;
    for (const entry of this.#entries) this.#write(directoryHeader(entry));
    this.#write(endOf(this.#entries.length, at, this.#at - at));
  }

  #write(bytes: Buffer): void {
    writeAll(this.#file, bytes, this.#at);
    this.#at += bytes.length;
  }
}

/** The system may write less than it is asked to. */
export function writeAll(file: number, bytes: Buffer, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
}

function localHeader(name: Buffer, size: number): Buffer {
  const h = Buffer.alloc(30 + name.length + 20);
  h.writeUInt32LE(0x04034b50, 0);
  h.writeUInt16LE(VERSION, 4);
  h.writeUInt16LE(DAY, 12);
  h.writeUInt32LE(BEYOND, 18);
  h.writeUInt32LE(BEYOND, 22);
  h.writeUInt16LE(name.length, 26);
  h.writeUInt16LE(20, 28);
  name.copy(h, 30);
  wide(h, 30 + name.length, [size, size]);
  return h;
}

function directoryHeader({ name, size, at, crc }: ZipMember): Buffer {
  const h = Buffer.alloc(46 + name.length + 28);
  h.writeUInt32LE(0x02014b50, 0);
  h.writeUInt16LE(VERSION, 4);
  h.writeUInt16LE(VERSION, 6);
  h.writeUInt16LE(DAY, 14);
  h.writeUInt32LE(crc, 16);
  h.writeUInt32LE(BEYOND, 20);
  h.writeUInt32LE(BEYOND, 24);
  h.writeUInt16LE(name.length, 28);
  h.writeUInt16LE(28, 30);
  h.writeUInt32LE(BEYOND, 42);
  name.copy(h, 46);
  wide(h, 46 + name.length, [size, size, at]);
  return h;
}

/** The ZIP64 extra field: numbers of 64 bits in the place of those that are given as BEYOND. */
function wide(h: Buffer, at: number, values: readonly number[]): void {
  h.writeUInt16LE(1, at);
  h.writeUInt16LE(8 * values.length, at + 2);
  for (const [i, value] of values.entries()) h.writeBigUInt64LE(BigInt(value), at + 4 + 8 * i);
}

/** The end of the directory, with 64 bits, where to find it, and the old one that refers to it. */
function endOf(count: number, at: number, size: number): Buffer {
  const h = Buffer.alloc(56 + 20 + 22);
  h.writeUInt32LE(0x06064b50, 0);
  h.writeBigUInt64LE(44n, 4);
  h.writeUInt16LE(VERSION, 12);
  h.writeUInt16LE(VERSION, 14);
  h.writeBigUInt64LE(BigInt(count), 24);
  h.writeBigUInt64LE(BigInt(count), 32);
  h.writeBigUInt64LE(BigInt(size), 40);
  h.writeBigUInt64LE(BigInt(at), 48);
  h.writeUInt32LE(0x07064b50, 56);
  h.writeBigUInt64LE(BigInt(at + size), 64);
  h.writeUInt32LE(1, 72);
  h.writeUInt32LE(0x06054b50, 76);
  h.writeUInt16LE(count, 84);
  h.writeUInt16LE(count, 86);
  h.writeUInt32LE(BEYOND, 88);
  h.writeUInt32LE(BEYOND, 92);
  return h;
}
