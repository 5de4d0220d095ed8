import { dirname } from "node:path";
import type { AppendFile, TreeFiles } from "../../src/ports/files.js";
import type { Fate, Image, Step } from "./crash-disk.js";
import { afterCrash, LINK, writtenOver } from "./crash-disk.js";

/** A step, or something that only looks: for `fault`. */
export type Attempt = Step | { readonly do: "read" | "list"; readonly path: string };

/**
 * Files in memory on a disk whose power can be cut after any step, and which can be full, read-only or broken. Everything that
 * changes it is a step in `steps`, as small as the system's own calls; `crash` gives the disk as it may be found afterwards.
 */
export class CrashFiles implements TreeFiles {
  readonly steps: Step[] = [];
  /** Asked before each step: the system's error code with which it fails, or undefined. */
  fault: ((attempt: Attempt) => string | undefined) | undefined;
  /** Bytes that the disk holds. A write fills it to the last byte and fails there with ENOSPC. */
  capacity = Number.POSITIVE_INFINITY;
  readonly #start: Image;
  readonly #names: Map<string, number>;
  readonly #contents: Map<number, Uint8Array>;
  /** Where files that grow have room to do so; nobody writes below what was seen. */
  readonly #room = new Map<number, Uint8Array>();
  readonly #folders: Set<string>;
  #nextFile: number;

  /** Begins with these files, all of them safe on the medium, and their folders. */
  constructor(files: Readonly<Record<string, string | Uint8Array>> | Image = {}) {
    this.#start = isImage(files) ? files : imageOf(files);
    this.#names = new Map(this.#start.names);
    this.#contents = new Map(this.#start.contents);
    this.#folders = new Set(this.#start.folders);
    this.#nextFile = Math.max(0, ...this.#contents.keys()) + 1;
  }

  /** The disk as it is found when the power is cut after the first `steps` steps. */
  crash(steps: number, fate: Fate): CrashFiles {
    return new CrashFiles(afterCrash(this.#start, this.steps.slice(0, steps), fate));
  }

  /** All paths, sorted. */
  get paths(): string[] {
    return [...this.#names.keys()].sort((a, b) => (a < b ? -1 : 1));
  }

  /** What lies there now, synced or not. */
  bytes(path: string): Uint8Array | undefined {
    const file = this.#names.get(path);
    return file === undefined ? undefined : this.#contents.get(file);
  }

  async read(path: string): Promise<string | undefined> {
    this.#mayFail({ do: "read", path });
    const bytes = this.bytes(path);
    return bytes && Buffer.from(bytes).toString("utf8");
  }

  async readBytes(path: string, from: number, length: number, into?: Uint8Array): Promise<Uint8Array | undefined> {
    this.#mayFail({ do: "read", path });
    const bytes = this.bytes(path)?.slice(from, from + length);
    if (bytes === undefined || into === undefined || into.length < bytes.length) return bytes;
    into.set(bytes);
    return into.subarray(0, bytes.length);
  }

  async list(folder: string): Promise<string[]> {
    this.#mayFail({ do: "list", path: folder });
    const inside = [...this.#names.keys(), ...this.#folders].filter(
      (path) => dirname(path) === folder && path !== folder,
    );
    return [...new Set(inside.map((path) => path.slice(folder.length + 1)))].sort((a, b) => (a < b ? -1 : 1));
  }

  async size(path: string): Promise<number | undefined> {
    return this.bytes(path)?.length;
  }

  async makeFolder(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return;
    this.#do({ do: "makeFolder", path: folder });
  }

  async create(path: string, text: string): Promise<boolean> {
    if (this.#names.has(path)) return false;
    const aside = `${path}.tmp`;
    try {
      const file = this.#write(aside, text);
      this.#do({ do: "link", from: aside, path, file });
      return true;
    } finally {
      await this.remove(aside);
    }
  }

  async openToAppend(path: string): Promise<AppendFile> {
    const file = this.#names.get(path) ?? this.#nextFile++;
    if (!this.#folders.has(dirname(path))) throw systemError("ENOENT", path);
    if (!this.#names.has(path)) this.#do({ do: "empty", path, file });
    const length = () => this.#contents.get(file)?.length ?? 0;
    const truncate = async (to: number): Promise<void> => {
      mayUse();
      if (to < length()) this.#do({ do: "truncate", path, file, length: to });
    };
    let open = true;
    const mayUse = () => {
      if (!open) throw systemError("EBADF", path);
    };
    return {
      get length() {
        return length();
      },
      append: async (bytes) => {
        mayUse();
        const before = length();
        try {
          this.#put(path, file, bytes);
        } catch (error) {
          await truncate(before);
          throw error;
        }
      },
      truncate,
      sync: async () => {
        mayUse();
        await Promise.resolve();
        this.#do({ do: "fsync", path, file });
      },
      close: async () => {
        open = false;
      },
    };
  }

  async writeDurably(path: string, content: string | Uint8Array): Promise<void> {
    // Others get their turn between the steps, so that a store that writes twice at once is caught.
    const file = this.#write(path, content);
    await Promise.resolve();
    this.#do({ do: "fsync", path, file });
  }

  async overwrite(path: string, at: number, bytes: Uint8Array): Promise<void> {
    const file = this.#fileOf(path);
    this.#do({ do: "overwrite", path, file, at, bytes: Uint8Array.from(bytes) });
    await Promise.resolve();
    this.#do({ do: "fsync", path, file });
  }

  async rename(from: string, to: string): Promise<void> {
    const file = this.#fileOf(from);
    // Two names of one file: POSIX does nothing.
    if (this.#names.get(to) !== file) this.#do({ do: "rename", from, path: to, file });
  }

  async syncFile(path: string): Promise<void> {
    this.#do({ do: "fsync", path, file: this.#fileOf(path) });
  }

  async keep(from: string, to: string): Promise<void> {
    const aside = `${to}.tmp`;
    await this.remove(aside);
    this.#do({ do: "link", from, path: aside, file: this.#fileOf(from) });
    await this.rename(aside, to);
    await this.remove(aside);
  }

  async syncFolder(folder: string): Promise<void> {
    this.#do({ do: "syncFolder", path: folder });
  }

  async remove(path: string): Promise<void> {
    if (this.#names.has(path)) this.#do({ do: "remove", path });
  }

  async linkTo(target: string, path: string): Promise<void> {
    const aside = `${path}.tmp`;
    await this.remove(aside);
    this.#do({ do: "symlink", path: aside, file: this.#nextFile++, bytes: Buffer.from(`${LINK}${target}`) });
    await this.rename(aside, path);
  }

  async readLink(path: string): Promise<string | undefined> {
    const text = Buffer.from(this.bytes(path) ?? []).toString("utf8");
    return text.startsWith(LINK) ? text.slice(LINK.length) : undefined;
  }

  async removeFolder(folder: string): Promise<void> {
    for (const path of this.paths.filter((path) => path.startsWith(`${folder}/`))) await this.remove(path);
    if (this.#folders.has(folder)) this.#do({ do: "removeFolder", path: folder });
  }

  async room(): Promise<number> {
    return Math.max(0, this.capacity - this.#used());
  }

  #write(path: string, content: string | Uint8Array): number {
    if (!this.#folders.has(dirname(path))) throw systemError("ENOENT", path);
    // The same file, emptied (O_TRUNC): whoever writes in place loses what was there.
    const file = this.#names.get(path) ?? this.#nextFile++;
    this.#do({ do: "empty", path, file });
    this.#put(path, file, typeof content === "string" ? Buffer.from(content, "utf8") : content);
    return file;
  }

  /** At the end of the file: as much as there is room for. */
  #put(path: string, file: number, bytes: Uint8Array): void {
    const room = Math.max(0, this.capacity - this.#used());
    // A copy: who appends may use its buffer again.
    if (room > 0) this.#do({ do: "write", path, file, bytes: Uint8Array.from(bytes.subarray(0, room)) });
    if (room < bytes.length) throw systemError("ENOSPC", path);
  }

  /** A file and `bytes` behind it: a year of appends would copy it too often. */
  #grown(file: number, bytes: Uint8Array): Uint8Array {
    const old = this.#contents.get(file) ?? new Uint8Array();
    if (old.length === 0) return bytes;
    const length = old.length + bytes.length;
    let room = this.#room.get(file);
    if (room === undefined || old.buffer !== room.buffer || length > room.length) {
      room = new Uint8Array(2 * length);
      room.set(old);
      this.#room.set(file, room);
    }
    room.set(bytes, old.length);
    return room.subarray(0, length);
  }

  #used(): number {
    let sum = 0;
    for (const file of new Set(this.#names.values())) sum += this.#contents.get(file)?.length ?? 0;
    return sum;
  }

  #fileOf(path: string): number {
    const file = this.#names.get(path);
    if (file === undefined) throw systemError("ENOENT", path);
    return file;
  }

  #mayFail(attempt: Attempt): void {
    const code = this.fault?.(attempt);
    if (code !== undefined) throw systemError(code, attempt.path);
  }

  #do(step: Step): void {
    this.#mayFail(step);
    this.steps.push(step);
    switch (step.do) {
      case "makeFolder":
        for (let at = step.path; !this.#folders.has(at); at = dirname(at)) this.#folders.add(at);
        break;
      case "removeFolder":
        for (const path of [...this.#folders])
          if (path === step.path || path.startsWith(`${step.path}/`)) this.#folders.delete(path);
        break;
      case "symlink":
        this.#names.set(step.path, step.file);
        this.#contents.set(step.file, step.bytes);
        break;
      case "empty":
        this.#names.set(step.path, step.file);
        this.#contents.set(step.file, new Uint8Array());
        break;
      case "write":
        this.#contents.set(step.file, this.#grown(step.file, step.bytes));
        break;
      case "overwrite":
        this.#contents.set(
          step.file,
          writtenOver(this.#contents.get(step.file) ?? new Uint8Array(), step.at, step.bytes),
        );
        break;
      case "truncate":
        this.#contents.set(step.file, (this.#contents.get(step.file) ?? new Uint8Array()).slice(0, step.length));
        break;
      case "rename":
        this.#names.delete(step.from);
        this.#names.set(step.path, step.file);
        break;
      case "link":
        this.#names.set(step.path, step.file);
        break;
      case "remove":
        this.#names.delete(step.path);
        break;
      case "fsync":
      case "syncFolder":
        break; // they change what survives, not what is seen
    }
  }
}

function isImage(files: object): files is Image {
  return "names" in files && files.names instanceof Map;
}

function imageOf(files: Readonly<Record<string, string | Uint8Array>>): Image {
  const image: Image = { names: new Map(), contents: new Map(), folders: new Set() };
  for (const [path, content] of Object.entries(files)) {
    const file = image.names.size;
    image.names.set(path, file);
    image.contents.set(file, typeof content === "string" ? Buffer.from(content, "utf8") : content);
    for (let at = dirname(path); !image.folders.has(at); at = dirname(at)) image.folders.add(at);
  }
  return image;
}

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
