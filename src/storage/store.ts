import { Low } from "lowdb";
import { AndasError, messageOf } from "../domain/errors.js";
import type { Files } from "../ports/files.js";
import type { Processes } from "../ports/processes.js";
import { DurableAdapter } from "./durable-adapter.js";
import { FolderLock } from "./folder-lock.js";
import { setAside } from "./quarantine.js";
import { isMediumTrouble, stateError } from "./state-error.js";
import type { StateFormat } from "./state-format.js";
import type { Commit, OpenReport, StateStore } from "./state-store.js";

export interface StoreOptions<T extends object> {
  /** Asked once the folder is ours, before anything in it is read: may put aside what is somebody else's, or refuse. */
  readonly claim?: () => Promise<void>;
  readonly files: Files;
  readonly processes: Processes;
  /** Made if it is not there. The state is `state.json` in it. */
  readonly folder: string;
  /** The state of a node that has never lived. It is copied, not used. */
  readonly defaults: T;
  /** Which versions of it this andas knows; without it, one alone. */
  readonly format?: StateFormat;
}

/** The durable store: lowdb on our adapter, for one process at a time. */
export class Store<T extends object> implements StateStore<T> {
  readonly #files: Files;
  readonly #folder: string;
  readonly #adapter: DurableAdapter<T>;
  readonly #low: Low<T>;
  readonly #lock: FolderLock;
  readonly #claim: () => Promise<void>;
  #opened: Promise<OpenReport> | undefined;
  /** Loaded, so that a commit cannot put the defaults over what is there. */
  #ready = false;
  /** The write under way or the last one; never rejects. */
  #last: Promise<unknown> = Promise.resolve();
  /** The write that will follow it. */
  #next: Promise<Commit> | undefined;
  /** Parts that are to be kept in files of their own before anything is written over them. */
  readonly #aside = new Map<string, string>();
  #commits = 0;
  #bytesWritten = 0;

  constructor(options: StoreOptions<T>) {
    this.#files = options.files;
    this.#folder = options.folder;
    this.#adapter = new DurableAdapter(options.files, options.folder, "state", options.format);
    this.#low = new Low<T>(this.#adapter, structuredClone(options.defaults));
    this.#lock = new FolderLock(options.files, options.processes, options.folder);
    this.#claim = options.claim ?? (async () => {});
  }

  get state(): T {
    return this.#low.data;
  }

  get commits(): number {
    return this.#commits;
  }

  get bytesWritten(): number {
    return this.#bytesWritten;
  }

  /** @throws AndasError `state`: another andas has the folder, it cannot be used, or it holds what no migration can bring up. */
  open(): Promise<OpenReport> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  async #open(): Promise<OpenReport> {
    try {
      const unlocked = await this.#acquire();
      await this.#claim();
      const untouched = this.#low.data;
      await this.#low.read();
      this.#ready = true;
      const { recovered, newer } = this.#adapter;
      const others = await this.#adapter.others();
      return {
        fresh: this.#low.data === untouched,
        ...(recovered && { recovered }),
        ...(newer !== undefined && { newer }),
        ...(others.length > 0 && { others }),
        ...(unlocked !== undefined && { unlocked }),
      };
    } catch (error) {
      this.#opened = undefined;
      await this.#lock.release();
      throw stateError(error, this.#folder);
    }
  }

  /** Undefined once locked; why not, if a bad disk is all that is against it: a node in the forest must start then too. */
  async #acquire(): Promise<string | undefined> {
    try {
      await this.#files.makeFolder(this.#folder);
      await this.#lock.acquire();
      return undefined;
    } catch (error) {
      if (isMediumTrouble(error)) return messageOf(stateError(error, this.#folder));
      throw error;
    }
  }

  setAside(part: string, saved: object): Promise<string> {
    this.#aside.set(part, JSON.stringify(saved));
    return this.#keepAside(part);
  }

  async #keepAside(part: string): Promise<string> {
    const file = await setAside(this.#files, this.#folder, `state.${part}`, this.#aside.get(part) ?? "");
    this.#aside.delete(part);
    return file;
  }

  commit(): Promise<Commit> {
    if (!this.#ready)
      return Promise.reject(new AndasError("internal", "the store was asked to commit while it was not open"));
    this.#next ??= this.#last.then(() => {
      this.#next = undefined;
      const write = this.#write();
      this.#last = write.catch(() => {}); // who asked is told; the next one goes its own way
      return write;
    });
    return this.#next;
  }

  async #write(): Promise<Commit> {
    for (const part of [...this.#aside.keys()]) await this.#keepAside(part);
    await this.#low.write();
    const { bytes } = this.#adapter;
    this.#commits++;
    this.#bytesWritten += bytes;
    return { bytes };
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#opened]);
    this.#ready = false; // from here on nobody can ask for another write
    await Promise.allSettled([this.#next]);
    await this.#last;
    this.#opened = undefined;
    await this.#lock.release();
  }
}
