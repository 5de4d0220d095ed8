import type { Files } from "../ports/files.js";

/** The password as it stands in the file, within its quotes. */
const PASSWORD = /("password"\s*:\s*")((?:[^"\\]|\\.)*)"/;

/** Stars in place of a password: it lies in the system already. */
export function isBlank(password: string | undefined): boolean {
  return password !== undefined && /^\*+$/.test(password);
}

/**
 * Writes stars over the password, in place: another file would leave it on the medium. After a power cut some of it may be there
 * still: whoever comes back blanks it once more. False where there is none.
 */
export async function blankPassword(files: Files, path: string, text: string): Promise<boolean> {
  const found = PASSWORD.exec(text);
  if (found === null) return false;
  const [, before = "", secret = ""] = found;
  if (secret === "" || isBlank(secret)) return false;
  const at = Buffer.byteLength(text.slice(0, found.index + before.length));
  await files.overwrite(path, at, Buffer.alloc(Buffer.byteLength(secret), "*"));
  return true;
}
