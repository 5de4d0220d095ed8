import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { createGzip } from "node:zlib";
import { Header } from "tar";
import { keyId, type TrustedKey } from "../../src/release/signature.js";

/** Who makes the releases of these tests, and whom nobody knows. */
export const MAKER = aKey();
export const STRANGER = aKey();

interface Key extends TrustedKey {
  readonly secret: KeyObject;
}

function aKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { id: keyId(publicKey), key: publicKey, secret: privateKey };
}

/** What a release of these tests holds, by path. */
export function filesOf(version: string): Record<string, string> {
  return {
    "package.json": JSON.stringify({ name: "andas", version, type: "module" }),
    "dist/andas/andas.js": `import { part } from "./part.js";\nconsole.log("andas", part);\n`,
    "dist/andas/part.js": `export const part = ${JSON.stringify(version)};\n`,
    "models/ear.onnx": `an ear of ${version}`.repeat(20),
  };
}

export interface BundleGiven {
  readonly version?: string;
  readonly files?: Record<string, string>;
  /** Over what the manifest would say. */
  readonly manifest?: Record<string, unknown>;
  readonly signer?: Key;
  /** Said to be the signer's key, whoever signed. */
  readonly as?: Key;
  /** What lies in the archive, after the manifest was signed. */
  readonly entries?: (entries: [string, string][]) => [string, string][];
}

/** A bundle as `scripts/release` makes it, or one that it never would. */
export async function aBundle(given: BundleGiven = {}): Promise<Buffer> {
  const { version = "0.3.0", signer = MAKER, as = signer, entries = (all) => all } = given;
  const files = given.files ?? filesOf(version);
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const manifest = JSON.stringify({
    ...{ format: 1, version, platform: "linux-arm64", node: "20.15", state: { oldest: 1, newest: 5 } },
    files: Object.entries(files).map(([path, text]) => ({ path, size: Buffer.byteLength(text), sha256: sha256(text) })),
    ...given.manifest,
  });
  const signature = sign(null, Buffer.from(manifest), signer.secret).toString("base64");
  const all: [string, string][] = [
    ["release.json", manifest],
    ["release.sig", JSON.stringify({ key: as.id, signature })],
    ...Object.entries(files),
  ];
  return archiveOf(entries(all));
}

/** A gzipped tar with these entries, whatever they are called; a text that begins with `-> ` is a symbolic link. */
export async function archiveOf(entries: readonly (readonly [string, string])[]): Promise<Buffer> {
  const gzip = createGzip();
  for (const [path, text] of entries) {
    const link = text.startsWith("-> ");
    const bytes = Buffer.from(link ? "" : text);
    const type = link ? { type: "SymbolicLink" as const, linkpath: text.slice(3) } : { type: "File" as const };
    const header = new Header({ path, ...type, size: bytes.length, mode: 0o644, mtime: new Date(0) });
    const block = Buffer.alloc(512);
    header.encode(block);
    gzip.write(block);
    gzip.write(Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]));
  }
  gzip.end(Buffer.alloc(1024));
  return buffer(gzip);
}

/** In pieces, as they come from a disk or a network. */
export async function* inPieces(bytes: Uint8Array, length = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
