import { createHash } from "node:crypto";
import { AndasError } from "../domain/errors.js";
import type { Download } from "../ports/download.js";
import type { Log } from "../ports/log.js";
import { type InstallOptions, install } from "./install.js";
import type { Manifest } from "./manifest.js";

/** Progress is told so often, in bytes. */
const TOLD_EVERY = 2 << 20;

export interface PullOptions extends InstallOptions {
  readonly download: Download;
  readonly log: Log;
}

/**
 * Installs a release from afar, piece by piece as it comes: nothing of it lies on the card twice.
 * @param sha256 of the whole bundle, hex, where it is known
 * @throws AndasError `release`; nothing is left of it then
 */
export function pull(url: string, sha256: string | undefined, options: PullOptions): Promise<Manifest> {
  return install(told(options.download.read(url), sha256, options.log), options);
}

async function* told(
  bundle: AsyncIterable<Uint8Array>,
  sha256: string | undefined,
  log: Log,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let done = 0;
  for await (const bytes of bundle) {
    hash.update(bytes);
    const before = Math.floor(done / TOLD_EVERY);
    done += bytes.length;
    if (Math.floor(done / TOLD_EVERY) > before) log("info", `${(done / 1e6).toFixed(0)} MB of the release are here`);
    yield bytes;
  }
  if (sha256 !== undefined && hash.digest("hex") !== sha256.toLowerCase())
    throw new AndasError(
      "release",
      "the bundle is not the one with that SHA-256: compare it with what scripts/release printed",
    );
}
