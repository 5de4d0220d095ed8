import { dirname } from "node:path";
import type { Files } from "./files.js";

/**
 * Gives a file a new content in one step: after a power cut at any moment it holds the old one or the new one, whole, and once this
 * has resolved the new one. `<path>.tmp` is its workplace; what a power cut left there counts for nothing.
 * @param keepOldAs in the same folder: the old content stays under this name, and is not written once more
 * @throws what the system says; the old content is there still, or the new one is
 */
export async function replaceFile(
  files: Files,
  path: string,
  content: string | Uint8Array,
  keepOldAs?: string,
): Promise<void> {
  const temporary = `${path}.tmp`;
  try {
    await files.writeDurably(temporary, content);
    if (keepOldAs !== undefined) await files.keep(path, keepOldAs);
    await files.rename(temporary, path);
  } catch (error) {
    // It may fill a full disk. What went wrong first is what must be told.
    await files.remove(temporary).catch(() => {});
    throw error;
  }
  await settled(files, path);
}

/** Waits until a file that was just renamed to `path`, and was on the medium before, is there under this name. */
export async function settled(files: Files, path: string): Promise<void> {
  await files.syncFile(path);
  await files.syncFolder(dirname(path));
}
