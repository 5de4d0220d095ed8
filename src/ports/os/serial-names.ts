import { readdir, realpath } from "node:fs/promises";
import { join } from "node:path";

/** What udev calls the serial ports of USB, by maker, kind and serial number. */
const BY_ID = "/dev/serial/by-id";

/**
 * The link in /dev/serial/by-id that leads to `path`, or `path` itself if it is one; undefined where there is none. `ttyUSB0` may be
 * another device after the next rain, its link may not. Never throws.
 */
export async function stableSerialName(path: string, folder = BY_ID): Promise<string | undefined> {
  try {
    const device = await realpath(path);
    for (const name of (await readdir(folder)).sort()) {
      const link = join(folder, name);
      if (link === path || (await realpath(link).catch(() => undefined)) === device) return link;
    }
  } catch {
    // No such folder: a port that is no USB's, or a system without udev.
  }
  return undefined;
}
