/** A password as it stands in a JSON file, within its quotes; the body of a private key (PEM, RFC 7468). */
const SECRETS = [/("password"\s*:\s*")((?:[^"\\]|\\.)*)"/, /(-----BEGIN [A-Z ]*PRIVATE KEY-----)([\s\S]*?)-----END /];

/** A secret within a text. */
export interface SecretPlace {
  /** Characters of the text in front of it. */
  readonly at: number;
  readonly secret: string;
}

/** The secret that a file holds; undefined where it holds none. */
export function secretIn(text: string): SecretPlace | undefined {
  for (const pattern of SECRETS) {
    const found = pattern.exec(text);
    const [, before = "", secret = ""] = found ?? [];
    if (found !== null && secret !== "") return { at: found.index + before.length, secret };
  }
  return undefined;
}

/** Do stars stand in place of the secret? Then it was moved off the card at a boot. */
export function isBlank(secret: string | undefined): boolean {
  return secret !== undefined && /^[*\s]+$/.test(secret) && secret.includes("*");
}
