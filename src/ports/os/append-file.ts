import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { AppendFile } from "../files.js";

/** A growing file of the operating system's. */
export class OsAppendFile implements AppendFile {
  readonly #handle: FileHandle;
  #length: number;

  private constructor(handle: FileHandle, length: number) {
    this.#handle = handle;
    this.#length = length;
  }

  static async open(path: string): Promise<OsAppendFile> {
    // Not O_APPEND: what a failed write left must be written over, not appended to.
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o666);
    try {
      return new OsAppendFile(handle, (await handle.stat()).size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get length(): number {
    return this.#length;
  }

  async append(bytes: Uint8Array): Promise<void> {
    try {
      // The system may write less than it is asked to.
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, this.#length + done);
        done += bytesWritten;
      }
      this.#length += bytes.length;
    } catch (error) {
      await this.#handle.truncate(this.#length).catch(() => {}); // what went wrong first is what must be told
      throw error;
    }
  }

  async truncate(length: number): Promise<void> {
    if (length >= this.#length) return;
    await this.#handle.truncate(length);
    this.#length = length;
  }

  async sync(): Promise<void> {
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    if (this.#handle.fd >= 0) await this.#handle.close();
  }
}
