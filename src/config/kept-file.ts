import { dirname } from "node:path";
import { replaceFile } from "../ports/atomic-file.js";
import type { Files } from "../ports/files.js";

/**
 * Gives a file a new text in one step, if it has another: an SD card wears out. Says whether it wrote.
 */
export async function replaceText(files: Files, path: string, text: string): Promise<boolean> {
  if ((await files.read(path)) === text) return false;
  await replaceFile(files, path, text);
  return true;
}

/** Takes a file away, if it is there. */
export async function removeText(files: Files, path: string): Promise<void> {
  if ((await files.read(path)) === undefined) return;
  await files.remove(path);
  await files.syncFolder(dirname(path));
}
