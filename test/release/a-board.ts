import { type InstallOptions, install } from "../../src/release/install.js";
import { Shelf } from "../../src/release/shelf.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";
import { aBundle, type BundleGiven, inPieces, MAKER } from "./a-bundle.js";

export const SHELF = "/shelf";
export const RUNNING: InstallOptions["running"] = {
  ...{ version: "0.2.0", node: "20.20.2", platform: "linux-arm64", state: 5 },
};

let boots = 0;

export function optionsOn(files: CrashFiles, given: Partial<InstallOptions> = {}): InstallOptions {
  const processes = new FakeProcesses(1, `boot-${boots++}`);
  return { shelf: new Shelf(files, SHELF), processes, trusted: [MAKER], running: RUNNING, force: false, ...given };
}

/** A board with a disk on which 0.2.0 runs out of its image, and nothing was ever installed. */
export function aBoard(files = new CrashFiles({ "/other": "" })) {
  const shelf = new Shelf(files, SHELF);
  return {
    files,
    shelf,
    install: async (bundle: BundleGiven | Buffer = {}, given: Partial<InstallOptions> = {}) =>
      install(inPieces(Buffer.isBuffer(bundle) ? bundle : await aBundle(bundle)), optionsOn(files, given)),
    /** What lies on the shelf, without its lock. */
    lies: () => files.paths.filter((path) => path.startsWith(`${SHELF}/`) && !path.includes("andas.lock")),
  };
}
