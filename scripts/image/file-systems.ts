import { lstatSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { MIB, type Partition, uuidOf, volumeIdOf } from "../../src/release/system/layout.js";
import { run } from "../debian/run.js";

/**
 * Makes a file system in a file, filled from a folder, without root's loop devices: the same folder and time give the same bytes.
 * @param root the image's own root, whose mke2fs is the one that is used, whatever this machine has: by way of QEMU
 * @param epoch seconds since 1970: no file in it is younger
 */
export function makeFileSystem(
  image: string,
  partition: Partition,
  { folder, root, epoch }: { folder: string; root: string; epoch: number },
): void {
  rmSync(image, { force: true });
  writeFileSync(image, "");
  truncateSync(image, partition.mib * MIB);
  const env = { SOURCE_DATE_EPOCH: String(epoch), TZ: "UTC", MTOOLS_SKIP_CHECK: "1" };
  if (partition.kind === "ext4") {
    const uuid = uuidOf(partition);
    const mke2fs =
      process.arch === "arm64" ? ["mke2fs"] : ["qemu-aarch64-static", "-L", root, join(root, "usr/sbin/mke2fs")];
    const [program = "", ...before] = mke2fs;
    run(
      program,
      [
        ...[...before, "-q", "-t", "ext4", "-d", folder, "-U", uuid, "-L", partition.label, "-m", "1"],
        // The file is all zeros already, so nothing has to be cleared, now or by the kernel later.
        ...["-E", `hash_seed=${uuid},nodiscard,assume_storage_prezeroed=1,root_owner=0:0`, image],
      ],
      { env },
    );
    return;
  }
  const bits = partition.kind === "fat16" ? "16" : "32";
  const clusters = partition.kind === "fat16" ? "4" : "1";
  run(
    "mkfs.fat",
    [...["-F", bits, "-s", clusters, "-i", volumeIdOf(partition), "-n", partition.label, "--invariant"], image],
    { env },
  );
  fill(image, folder, folder, epoch, env);
}

/** Copies file after file in the order of their names, so that each lies where it lay before. */
function fill(image: string, top: string, folder: string, epoch: number, env: Record<string, string>): void {
  const to = `::${relative(top, folder)}`;
  const names = readdirSync(folder).sort();
  const isFolder = (name: string) => lstatSync(join(folder, name)).isDirectory();
  const files = names.filter((name) => !isFolder(name)).map((name) => join(folder, name));
  if (files.length > 0) {
    run("touch", ["-d", `@${epoch}`, ...files]);
    run("mcopy", ["-i", image, "-m", ...files, to], { env });
  }
  for (const name of names.filter(isFolder)) {
    run("mmd", ["-i", image, `::${relative(top, join(folder, name))}`], { env });
    fill(image, top, join(folder, name), epoch, env);
  }
}
