import { isBlank, secretsIn } from "../config/written/blank-secret.js";
import type { Files } from "../ports/files.js";

/** Does this text still hold a secret that the system does not have? */
export function holdsSecret(text: string, kept: boolean): boolean {
  return secretsIn(text).some(({ secret }) => isSecret(secret, kept));
}

/**
 * Stars are no secret, and neither is what a power cut left of one while it was blanked (`kept`: all that was there is in the system,
 * whole).
 */
export function isSecret(text: string, kept: boolean): boolean {
  return text !== "" && !isBlank(text) && !(kept && text.trimStart().startsWith("*"));
}

/**
 * Writes stars over the secrets of a file, in place: another file would leave them on the medium. Lines stay lines. After a power cut some
 * of them may be there still: whoever comes back blanks them once more. Nothing happens where there are none.
 */
export async function blankSecrets(files: Files, path: string): Promise<void> {
  const bytes = (await files.readBytes(path, 0, (await files.size(path)) ?? 0)) ?? new Uint8Array();
  // A sign a byte: what a power cut left of a sign of several is no sign any more.
  for (const { at, secret } of secretsIn(Buffer.from(bytes).toString("latin1"))) {
    if (isBlank(secret)) continue;
    const stars = Buffer.from(secret, "latin1").map((byte) => (byte === 0x0a || byte === 0x0d ? byte : 0x2a));
    await files.overwrite(path, at, stars);
  }
}
