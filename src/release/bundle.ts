import { createHash } from "node:crypto";
import { AndasError, isAndasError, messageOf } from "../domain/errors.js";
import { type ArchiveEntry, entriesOf } from "./archive.js";
import { MANIFEST, type Manifest, type ReleaseFile, readManifest, SIGNATURE } from "./manifest.js";
import { checkSignature, type TrustedKey } from "./signature.js";

/** 50,000 files at 120 bytes each. */
const LONGEST_MANIFEST = 8 << 20;
const LONGEST_SIGNATURE = 4096;

/** A release in one file: a gzipped tar of `release.json`, its signature, and then every file that the first names. */
export interface Bundle {
  readonly manifest: Manifest;
  /** As it was signed. */
  readonly manifestText: string;
  /**
   * Hands over each file in pieces, once, in the order of the bundle; `done` says that the last piece of a file was handed over and that it
   * is what was signed.
   * @throws AndasError `release` at the first byte that is not
   */
  readFiles(receiver: FileReceiver): Promise<void>;
}

export interface FileReceiver {
  begin(file: ReleaseFile): Promise<void>;
  piece(bytes: Uint8Array): Promise<void>;
  done(file: ReleaseFile): Promise<void>;
}

/**
 * Reads a bundle's head, and believes nothing of it before the signature is checked.
 * @throws AndasError `release`
 */
export async function openBundle(archive: AsyncIterable<Uint8Array>, trusted: readonly TrustedKey[]): Promise<Bundle> {
  const entries = entriesOf(archive);
  const next = async (): Promise<ArchiveEntry | undefined> => {
    try {
      const { value, done } = await entries.next();
      return done === true ? undefined : value;
    } catch (error) {
      throw cut(error);
    }
  };
  try {
    const manifest = await head(await next(), MANIFEST, LONGEST_MANIFEST);
    const signature = await head(await next(), SIGNATURE, LONGEST_SIGNATURE);
    checkSignature(manifest, signature.toString("utf8"), trusted);
    const manifestText = manifest.toString("utf8");
    const told = readManifest(manifestText);
    return { manifest: told, manifestText, readFiles: (receiver) => readFiles(told, next, receiver) };
  } catch (error) {
    await entries.return(undefined);
    throw error;
  }
}

async function readFiles(
  { files }: Manifest,
  next: () => Promise<ArchiveEntry | undefined>,
  receiver: FileReceiver,
): Promise<void> {
  const awaited = new Map(files.map((file) => [file.path, file]));
  for (let entry = await next(); entry !== undefined; entry = await next()) {
    const file = awaited.get(entry.path);
    // What is not in the signed list has no way to the disk, whatever it is called.
    if (file === undefined || !entry.isFile || entry.size !== file.size)
      throw new AndasError(
        "release",
        `the bundle holds "${entry.path}", which is not as it was signed: get the bundle anew`,
      );
    awaited.delete(entry.path);
    await handOver(entry, file, receiver);
  }
  if (awaited.size > 0) throw cut();
}

async function handOver(entry: ArchiveEntry, file: ReleaseFile, receiver: FileReceiver): Promise<void> {
  const hash = createHash("sha256");
  let size = 0;
  await receiver.begin(file);
  for await (const bytes of entry.bytes) {
    hash.update(bytes);
    size += bytes.length;
    await receiver.piece(bytes);
  }
  if (size < file.size) throw cut();
  if (hash.digest("hex") !== file.sha256)
    throw new AndasError("release", `"${file.path}" in the bundle is not as it was signed: get the bundle anew`);
  await receiver.done(file);
}

async function head(entry: ArchiveEntry | undefined, name: string, longest: number): Promise<Buffer> {
  if (entry?.path !== name || !entry.isFile || entry.size > longest)
    throw new AndasError(
      "release",
      `this is no bundle of andas, it does not begin with ${name}: make one with scripts/release`,
    );
  const pieces: Uint8Array[] = [];
  for await (const bytes of entry.bytes) pieces.push(bytes);
  const whole = Buffer.concat(pieces);
  if (whole.length < entry.size) throw cut();
  return whole;
}

/** What the source or the parser said, as one of ours. */
function cut(error?: unknown): AndasError {
  if (isAndasError(error)) return error;
  const why = error === undefined ? "" : ` (${messageOf(error)})`;
  return new AndasError("release", `the bundle is damaged or cut short${why}: get it anew`, error);
}
