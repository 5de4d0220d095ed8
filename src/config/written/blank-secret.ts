/** A password as it stands in a JSON file, within its quotes; the body of a private key (PEM, RFC 7468). */
const SECRETS = [/("password"\s*:\s*")((?:[^"\\]|\\.)*)"/g, /(-----BEGIN [A-Z ]*PRIVATE KEY-----)([\s\S]*?)-----END /g];

/** A secret within a text. */
export interface SecretPlace {
  /** Characters of the text in front of it. */
  readonly at: number;
  readonly secret: string;
}

/** The secrets that a file holds: as a rule one or none. */
export function secretsIn(text: string): SecretPlace[] {
  return SECRETS.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ index, 1: before = "", 2: secret = "" }) =>
      secret === "" ? [] : [{ at: index + before.length, secret }],
    ),
  );
}

/** Do stars stand in place of the secret? Then it was moved off the card at a boot. */
export function isBlank(secret: string | undefined): boolean {
  return secret !== undefined && /^[*\s]+$/.test(secret) && secret.includes("*");
}
