import { STATE_FORMAT } from "../../node/node-state.js";
import type { Files } from "../../ports/files.js";
import { installed } from "../../ports/os/package-folder.js";
import type { InstallOptions } from "../../release/install.js";
import { type TrustedKey, trustedKeys } from "../../release/signature.js";
import { versionOf } from "../../storage/state-format.js";
import { version } from "../cli/version.js";

/** Where a node keeps its releases; the unit makes the folder. */
export const USUAL_SHELF = "/var/lib/andas-releases";

/** What runs here. */
export function whatRuns(): InstallOptions["running"] {
  const { platform, arch, versions } = process;
  return { version: version(), node: versions.node, platform: `${platform}-${arch}`, state: versionOf(STATE_FORMAT) };
}

/** Keys that came with this release, those of the machine, those on its card, and more. */
export function keysHere(files: Files, more: readonly string[] = []): Promise<readonly TrustedKey[]> {
  return trustedKeys(files, [installed("keys"), "/etc/andas/keys", "/boot/firmware/andas/keys", ...more]);
}
