import { AndasError, isAndasError, messageOf, systemCode } from "../domain/errors.js";

/** What the system said of the state folder, as one line that says what to do. */
export function stateError(error: unknown, folder: string): AndasError {
  if (isAndasError(error)) return error;
  const code = systemCode(error);
  if (code === undefined)
    return new AndasError("internal", `the state for ${folder} cannot be said as JSON: ${messageOf(error)}`, error);
  return new AndasError("state", explain(code, folder), error);
}

/** Troubles of the medium. A node outlives them: it goes on in memory and tries again. */
export function isMediumTrouble(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT", "EROFS", "EIO"].includes(systemCode(error) ?? "");
}

const NOTHING_LOST = "nothing is lost while the node runs, it tries again at the next exhale";

function explain(code: string, folder: string): string {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return `the disk is full: free space on ${folder}; ${NOTHING_LOST}`;
    case "EROFS":
      return `${folder} is read-only: mount it writable, and look at the card if the kernel made it so; ${NOTHING_LOST}`;
    case "EIO":
      return `the disk under ${folder} fails: copy what is on it and replace it; ${NOTHING_LOST}`;
    case "EACCES":
    case "EPERM":
      return `${folder} may not be read or written: give it to the user that runs andas, or give --state another folder`;
    case "ENOENT":
      return `${folder} is not there: mount or make it, or give --state another folder`;
    case "ENOTDIR":
    case "EEXIST":
    case "EISDIR":
      return `${folder} cannot hold the state, a file and a folder are where the other should be: give --state another folder`;
    default:
      return `the state in ${folder} cannot be read or written (${code}): mend that, or give --state another folder`;
  }
}
