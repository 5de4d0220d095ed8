import { isBlank, secretIn } from "../config/written/blank-secret.js";
import type { Files } from "../ports/files.js";

/**
 * Does this text still hold a secret that the system does not have? Stars are none, and neither is what a power cut left of one while it was
 * blanked (`kept`: all that was there is in the system, whole).
 */
export function holdsSecret(text: string, kept: boolean): boolean {
  const secret = secretIn(text)?.secret;
  return secret !== undefined && !isBlank(secret) && !(kept && secret.trimStart().startsWith("*"));
}

/**
 * Writes stars over the secret of a file, in place: another file would leave it on the medium. Lines stay lines. After a power cut some of
 * it may be there still: whoever comes back blanks it once more. Nothing happens where there is none.
 */
export async function blankSecret(files: Files, path: string, text: string): Promise<void> {
  const found = secretIn(text);
  if (found === undefined || isBlank(found.secret)) return;
  const at = Buffer.byteLength(text.slice(0, found.at));
  const stars = Buffer.from(found.secret, "utf8").map((byte) => (byte === 0x0a || byte === 0x0d ? byte : 0x2a));
  await files.overwrite(path, at, stars);
}
