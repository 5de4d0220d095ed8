import { besidePaths } from "../config/read-card.js";
import { parseJsonText } from "../config/written/json-text.js";
import type { Files } from "../ports/files.js";

/** A file of the card with a secret in it, and where the system keeps it. */
export interface SecretFile {
  /** As `node.json` names it. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** From the system's root: there systemd looks for what a unit imports (systemd.exec(5), "ImportCredential"). */
  readonly kept: string;
}

/** The files that `node.json` names beside itself for its broker and that hold a secret: credentials, and the client's key. */
export async function brokerSecrets(files: Files, card: string): Promise<SecretFile[]> {
  const node = await files.read(`${card}/node.json`);
  const named = node === undefined ? [] : besidePaths(parseJsonText(node).value);
  const found: SecretFile[] = [];
  for (const { field, path: name } of named) {
    // What lies elsewhere than on the card stays there.
    if ((field !== "credentials" && field !== "key") || name.includes("/")) continue;
    const path = `${card}/${name}`;
    const text = await files.read(path);
    if (text !== undefined) found.push({ name, path, text, kept: `etc/credstore/${keptName(name)}` });
  }
  return found;
}

/** What a secret of the card is called among the credentials of the service. */
export function keptName(name: string): string {
  return `andas.${name}`;
}
