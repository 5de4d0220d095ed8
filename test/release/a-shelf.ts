import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CHECKOUT } from "../scripts/checkout.js";
import { filesOf } from "./a-bundle.js";

/** A release laid out as files in a folder. */
export function release(folder: string, version: string, files = filesOf(version)): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The launcher of an image that lies in this folder. */
export function launcherIn(image: string): string {
  const launcher = join(image, "scripts", "andas-launch");
  mkdirSync(dirname(launcher), { recursive: true });
  copyFileSync(join(CHECKOUT, "scripts", "andas-launch"), launcher);
  chmodSync(launcher, 0o755);
  return launcher;
}
