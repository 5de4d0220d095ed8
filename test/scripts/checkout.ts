import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the checkout lies that these tests were built from. */
export const CHECKOUT = above(dirname(fileURLToPath(import.meta.url)));

function above(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : above(dirname(folder));
}

/** A text file of the checkout. */
export function textOf(name: string): string {
  return readFileSync(join(CHECKOUT, name), "utf8");
}

/** Runs a program in a folder to its end. */
export function run(cwd: string, program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
  return { code: status, stdout, stderr };
}
