import { open } from "node:fs/promises";
import { AndasError, messageOf, systemCode } from "../../domain/errors.js";
import type { ByteSource } from "../files.js";

/** Opens a file of the system for reading, once, from its beginning to its end. */
export async function openBytes(path: string): Promise<ByteSource> {
  try {
    const file = await open(path, "r");
    let size: number | undefined;
    try {
      const found = await file.stat();
      if (found.isFile()) size = found.size;
      if (found.isDirectory()) throw new AndasError("recording", `${path}: is a folder: name a CSV or TSV file in it`);
    } catch (error) {
      await file.close();
      throw error;
    }
    return {
      ...(size !== undefined && { size }),
      read: async (into) => (await file.read(into, 0, into.length, null)).bytesRead,
      close: () => file.close(),
    };
  } catch (error) {
    throw asAndasError(error, path);
  }
}

function asAndasError(error: unknown, path: string): unknown {
  if (error instanceof AndasError) return error;
  switch (systemCode(error)) {
    case "ENOENT":
    case "ENOTDIR":
      return new AndasError("recording", `${path}: there is no such file: check the path`, error);
    case "EISDIR":
      return new AndasError("recording", `${path}: is a folder: name a CSV or TSV file in it`, error);
    case "EACCES":
    case "EPERM":
      return new AndasError("recording", `${path}: may not be read: chmod +r it, or run as its owner`, error);
    default:
      return new AndasError("recording", `${path}: cannot be opened: ${messageOf(error)}`, error);
  }
}
