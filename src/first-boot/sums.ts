import { createHash } from "node:crypto";
import { systemCode } from "../domain/errors.js";
import type { Files } from "../ports/files.js";

/**
 * What a person wrote on the card, as `sha256sum [a-z]*` prints it in there (what the node writes has capital letters): the unit compares
 * it at each boot, and starts this program only where something is new.
 */
export async function sumsOf(files: Files, card: string): Promise<string> {
  const names = (await files.list(card)).filter((name) => /^[a-z]/.test(name)).sort((a, b) => (a < b ? -1 : 1));
  const lines: string[] = [];
  for (const name of names) {
    const bytes = await bytesOf(files, `${card}/${name}`);
    if (bytes !== undefined) lines.push(`${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`);
  }
  return lines.join("");
}

/** Undefined for a folder. */
async function bytesOf(files: Files, path: string): Promise<Uint8Array | undefined> {
  try {
    return await files.readBytes(path, 0, (await files.size(path)) ?? 0);
  } catch (error) {
    if (systemCode(error) === "EISDIR") return undefined;
    throw error;
  }
}
