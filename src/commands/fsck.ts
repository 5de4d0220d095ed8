import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AndasError, messageOf, systemCode } from "../domain/errors.js";
import { STATE_FORMAT } from "../node/node-state.js";
import { readSaved } from "../node/open-state.js";
import type { Files } from "../ports/files.js";
import { OsFiles } from "../ports/os/files.js";
import { OsProcesses } from "../ports/os/processes.js";
import { FolderLock } from "../storage/folder-lock.js";
import { checkState } from "../storage/fsck/check-state.js";
import { exportState } from "../storage/fsck/export-state.js";
import { type Checked, settle } from "../storage/fsck/finding.js";
import { isMediumTrouble, stateError } from "../storage/state-error.js";
import { type CliCommand, NO_WORDS } from "./cli/command.js";
import { Options } from "./cli/options.js";
import { fsckPage } from "./fsck/page.js";
import { USUAL_STATE } from "./run/usual-state.js";

/** `andas fsck`: the state, checked and repaired. */
export const fsck: CliCommand = {
  name: "fsck",
  about: [
    "Looks at every file of a node's state, says of each whether it is whole, and repairs what can be repaired without losing anything that " +
      "could be read: torn ends are cut off, half-written files removed, a damaged state is put aside and the one before it restored.",
    "What was cut off is told in bytes, records and the numbers (boot and seq) of messages that are in no other place. A node does the same " +
      "by itself when it starts: this is for who wants to see it first.",
  ],
  options: {
    state: { value: "DIR", help: `the state of the node (default ./${USUAL_STATE})`, offers: "folders" },
    check: { help: "look only, and change nothing" },
    export: {
      value: "FILE",
      help: "write the whole state there as one JSON, as it is after the repair: sections, senses, commands, what waits in the outbox",
      offers: "files",
    },
    json: { help: "the findings as one JSON object" },
  },
  words: NO_WORDS,
  notes: [
    "Exit codes: 0 all is whole, or was made so; 1 something is not; 2 bad usage. While a node runs on the state it is refused.",
  ],
  async run(args, io) {
    const options = new Options(args);
    const folder = resolve(options.text("state") ?? USUAL_STATE);
    const files = new OsFiles();
    const checkOnly = options.has("check");
    return lockedWhile(files, folder, checkOnly, async () => {
      const findings = await checkState(files, folder, { format: STATE_FORMAT, read: readSaved });
      const checked = await settle(findings, !checkOnly);
      const ok = checked.every(isWell);
      const told = options.has("json")
        ? `${JSON.stringify({ v: 1, folder, ok, files: checked })}\n`
        : fsckPage(checked);
      await io.out(told);
      const path = options.text("export");
      if (path !== undefined) await write(exportState(files, folder, STATE_FORMAT), path);
      return ok ? 0 : 1;
    });
  },
};

function isWell({ verdict }: Checked): boolean {
  return verdict === "whole" || verdict === "mended";
}

/** No node may start while we look. A card that is read-only can be looked at all the same. */
async function lockedWhile<T>(files: Files, folder: string, checkOnly: boolean, work: () => Promise<T>): Promise<T> {
  const lock = new FolderLock(files, new OsProcesses(), folder);
  try {
    if ((await files.list(folder)).length === 0)
      throw new AndasError("usage", `${folder} holds no state: say with --state where the node keeps its own`);
    await lock.acquire().catch((error: unknown) => {
      if (!(checkOnly && isMediumTrouble(error))) throw error;
    });
    return await work();
  } catch (error) {
    throw systemCode(error) === undefined ? error : stateError(error, folder);
  } finally {
    await lock.release();
  }
}

async function write(pieces: AsyncGenerator<string>, path: string): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    throw new AndasError("usage", `${path} cannot be written: ${messageOf(error)}; give --export another name`, error);
  }
}
