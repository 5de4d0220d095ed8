import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { Debian } from "../debian/packages.js";

/** Debian's packages that a node lives on, and what for; what they need comes with them, and what is essential to every Debian. */
const INSTALLED = [
  "?essential",
  // what starts, and keeps time
  ...["systemd-sysv", "systemd-timesyncd", "udev", "kmod", "dbus", "polkitd", "procps"],
  // the node: its program, pins and buses
  ...["nodejs", "gpiod", "i2c-tools"],
  // the network; no broker needs to be trusted that none of the public authorities knows
  ...["network-manager", "wpasupplicant", "rfkill", "iw", "wireless-regdb", "iproute2", "netbase", "ca-certificates"],
  // addresses for those who come to the access point of a visit
  "dnsmasq-base",
  // radio chips of all boards
  "firmware-brcm80211",
  // the card's partitions
  ...["e2fsprogs", "dosfstools", "fdisk"],
  // who is let in, and in which time zone
  ...["openssh-server", "sudo", "tzdata"],
  // what unpacks the next system
  "xz-utils",
  // what starts before there is a root
  "busybox-static",
];

/** What starts the board: unpacked, for its scripts would write a boot loader. And what its compiled packages are built against. */
const UNPACKED = ["raspi-firmware", "libnode-dev", "libuv1-dev"];

const lockSchema = z.object({
  /** Seconds since 1970: when Debian was asked. The times of all files in the image. */
  asked: z.number(),
  kernel: z.string(),
  /** What was asked for: another list is asked for anew. */
  names: z.array(z.string()),
  /** File names in the archive's folder. */
  installed: z.array(z.string()),
  unpacked: z.array(z.string()),
});

/** Which packages an image is made of. */
export type Packages = z.output<typeof lockSchema> & {
  /** Debian's description of each that is installed, as its own index has it. */
  readonly index: string;
  /** Where the files lie. */
  readonly folder: string;
};

/** The packages of the last image, so that the next is the same; today's newest where there was none or they are asked for. */
export function packagesIn(cache: string, newest: boolean, now: number): Packages {
  const folder = join(cache, "debian");
  const lock = join(cache, "packages.json");
  const index = join(cache, "packages.index");
  const names = [...INSTALLED, ...UNPACKED];
  if (newest || !existsSync(lock) || readLock(lock).names.join() !== names.join()) {
    const debian = new Debian(folder, "arm64", "main non-free-firmware");
    debian.update();
    const kernel = debian.newestKernel("arm64");
    console.log(`downloading Debian's packages, with Linux ${kernel.version} …`);
    const installed = debian.download(INSTALLED);
    const all = debian.download([...UNPACKED, ...kernel.packages]);
    const unpacked = all.filter((file) => [...UNPACKED, ...kernel.packages].includes(nameOf(file)));
    writeFileSync(index, debian.describe([...installed, ...unpacked]));
    const sorted = (files: readonly string[]) => files.map((file) => basename(file)).sort();
    const found = {
      ...{ asked: now, kernel: kernel.version, names },
      ...{ installed: sorted(installed), unpacked: sorted(unpacked) },
    };
    writeFileSync(lock, `${JSON.stringify(found, undefined, 1)}\n`);
  }
  return {
    ...readLock(lock),
    ...{ index: readFileSync(index, "utf8"), folder: join(folder, "archives") },
  };
}

function readLock(path: string): z.output<typeof lockSchema> {
  return lockSchema.parse({ names: [], ...JSON.parse(readFileSync(path, "utf8")) });
}

/** The file of a package, by its name. */
export function fileOf({ folder, installed, unpacked }: Packages, name: string): string {
  const found = [...installed, ...unpacked].find((file) => nameOf(file) === name);
  if (found === undefined) throw new Error(`${name} is not among the image's packages`);
  return join(folder, found);
}

function nameOf(file: string): string {
  return basename(file).split("_")[0] ?? file;
}
