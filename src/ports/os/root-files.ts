import { constants } from "node:fs";
import { access, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The small files in which a kernel tells of its board, under a root that a test can lay out. What cannot be read is not there. */
export class RootFiles {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  text(path: string): Promise<string | undefined> {
    return readFile(join(this.#root, path), "utf8").catch(() => undefined);
  }

  /** A whole file that is one number; anything else is none. */
  async number(path: string): Promise<number | undefined> {
    const text = (await this.text(path))?.trim();
    const value = Number(text);
    return text && Number.isFinite(value) ? value : undefined;
  }

  /** Names in a folder, in order. */
  async list(path: string): Promise<string[]> {
    const names = await readdir(join(this.#root, path)).catch(() => []);
    return names.sort((a, b) => (a < b ? -1 : 1));
  }

  /** Writes a file that is there, in one go, as the kernel wants it. Rejects with what the system says. */
  async write(path: string, text: string): Promise<void> {
    const handle = await open(join(this.#root, path), constants.O_WRONLY | constants.O_TRUNC);
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
  }

  /** May we write it? False where it is not there. */
  isWritable(path: string): Promise<boolean> {
    return access(join(this.#root, path), constants.W_OK).then(
      () => true,
      () => false,
    );
  }

  exists(path: string): Promise<boolean> {
    return access(join(this.#root, path)).then(
      () => true,
      () => false,
    );
  }
}

/** A figure that can be true, between these; undefined otherwise: a broken sensor tells −127 °C, a broken file anything. */
export function plausible(value: number | undefined, from: number, to: number): number | undefined {
  return value !== undefined && value >= from && value <= to ? value : undefined;
}
