import { dirname } from "node:path";
import { AndasError, isAndasError, systemCode } from "../domain/errors.js";
import type { AppendFile } from "../ports/files.js";
import type { Processes } from "../ports/processes.js";
import { FolderLock } from "../storage/folder-lock.js";
import { type Bundle, type FileReceiver, openBundle } from "./bundle.js";
import { bytesOf, MANIFEST, type Manifest } from "./manifest.js";
import type { Shelf } from "./shelf.js";
import type { TrustedKey } from "./signature.js";
import { compareVersions } from "./version.js";

/** What stays free beside a release, in bytes: the node goes on writing while it is installed. */
const MARGIN = 32 << 20;
/** What a file takes at least, in bytes: a block of ext4. */
const BLOCK = 4096;

export interface InstallOptions {
  readonly shelf: Shelf;
  readonly processes: Processes;
  readonly trusted: readonly TrustedKey[];
  /** What runs here now. */
  readonly running: {
    readonly version: string;
    readonly node: string;
    readonly platform: string;
    readonly state: number;
  };
  /** Also an older one, or one that came back. */
  readonly force: boolean;
}

/**
 * Puts a release on the shelf, beside the one that runs, and lets it be tried from the next start on. Until its last step nothing
 * of it counts: whatever goes wrong before, and whenever the power goes, the node runs as before.
 * @throws AndasError `release` with what to do; nothing is left of it then
 */
export async function install(archive: AsyncIterable<Uint8Array>, options: InstallOptions): Promise<Manifest> {
  const { shelf, processes, trusted } = options;
  const lock = new FolderLock(shelf.files, processes, shelf.folder);
  try {
    await shelf.files.makeFolder(`${shelf.folder}/releases`);
    await lock.acquire();
    const bundle = await openBundle(archive, trusted);
    await check(bundle.manifest, options);
    await shelf.sweep();
    await mustFit(bundle.manifest, shelf);
    await put(bundle, shelf);
    return bundle.manifest;
  } catch (error) {
    throw told(error, shelf.folder);
  } finally {
    await lock.release();
  }
}

async function put({ manifest, manifestText, readFiles }: Bundle, shelf: Shelf): Promise<void> {
  const { files } = shelf;
  const { version } = manifest;
  const folder = shelf.folderOf(version);
  try {
    // One that came back may lie there still.
    if ((await shelf.version("failed")) === version) await files.remove(`${shelf.folder}/failed`);
    await files.removeFolder(folder);
    const folders = foldersOf(manifest).map((name) => (name === "." ? folder : `${folder}/${name}`));
    for (const each of folders) await files.makeFolder(each);
    const writer = new Writer(shelf, folder);
    await readFiles(writer).finally(() => writer.close());
    await files.writeDurably(`${folder}/${MANIFEST}`, manifestText);
    await files.writeDurably(`${folder}/starts`, "");
    for (const each of folders) await files.syncFolder(each);
    await files.syncFolder(`${shelf.folder}/releases`);
  } catch (error) {
    await files.removeFolder(folder).catch(() => {});
    throw error;
  }
  await shelf.begin(version);
}

/** Writes each file as it comes, whatever it weighs. */
class Writer implements FileReceiver {
  readonly #shelf: Shelf;
  readonly #folder: string;
  #open: AppendFile | undefined;

  constructor(shelf: Shelf, folder: string) {
    this.#shelf = shelf;
    this.#folder = folder;
  }

  async begin({ path }: { path: string }): Promise<void> {
    this.#open = await this.#shelf.files.openToAppend(`${this.#folder}/${path}`);
  }

  async piece(bytes: Uint8Array): Promise<void> {
    await this.#open?.append(bytes);
  }

  async done(): Promise<void> {
    await this.#open?.sync();
    await this.close();
  }

  /** Idempotent: also in the middle of a file. */
  async close(): Promise<void> {
    await this.#open?.close();
    this.#open = undefined;
  }
}

/** All folders of a release, parents first. */
function foldersOf({ files }: Manifest): string[] {
  const folders = new Set(["."]);
  for (const { path } of files) for (let at = dirname(path); at !== "."; at = dirname(at)) folders.add(at);
  return [...folders].sort();
}

/** Is it for this board and this state, and is it new here? */
async function check(manifest: Manifest, { shelf, running, force }: InstallOptions): Promise<void> {
  const { version, platform, node, state } = manifest;
  const refuse = (why: string) => new AndasError("release", why);
  if (platform !== "any" && platform !== running.platform)
    throw refuse(
      `the bundle is for ${platform}, this board is ${running.platform}: get the bundle for ${running.platform}`,
    );
  if (compareVersions(`${node}.0`, running.node) > 0)
    throw refuse(`andas ${version} needs Node.js ${node}, here is ${running.node}: write a new image to the card`);
  if (running.state < state.oldest)
    throw refuse(
      `andas ${version} brings up states from version ${state.oldest} on, here is version ${running.state}: install a release in between first`,
    );
  const trial = await shelf.version("trial");
  if (trial !== undefined)
    throw refuse(
      `andas ${trial} is tried at present: wait for its third healthy breath, or for ${running.version} to come back`,
    );
  const order = compareVersions(version, running.version);
  if (order === 0 || version === (await shelf.version("current")))
    throw refuse(`andas ${version} is installed already: nothing is to be done`);
  if (force) return;
  if (order < 0)
    throw refuse(`andas ${version} is older than ${running.version}, which runs here: say --force if you want it back`);
  if (version === (await shelf.version("failed")))
    throw refuse(`andas ${version} was tried and came back: get a newer one, or say --force to try it once more`);
}

async function mustFit({ files, version }: Manifest, { files: disk, folder }: Shelf): Promise<void> {
  const room = await disk.room(folder);
  const needed = bytesOf(files) + files.length * BLOCK + MARGIN;
  if (room === undefined || room >= needed) return;
  const mb = (bytes: number) => Math.ceil(bytes / 1e6);
  throw new AndasError(
    "release",
    `andas ${version} needs ${mb(needed)} MB and ${mb(room)} MB are free: make room under ${folder}, or keep less raw signal (raw.keep_mb)`,
  );
}

/** What the system said, as one line that says what to do. */
function told(error: unknown, folder: string): unknown {
  const code = systemCode(error);
  if (isAndasError(error) || code === undefined) return error;
  if (code === "ENOSPC" || code === "EDQUOT")
    return new AndasError("release", `the card is full: make room under ${folder}, and install it again`, error);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new AndasError(
      "release",
      `${folder} cannot be written (${code}): run it as the node's user, sudo -u andas andas update`,
      error,
    );
  return new AndasError("release", `${folder} cannot be used (${code}): mend that, and install it again`, error);
}
