import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "./places.js";
import { run } from "./run.js";
import type { Target } from "./target.js";

/** Room for the program, what the node keeps, and all that is exported of it. The file has holes, and takes no more than it holds. */
const SIZE = "1G";
/** Of what was built, the guest needs these. */
const BUILT = ["src", "devices", "test/rig", "test/fakes", "test/devices/spikerbox"];

/**
 * The node's card: an ext4 image with the program as it was built here (`app/`), the packages that it runs on, the card folder (`card/`), and an
 * empty `state/`.
 *
 * @param files of the card folder, by name
 */
export function writeDisk(image: string, target: Target, files: Record<string, unknown>): void {
  const stage = `${image}.stage`;
  rmSync(stage, { recursive: true, force: true });
  for (const path of BUILT) cpSync(join(PROJECT, "dist", path), join(stage, "app/dist", path), { recursive: true });
  for (const path of ["package.json", "models"])
    cpSync(join(PROJECT, path), join(stage, "app", path), { recursive: true, filter: (from) => !from.includes("models/training") });
  for (const path of packagesAtWork()) takePackage(path, stage, target);
  mkdirSync(join(stage, "state"));
  mkdirSync(join(stage, "card"));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(stage, "card", name), JSON.stringify(content, undefined, 2));
  run("mke2fs", ["-q", "-F", "-t", "ext4", "-d", stage, image, SIZE]);
  rmSync(stage, { recursive: true, force: true });
}

/** What `npm ci --omit=dev` would install, by its path in the checkout. */
function packagesAtWork(): string[] {
  const { packages }: { packages: Record<string, { dev?: boolean; devOptional?: boolean }> } = JSON.parse(
    readFileSync(join(PROJECT, "package-lock.json"), "utf8"),
  );
  return Object.entries(packages).flatMap(([path, { dev }]) => (path === "" || dev ? [] : [path]));
}

/** A package without the programs of other machines. */
function takePackage(path: string, stage: string, { arch }: Target): void {
  const others = new RegExp(`/(prebuilds|bin/napi-v\\d+)/(?!linux)[^/]+$|/bin/napi-v\\d+/linux/(?!${arch})[^/]+$|/obj.target$`);
  const from = join(PROJECT, path);
  // An optional package of another system is in the lock file, and not here.
  if (existsSync(from))
    cpSync(from, join(stage, "app", path), { recursive: true, filter: (file) => !others.test(file) });
}
