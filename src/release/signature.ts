import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { z } from "zod";
import { AndasError } from "../domain/errors.js";
import type { Files } from "../ports/files.js";

/** Who signed a release (the beginning of his key's SHA-256), and the Ed25519 signature over `release.json`, base64. */
const signatureSchema = z.object({ key: z.string().regex(/^[0-9a-f]{16}$/), signature: z.string().max(200) });

/** A key whose releases are installed here. */
export interface TrustedKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** How a key is called: 16 hex digits of the SHA-256 of its DER (SPKI). */
export function keyId(key: KeyObject): string {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);
}

/**
 * All Ed25519 public keys (PEM) in these folders; a folder that is not there holds none.
 * @throws AndasError `release` where a file named `.pem` holds none
 */
export async function trustedKeys(files: Files, folders: readonly string[]): Promise<readonly TrustedKey[]> {
  const keys: TrustedKey[] = [];
  for (const folder of folders)
    for (const name of await files.list(folder)) {
      if (!name.endsWith(".pem")) continue;
      const key = publicKeyOf((await files.read(`${folder}/${name}`)) ?? "");
      if (key === undefined)
        throw new AndasError(
          "release",
          `${folder}/${name} is no public Ed25519 key (PEM): put one there, or take it away`,
        );
      keys.push({ id: keyId(key), key });
    }
  return keys;
}

function publicKeyOf(pem: string): KeyObject | undefined {
  // Out of a private key a public one would be made: nobody shall carry one of those into a forest.
  if (!pem.includes("-----BEGIN PUBLIC KEY-----")) return undefined;
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "ed25519" ? key : undefined;
  } catch {
    return undefined;
  }
}

/** @throws AndasError `release` where nobody who is trusted signed `manifest` as it is */
export function checkSignature(manifest: Uint8Array, text: string, trusted: readonly TrustedKey[]): void {
  if (trusted.length === 0)
    throw new AndasError(
      "release",
      "no key is trusted here: put the public key of who makes your releases into /etc/andas/keys/",
    );
  const said = signatureIn(text);
  if (said === undefined) throw damaged();
  const signer = trusted.find(({ id }) => id === said.key);
  if (signer === undefined)
    throw new AndasError(
      "release",
      `the bundle is signed with key ${said.key}, and trusted are ${trusted.map(({ id }) => id).join(", ")}: ` +
        "take the bundle of one of those, or put its public key into /etc/andas/keys/",
    );
  if (!verify(null, manifest, signer.key, Buffer.from(said.signature, "base64"))) throw damaged();
}

function damaged(): AndasError {
  return new AndasError("release", "the signature does not fit the bundle: it was damaged or changed, get it anew");
}

function signatureIn(text: string): z.output<typeof signatureSchema> | undefined {
  try {
    return signatureSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
