import { type FileHandle, open } from "node:fs/promises";
import type { BlockDevice } from "../block-device.js";

/** A device file, or a plain one in its place. */
export async function openBlocks(path: string): Promise<BlockDevice> {
  return new OsBlockDevice(await open(path, "r+"));
}

class OsBlockDevice implements BlockDevice {
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async read(into: Uint8Array, at: number): Promise<number> {
    let length = 0;
    while (length < into.length) {
      const { bytesRead } = await this.#file.read(into, length, into.length - length, at + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return length;
  }

  async write(bytes: Uint8Array, at: number): Promise<void> {
    let length = 0;
    while (length < bytes.length)
      length += (await this.#file.write(bytes, length, bytes.length - length, at + length)).bytesWritten;
  }

  sync(): Promise<void> {
    return this.#file.sync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
