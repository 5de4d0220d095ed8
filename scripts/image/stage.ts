import { chmodSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../debian/run.js";
import { debianRoot, runOfImage, setUp } from "./debian-root.js";
import { fileOf, type Packages } from "./packages.js";

export interface StageParts {
  readonly project: string;
  readonly packages: Packages;
  /** Where what was unpacked once is kept. */
  readonly cache: string;
  /** The release of andas for boards, in a folder. */
  readonly release: string;
  /** Public keys (PEM) whose releases the node takes, beside that of the release itself. */
  readonly keys: readonly string[];
  /** Seconds since 1970. */
  readonly epoch: number;
  /** What is written into the image as its name. */
  readonly name: string;
}

/** Of the project's own: where each lies on a node. */
const UNITS: Readonly<Record<string, string>> = {
  "andas.service": "usr/lib/systemd/system",
  "andas-first-boot.service": "usr/lib/systemd/system",
  "andas-visit.path": "usr/lib/systemd/system",
  "andas-visit.service": "usr/lib/systemd/system",
  "60-andas-power.rules": "usr/lib/udev/rules.d",
  "andas-power.conf": "usr/lib/tmpfiles.d",
  "andas-poweroff.rules": "etc/polkit-1/rules.d",
};
const ENABLED = [
  ...[
    "andas",
    "andas-first-boot",
    "andas-grow",
    "andas-settle",
    "andas-visit.path",
    "andas-system-keep.path",
    "andas-system-give-up.timer",
  ],
  ...["NetworkManager", "wpa_supplicant", "systemd-timesyncd", "ssh", "getty@tty1"],
];
/** Of no use to a board that nobody sits at, and each wakes it or wears its card. */
const MASKED = [
  "dpkg-db-backup.timer",
  "e2scrub_all.timer",
  "systemd-hwdb-update.service",
  "systemd-firstboot.service",
  "ldconfig.service", // at each start, for a cache that a root without changes cannot keep
];
/** Over which others are mounted, or which programs expect. */
const FOLDERS = [
  ...["state", "boot/firmware", "var/cache", "var/log", "var/lib/systemd", "var/lib/NetworkManager", "home"],
  ...["var/lib/andas", "var/lib/andas-releases", "var/lib/andas-ssh", "etc/credstore"],
  "etc/NetworkManager/system-connections",
];

/** Lays out the root as the node will have it, in a folder; its files belong to whom they belong to, so it takes root. */
export function layOut(root: string, parts: StageParts): void {
  const { project, packages, cache, release, keys, name, epoch } = parts;
  debianRoot(root, packages, cache);
  for (const path of FOLDERS) mkdirSync(join(root, path), { recursive: true });
  addKernel(root, packages);

  cpSync(join(project, "scripts/image/root"), root, { recursive: true });
  for (const [file, folder] of Object.entries(UNITS)) {
    mkdirSync(join(root, folder), { recursive: true });
    cpSync(join(project, "systemd", file), join(root, folder, file));
  }
  cpSync(release, join(root, "opt/andas"), { recursive: true });
  mkdirSync(join(root, "etc/andas/keys"), { recursive: true });
  for (const [i, key] of keys.entries()) cpSync(key, join(root, `etc/andas/keys/trusted-${i + 1}.pem`));
  writeFileSync(join(root, "usr/lib/andas/image"), `${name}\n`);
  // Where no clock is, systemd begins at this file's time.
  writeFileSync(join(root, "usr/lib/clock-epoch"), "");
  writeFileSync(join(root, "etc/hostname"), "andas\n");
  writeFileSync(join(root, "etc/hosts"), "127.0.0.1 localhost\n::1 localhost\n");
  // Empty: made at the first boot.
  writeFileSync(join(root, "etc/machine-id"), "");
  rmSync(join(root, "etc/resolv.conf"), { force: true });
  symlinkSync("/run/NetworkManager/resolv.conf", join(root, "etc/resolv.conf"));

  setUp(root, epoch);
  // Every unit has a file of systemd's own. Beside a script of System V it would call update-rc.d, which this machine cannot run.
  rmSync(join(root, "etc/init.d"), { recursive: true, force: true });
  runOfImage(root, epoch, "systemctl", "enable", ...ENABLED);
  runOfImage(root, epoch, "systemctl", "mask", ...MASKED);
  // It looks for sockets of virtual machines, and fails on a board.
  mkdirSync(join(root, "etc/systemd/system-generators"), { recursive: true });
  symlinkSync("/dev/null", join(root, "etc/systemd/system-generators/systemd-ssh-generator"));
  chmodSync(join(root, "etc/sudoers.d/andas-admin"), 0o440);
  // Nothing is left to be done for "a new /usr" (systemd-update-done.service(8)).
  for (const path of ["etc/.updated", "var/.updated"]) writeFileSync(join(root, path), "");
}

/** The kernel's modules, and firmware of the boards' radios. The kernel itself lies on the boot partition. */
function addKernel(root: string, packages: Packages): void {
  const { kernel } = packages;
  const unpacked = `${root}.kernel`;
  rmSync(unpacked, { recursive: true, force: true });
  for (const name of [...kernelPackages(packages), "raspi-firmware"])
    run("dpkg-deb", ["-x", fileOf(packages, name), unpacked]);
  const modules = `usr/lib/modules/${kernel}`;
  cpSync(join(unpacked, modules), join(root, modules), {
    ...{ recursive: true, verbatimSymlinks: true },
    filter: (path) => !/\/(vmlinuz|dtb|config|System\.map)$/.test(path),
  });
  cpSync(join(unpacked, "usr/lib/firmware"), join(root, "usr/lib/firmware"), { recursive: true });
  run("depmod", ["-b", join(root, "usr"), kernel]);
}

/** Debian's packages of the kernel. */
function kernelPackages({ unpacked }: Packages): string[] {
  return unpacked.map((file) => file.split("_")[0] ?? file).filter((name) => name.startsWith("linux-"));
}

/** What `layOut` unpacked of kernel and firmware, for the boot partition. */
export function kernelFolder(root: string): string {
  return `${root}.kernel`;
}
