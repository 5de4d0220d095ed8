import type { Files } from "../ports/files.js";

const SERIAL = ["proc/device-tree/serial-number", "sys/firmware/devicetree/base/serial-number"];

/**
 * The last eight hex digits of the board's serial number, which no other board has and no new card changes (Raspberry Pi: 16 digits
 * that the firmware puts into the device tree, the first of them zeros on older boards). Without one, of the machine's id.
 */
export async function boardId(files: Files, root: string): Promise<string | undefined> {
  for (const path of [...SERIAL, "etc/machine-id"]) {
    // The device tree ends its texts with a NUL.
    const text = (await files.read(`${root}/${path}`))?.replaceAll("\0", "").trim().toLowerCase();
    if (text !== undefined && /^[0-9a-f]{8,}$/.test(text) && !/^0+$/.test(text)) return text.slice(-8);
  }
  return undefined;
}
