import { z } from "zod";
import type { Programs } from "../ports/programs.js";

/** What sticks are formatted with that the image's kernel writes. */
const KNOWN = new Set(["vfat", "exfat", "ntfs", "ext4", "ext3", "ext2"]);

const part = z.object({
  path: z.string(),
  fstype: z.string().nullish(),
  ro: z.boolean().nullish(),
  mountpoints: z.array(z.string().nullable()).nullish(),
});
const disk = part.extend({ tran: z.string().nullish(), children: z.array(part).optional() });
const listing = z.object({ blockdevices: z.array(disk) });

/**
 * The partition of an attached USB stick (lsblk(8)), or the stick itself where it has none; undefined where there is none. A disk of which
 * anything is mounted is no stick: the board may have started from it.
 */
export async function findStick(programs: Programs): Promise<string | undefined> {
  const columns = "PATH,FSTYPE,RO,MOUNTPOINTS,TRAN";
  const { blockdevices } = listing.parse(JSON.parse(await programs.ask(["lsblk", "--json", "--output", columns])));
  for (const { tran, children = [], ...whole } of blockdevices) {
    const parts = [...children, whole];
    if (tran !== "usb" || parts.some(isMounted)) continue;
    const found = parts.find(({ fstype, ro }) => fstype && KNOWN.has(fstype) && ro !== true);
    if (found !== undefined) return found.path;
  }
  return undefined;
}

function isMounted({ mountpoints }: z.output<typeof part>): boolean {
  return mountpoints?.some((point) => point !== null && point !== "") ?? false;
}

/**
 * systemd mounts it for us: a service that may not mount has less to be trusted with.
 * @throws AndasError `device`: what systemd says
 */
export async function mountStick(programs: Programs, path: string, folder: string): Promise<void> {
  const options = "--options=noatime,nosuid,nodev,noexec";
  await programs.ask(["systemd-mount", "--collect", "--no-ask-password", "--fsck=no", options, path, folder]);
}

/** What was written is on it afterwards: it may be pulled. Fine if nothing is mounted. */
export async function releaseStick(programs: Programs, folder: string): Promise<void> {
  await programs.ask(["systemd-umount", folder]).catch(() => {});
}
