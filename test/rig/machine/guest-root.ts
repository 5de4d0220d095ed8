import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Debian } from "../../../scripts/debian/packages.js";
import { run } from "../../../scripts/debian/run.js";
import { BOARD_MODULES, MACHINE_MODULES, PACKAGES } from "../guest/modules.js";
import { PROJECT } from "./places.js";
import type { Target } from "./target.js";

/** A kernel and its first file system, which is the guest's only one but for the node's card. */
export interface GuestRoot {
  readonly kernel: string;
  readonly initrd: string;
  /** Its version, such as `7.3.4+deb13-amd64`. */
  readonly version: string;
}

const MODULES = [...MACHINE_MODULES, ...BOARD_MODULES];
const INIT = join(PROJECT, "test/rig/guest/init.sh");
/** Not in /usr any more, but for links. */
const MERGED = ["bin", "sbin", "lib", "lib64"];
const FOLDERS = [
  "proc",
  "sys",
  "dev",
  "run",
  "tmp",
  "node",
  "app",
  "root",
  "etc",
  "usr/bin",
  "usr/sbin",
  "usr/lib",
  "usr/lib64",
];

/** The guest's system, out of Debian's packages: made once, and again when what goes into it was changed here. No package's scripts are run. */
export function guestRoot(target: Target, cache: string): GuestRoot {
  const folder = join(cache, target.arch);
  const initrd = join(folder, "initrd.cpio");
  const kernel = join(folder, "vmlinuz");
  const stamp = join(folder, "made-of");
  const wanted = createHash("sha256")
    .update(JSON.stringify([MODULES, PACKAGES]))
    .update(readFileSync(INIT))
    .digest("hex");
  const [madeOf, known] = existsSync(stamp) ? readFileSync(stamp, "utf8").split("\n") : [];
  if (madeOf === wanted && known !== undefined) return { kernel, initrd, version: known };

  const debian = new Debian(join(folder, "debian"), target.debian);
  debian.update();
  const { version, packages: kernelPackages } = debian.newestKernel(target.debian);
  console.log(`making a guest of Debian's packages, with Linux ${version} …`);
  const packages = debian.download([...PACKAGES, ...kernelPackages]);
  const root = join(folder, "root");
  const modules = join(folder, "modules");
  rmSync(root, { recursive: true, force: true });
  rmSync(modules, { recursive: true, force: true });
  for (const path of FOLDERS) mkdirSync(join(root, path), { recursive: true });
  for (const path of MERGED) symlinkSync(`usr/${path}`, join(root, path));
  for (const path of packages) {
    const isKernel = /\/linux-[a-z]+-\d/.test(path);
    run("dpkg-deb", ["-x", path, isKernel ? modules : root]);
  }
  cpSync(findKernel(modules), kernel);
  takeModules(modules, root, version);
  writeFileSync(join(root, "init"), readFileSync(INIT, "utf8").replace("MACHINE", MACHINE_MODULES.join(" ")), {
    mode: 0o755,
  });
  writeFileSync(join(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
  writeFileSync(join(root, "etc/hosts"), "127.0.0.1 localhost\n");
  for (const needless of ["usr/share/doc", "usr/share/man", "usr/share/locale", "usr/include"])
    rmSync(join(root, needless), { recursive: true, force: true });
  run("sh", ["-c", `find . | cpio --quiet -o -H newc -R 0:0 > '${initrd}'`], { cwd: root });
  rmSync(root, { recursive: true, force: true });
  rmSync(modules, { recursive: true, force: true });
  writeFileSync(stamp, `${wanted}\n${version}\n`);
  return { kernel, initrd, version };
}

function findKernel(folder: string): string {
  const found = readdirSync(folder, { recursive: true })
    .map(String)
    .find((path) => /(^|\/)vmlinu[xz][^/]*$/.test(path));
  if (found === undefined) throw new Error(`Debian's kernel packages hold no vmlinuz: see ${folder}`);
  return join(folder, found);
}

/** The modules that are wanted, and those that they need; a hundred megabytes of others stay behind. */
function takeModules(from: string, to: string, version: string): void {
  const base = join(from, "usr");
  run("depmod", ["-b", base, version]);
  const folder = join("lib/modules", version);
  const shown = run("modprobe", ["-d", base, "-S", version, "--show-depends", "-a", ...MODULES]);
  const paths = [...shown.matchAll(/^insmod (\S+)/gm)].map(([, path = ""]) => path.slice(base.length + 1));
  const indexes = readdirSync(join(base, folder)).filter((name) => name.startsWith("modules."));
  for (const path of [...paths, ...indexes.map((name) => join(folder, name))]) {
    mkdirSync(join(to, "usr", dirname(path)), { recursive: true });
    cpSync(join(base, path), join(to, "usr", path));
  }
}
