import { dirname } from "node:path";
import type { Files } from "../ports/files.js";

/**
 * Gives a file a new text so that after a power cut it holds the old one or the new one, whole. Writes nothing if it holds that
 * text already: an SD card wears out. Says whether it wrote.
 */
export async function replaceText(files: Files, path: string, text: string): Promise<boolean> {
  if ((await files.read(path)) === text) return false;
  const aside = `${path}.new`;
  await files.writeDurably(aside, text);
  await files.rename(aside, path);
  await files.syncFolder(dirname(path));
  return true;
}

/** Takes a file away, if it is there. */
export async function removeText(files: Files, path: string): Promise<void> {
  if ((await files.read(path)) === undefined) return;
  await files.remove(path);
  await files.syncFolder(dirname(path));
}
