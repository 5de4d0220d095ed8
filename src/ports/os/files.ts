import { constants } from "node:fs";
import {
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  statfs,
  symlink,
} from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { systemCode } from "../../domain/errors.js";
import type { AppendFile, TreeFiles } from "../files.js";
import { OsAppendFile } from "./append-file.js";

/** What file systems say that know no hard links: FAT on a boot partition, network shares, some containers. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EXDEV", "EMLINK"];
/** What file systems say that cannot sync a folder: there is nothing more to be had from them. */
const NO_FOLDER_SYNC = ["EINVAL", "ENOTSUP", "EOPNOTSUPP", "EISDIR"];

/** The operating system's files. */
export class OsFiles implements TreeFiles {
  async read(path: string): Promise<string | undefined> {
    return orElse(readFile(path, "utf8"), ["ENOENT"], undefined);
  }

  async readBytes(path: string, from: number, length: number, into?: Uint8Array): Promise<Uint8Array | undefined> {
    const handle = await orElse(open(path, "r"), ["ENOENT"], undefined);
    if (handle === undefined) return undefined;
    try {
      // What is asked for may be far more than there is.
      const room = Math.min(length, Math.max(0, (await handle.stat()).size - from));
      const bytes = into !== undefined && into.length >= room ? into.subarray(0, room) : new Uint8Array(room);
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, from + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    } finally {
      await handle.close();
    }
  }

  async list(folder: string): Promise<string[]> {
    const names = await orElse(readdir(folder), ["ENOENT"], []);
    return names.sort((a, b) => (a < b ? -1 : 1));
  }

  async size(path: string): Promise<number | undefined> {
    return (await orElse(stat(path), ["ENOENT"], undefined))?.size;
  }

  async makeFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true });
    if (first === undefined) return;
    // Each new folder is a name in its parent, and a name is only safe once its folder is synced.
    const top = dirname(resolve(first));
    for (let made = dirname(resolve(folder)); made.length >= top.length; made = dirname(made)) {
      await this.syncFolder(made);
      if (made === dirname(made)) break;
    }
  }

  async create(path: string, text: string): Promise<boolean> {
    // Written aside and linked, so that whoever finds the name finds the whole text.
    const aside = `${path}.${process.pid}.tmp`;
    await rm(aside, { force: true });
    try {
      await write(aside, text, "wx");
      await link(aside, path);
      return true;
    } catch (error) {
      const code = systemCode(error);
      if (code === "EEXIST") return false;
      if (code === undefined || !NO_LINKS.includes(code)) throw error;
      return await orElse(
        write(path, text, "wx").then(() => true),
        ["EEXIST"],
        false,
      );
    } finally {
      await rm(aside, { force: true });
    }
  }

  async writeDurably(path: string, content: string | Uint8Array): Promise<void> {
    await write(path, content, "w", true);
  }

  async overwrite(path: string, at: number, bytes: Uint8Array): Promise<void> {
    const handle = await open(path, "r+");
    try {
      // The system may write less than it is asked to.
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
        done += bytesWritten;
      }
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  async openToAppend(path: string): Promise<AppendFile> {
    return OsAppendFile.open(path);
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(from, to);
  }

  async syncFile(path: string): Promise<void> {
    await sync(path, "r");
  }

  async keep(from: string, to: string): Promise<void> {
    // `link` never replaces, `rename` does: so that `to` is there all the time, as the old one or the new one.
    const aside = `${to}.tmp`;
    await rm(aside, { force: true });
    try {
      await link(from, aside).catch(async (error: unknown) => {
        if (!NO_LINKS.includes(systemCode(error) ?? "")) throw error;
        await copyFile(from, aside, constants.COPYFILE_EXCL);
        await sync(aside, "r+");
      });
      await rename(aside, to);
    } finally {
      // Renaming between two names of one file does nothing (POSIX) and would leave the first.
      await rm(aside, { force: true });
    }
  }

  async syncFolder(folder: string): Promise<void> {
    await orElse(sync(folder, "r"), NO_FOLDER_SYNC, undefined);
  }

  async remove(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  async linkTo(target: string, path: string): Promise<void> {
    // `symlink` never replaces, `rename` does.
    const aside = `${path}.tmp`;
    await rm(aside, { force: true });
    await symlink(target, aside);
    await rename(aside, path);
  }

  async readLink(path: string): Promise<string | undefined> {
    return orElse(readlink(path), ["ENOENT", "EINVAL"], undefined);
  }

  async removeFolder(folder: string): Promise<void> {
    await rm(folder, { force: true, recursive: true });
  }

  async room(folder: string): Promise<number | undefined> {
    const found = await orElse(statfs(folder), ["ENOENT"], undefined);
    return found && found.bavail * found.bsize;
  }
}

/** Writes the whole content, however short the system's own writes are (`writeFile` loops), and syncs it if asked. */
async function write(path: string, content: string | Uint8Array, flags: "w" | "wx", durably = false): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.writeFile(content, "utf8");
    if (durably) await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sync(path: string, flags: "r" | "r+"): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What `work` gives, or `otherwise` if the system says one of `codes`. */
async function orElse<T>(work: Promise<T>, codes: readonly string[], otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (codes.includes(systemCode(error) ?? "")) return otherwise;
    throw error;
  }
}
