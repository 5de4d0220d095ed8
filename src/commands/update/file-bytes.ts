import { createReadStream } from "node:fs";
import { AndasError, messageOf, systemCode } from "../../domain/errors.js";

/**
 * A file from its first byte, in pieces of at most 1 MiB.
 * @param instead what to name, for whoever named what cannot be read
 * @throws AndasError `usage` where it cannot be read
 */
export async function* fileBytes(path: string, instead: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 2 ** 20 });
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw new AndasError("usage", `${path} cannot be read (${messageOf(error)}): name ${instead}`, error);
  }
}
