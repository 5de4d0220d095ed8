import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { run } from "../debian/run.js";

/** What it takes to see a root: SD cards of the boards and the disks of machines of software, by the drivers' names; others come with them. */
const DRIVERS = [
  "mmc_block",
  ...["bcm2835", "bcm2835_dma", "sdhci_iproc", "sdhci_brcmstb"],
  // the pins and voltages that their card slots hang on
  ...["raspberrypi", "gpio_raspberrypi_exp", "gpio_regulator", "clk_raspberrypi", "reset_raspberrypi"],
  ...["virtio_pci", "virtio_mmio", "virtio_blk"],
  "ext4",
];

/**
 * The first root, in memory: busybox, these drivers and a script that finds the real one. Debian's own would be 30 MB of whatever any machine
 * may have.
 * @param root a whole root, with the kernel's modules and their index
 */
export function makeInitrd(root: string, kernel: string, init: string, work: string, times: Date): Uint8Array {
  const tree = join(work, "initrd");
  rmSync(tree, { recursive: true, force: true });
  for (const folder of ["bin", "dev", "proc", "sys", "root", "lib"]) mkdirSync(join(tree, folder), { recursive: true });
  cpSync(join(root, "usr/bin/busybox"), join(tree, "bin/busybox"));
  symlinkSync("busybox", join(tree, "bin/sh"));
  const names: string[] = [];
  for (const path of driversOf(root, kernel)) {
    const name = basename(path).replace(/\.(xz|zst)$/, "");
    names.push(name);
    if (path.endsWith(".xz")) run("sh", ["-c", `xz -dc '${path}' > '${join(tree, "lib", name)}'`]);
    else cpSync(path, join(tree, "lib", name));
  }
  writeFileSync(join(tree, "lib/order"), names.map((name) => `${name}\n`).join(""));
  writeFileSync(join(tree, "init"), readFileSync(init), { mode: 0o755 });
  const archive = join(work, "initrd.cpio");
  // In the order of names, all root's, with one time and numbers that count from 1.
  const pack = `find . -exec touch -h -d @${times.getTime() / 1000} {} + && find . | LC_ALL=C sort |
    cpio --quiet -o -H newc -R 0:0 --reproducible > '${archive}'`;
  run("sh", ["-c", pack], { cwd: tree });
  rmSync(tree, { recursive: true });
  return gzipSync(readFileSync(archive), { level: 9 });
}

/** In the order in which they must be loaded. What is in the kernel itself has no file; a name that this kernel does not have is left out. */
function driversOf(root: string, kernel: string): string[] {
  const found = new Set<string>();
  for (const driver of DRIVERS) {
    const shown = (() => {
      try {
        return run("modprobe", ["-d", join(root, "usr"), "-S", kernel, "--show-depends", driver]);
      } catch {
        return "";
      }
    })();
    for (const [, path = ""] of shown.matchAll(/^insmod (\S+)/gm)) if (existsSync(path)) found.add(path);
  }
  return [...found];
}
