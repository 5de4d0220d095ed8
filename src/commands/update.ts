import { resolve } from "node:path";
import { OsFiles } from "../ports/os/files.js";
import { OsProcesses } from "../ports/os/processes.js";
import { install } from "../release/install.js";
import { Shelf } from "../release/shelf.js";
import type { Args, CliCommand, Io } from "./cli/command.js";
import { Options } from "./cli/options.js";
import { fileBytes } from "./update/file-bytes.js";
import { keysHere, USUAL_SHELF, whatRuns } from "./update/this-machine.js";

/** `andas update`: a signed release, beside the one that runs. */
export const update: CliCommand = {
  name: "update",
  about: [
    "Installs a release from a bundle, beside the one that runs, if somebody signed it whose key is trusted here. A node that runs ends " +
      "its run with its next breath and tries it; without one it is tried at the next start.",
    "After three healthy breaths in a row it stays: breaths that advanced and committed, with samples and a broker if those of before had " +
      "them. After three that were not, or three starts without a healthy breath, the release before it runs again.",
  ],
  options: {
    force: { help: "also an older release, or one that was tried and came back" },
    keys: {
      value: "DIR",
      repeated: true,
      help: "a folder of public keys (PEM) to trust too, beside those of this release, /etc/andas/keys and andas/keys on the card",
      offers: "folders",
    },
    shelf: {
      value: "DIR",
      help: `where the releases lie (default: $ANDAS_SHELF, or ${USUAL_SHELF})`,
      offers: "folders",
    },
  },
  words: { name: "BUNDLE", atLeast: 1, atMost: 1, offers: "files" },
  notes: ["Exit codes: 0 installed, 1 not installed, and all is as it was, 2 bad usage."],
  run: installBundle,
};

async function installBundle(args: Args, io: Io): Promise<number> {
  const options = new Options(args);
  const [bundle = ""] = args.words;
  const files = new OsFiles();
  const folder = resolve(options.text("shelf") ?? io.env.ANDAS_SHELF ?? USUAL_SHELF);
  const { version } = await install(fileBytes(bundle, "a bundle that scripts/release made"), {
    ...{ shelf: new Shelf(files, folder), processes: new OsProcesses(), running: whatRuns() },
    ...{ trusted: await keysHere(files, options.list("keys")), force: options.has("force") },
  });
  await io.out(`andas ${version} is installed in ${folder}, and is tried from the next start on\n`);
  return 0;
}
