import type { OpenBytes } from "../../ports/files.js";
import { openBytes } from "../../ports/os/open-bytes.js";
import type { Io } from "../cli/command.js";

/** Opens a file of the system, and tells as it is read how much of it has been. */
export function countedBytes({ progress }: Pick<Io, "progress">): OpenBytes {
  if (progress === undefined) return openBytes;
  return async (path) => {
    const source = await openBytes(path);
    let done = 0;
    return {
      ...source,
      read: async (into) => {
        const length = await source.read(into);
        done += length;
        progress(done, source.size ?? 0);
        return length;
      },
    };
  };
}
