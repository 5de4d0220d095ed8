import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

/** A temporary folder for all tests of a file, gone after the last. */
export function folderForAll(): { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "andas-commands-"));
  after(() => rmSync(path, { recursive: true, force: true }));
  return { path };
}
