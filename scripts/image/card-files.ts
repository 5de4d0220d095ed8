import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../debian/run.js";

/** Fills the card's folder as a person finds it: what may be edited, schemas that explain it, and a page to begin with. */
export function layOutCard(folder: string, project: string): void {
  cpSync(join(project, "scripts/image/card"), folder, { recursive: true });
  const readMe = join(folder, "READ ME FIRST.txt");
  // For every version of Windows' own editor.
  writeFileSync(readMe, readFileSync(readMe, "utf8").replace(/\r?\n/g, "\r\n"));
  run(process.execPath, [join(project, "dist/andas/andas.js"), "schema", "--out", join(folder, "schema")]);
}
