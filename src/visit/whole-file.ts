import { settled } from "../ports/atomic-file.js";
import type { Files } from "../ports/files.js";

/**
 * Writes a file of any size a piece at a time, so that it is there whole or not at all: beside its place first, then on the medium, then
 * renamed. What a power cut left beside it counts for nothing, and is written over.
 * @throws what the system says, and when `stop` aborts; then nothing of it is left
 */
export async function writeWhole(
  files: Files,
  path: string,
  pieces: AsyncIterable<string | Uint8Array>,
  stop: AbortSignal,
): Promise<void> {
  const beside = `${path}.part`;
  await files.remove(beside);
  const file = await files.openToAppend(beside);
  try {
    for await (const piece of pieces) {
      stop.throwIfAborted();
      await file.append(typeof piece === "string" ? Buffer.from(piece) : piece);
    }
    await file.sync();
    await file.close();
    await files.rename(beside, path);
  } catch (error) {
    await file.close().catch(() => {}); // what went wrong first is what must be told
    await files.remove(beside).catch(() => {});
    throw error;
  }
  await settled(files, path);
}
