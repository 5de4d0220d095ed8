import { join } from "node:path";
import type { Files } from "../ports/files.js";
import type { CardContent } from "./written/content.js";

/** Where a node's card lies: on the boot partition, which every computer can read. */
export const BOOT_CARD = "/boot/firmware/andas";

/** What a node does without any card: it listens to a simulated grove and tells its own broker. */
export const BUILT_IN_CARD: CardContent = {
  files: {
    node: { site: "grove", node: "andas" },
    electrodes: { devices: [{ name: "grove", kind: "grove" }] },
  },
  beside: {},
};

/** The card's folder when nobody names one: the boot partition's, if something lies in it. */
export async function usualFolder(files: Files, root = "/"): Promise<string | undefined> {
  const folder = join(root, BOOT_CARD);
  try {
    return (await files.list(folder)).length > 0 ? folder : undefined;
  } catch {
    return folder; // there is something, and whoever reads it will say what is wrong with it
  }
}
