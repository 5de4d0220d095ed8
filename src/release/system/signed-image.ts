import { createHash } from "node:crypto";
import { AndasError } from "../../domain/errors.js";
import type { Files } from "../../ports/files.js";
import { checkSignature, type TrustedKey } from "../signature.js";

/** What `sha256sum` prints of one file. */
const SUM = /^([0-9a-f]{64}) [ *](.+)\n?$/;

/**
 * Is this the image that somebody signed who is trusted here? Beside it lie its sum (`FILE.sha256`) and the signature over that
 * (`FILE.sig`), as scripts/build-image makes them.
 * @param read the whole file, from its first byte
 * @throws AndasError `release` where it is not
 */
export async function checkImage(
  files: Files,
  path: string,
  read: AsyncIterable<Uint8Array>,
  trusted: readonly TrustedKey[],
): Promise<void> {
  const sum = await beside(files, `${path}.sha256`);
  checkSignature(Buffer.from(sum), await beside(files, `${path}.sig`), trusted);
  const hash = createHash("sha256");
  for await (const bytes of read) hash.update(bytes);
  if (SUM.exec(sum)?.[1] !== hash.digest("hex"))
    throw new AndasError("release", `${path} is not the image that was signed: it was damaged or changed, get it anew`);
}

async function beside(files: Files, path: string): Promise<string> {
  const text = await files.read(path);
  if (text !== undefined) return text;
  throw new AndasError("release", `${path} is not there: it belongs beside the image, get it from where the image is`);
}
