/** The little of a file system that andas needs. Paths are absolute or relative to the working directory. */
export interface Files {
  /** UTF-8 text, or undefined when there is no such file. Throws what the system says of everything else. */
  read(path: string): Promise<string | undefined>;
  /**
   * At most `length` bytes from byte `from` on, fewer where the file ends; undefined when there is no such file. They lie in the first
   * part of `into`, if that is given and has room for them: for who reads one after the other, and keeps none.
   */
  readBytes(path: string, from: number, length: number, into?: Uint8Array): Promise<Uint8Array | undefined>;
  /** Names in a folder; empty when there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** Its bytes, or undefined when there is no such file. */
  size(path: string): Promise<number | undefined>;
  /** Makes a folder and its parents, and waits until they lie on the medium. */
  makeFolder(folder: string): Promise<void>;
  /**
   * Makes a file with its whole text in one step, unless there is one of that name: then nothing happens and it says false.
   * For locks: it does not wait for the medium.
   */
  create(path: string, text: string): Promise<boolean>;
  /** Writes the whole content and waits until it lies on the medium (fsync). The file may be half there after a power cut. */
  writeDurably(path: string, content: string | Uint8Array): Promise<void>;
  /**
   * Writes over the bytes from byte `at` on, in place, and waits until they lie on the medium: for what must be written where there is no
   * room. They must lie within the file. After a power cut any first part of them may be new, the others are as they were.
   */
  overwrite(path: string, at: number, bytes: Uint8Array): Promise<void>;
  /** Opens a file that grows, and makes it where there is none: a new name is only safe after `syncFolder`. */
  openToAppend(path: string): Promise<AppendFile>;
  /** Renames over what was there. The new name is only safe after `syncFile` and `syncFolder`. */
  rename(from: string, to: string): Promise<void>;
  /**
   * Waits until a file lies on the medium under the name that it has now. FAT keeps length and place of a file beside its name: what was
   * synced and then renamed is an empty file after a power cut, or the place of the old one that is free by now (Linux, `vfat_rename`,
   * which only marks the file as changed).
   */
  syncFile(path: string): Promise<void>;
  /** Hard-links `from` as `to`, replacing what was there: a copy without writing its bytes again. Falls back to a copy. */
  keep(from: string, to: string): Promise<void>;
  /** Waits until the folder's names lie on the medium. */
  syncFolder(folder: string): Promise<void>;
  /** Fine if there is no such file. */
  remove(path: string): Promise<void>;
}

/** Files of a machine that keeps whole folders of a program beside each other, and says by a link which of them runs. */
export interface TreeFiles extends Files {
  /** Lets `path` be a symbolic link to `target`, in one step over what was there. The new name is only safe after `syncFolder`. */
  linkTo(target: string, path: string): Promise<void>;
  /** Where a symbolic link leads, as it was written; undefined where there is none. */
  readLink(path: string): Promise<string | undefined>;
  /** A folder and all that is in it; fine if there is none. Not in one step: nobody may need it any more. */
  removeFolder(folder: string): Promise<void>;
  /** Bytes that the medium under a folder has room for; undefined where nobody knows. */
  room(folder: string): Promise<number | undefined>;
}

/** A file that grows at its end, for a log of records. It has one writer. */
export interface AppendFile {
  /** Bytes, synced or not. */
  readonly length: number;
  /**
   * Puts `bytes` at the end. After a power cut any first part of what was not synced may be there, or none. When it fails (a full disk),
   * `length` stays, and what was written of `bytes` is cut off or written over by the next.
   */
  append(bytes: Uint8Array): Promise<void>;
  /** Cuts it to its first `length` bytes; sync before appending again, or a power cut may bring back what was cut off. */
  truncate(length: number): Promise<void>;
  /** Waits until all of it lies on the medium (fdatasync). After it failed nobody knows what lies there: read the file anew. */
  sync(): Promise<void>;
  /** Does not sync. Idempotent. */
  close(): Promise<void>;
}

/** A file that is read from its beginning to its end, a piece at a time: for recordings of any size. */
export interface ByteSource {
  /** Fills `into` from its beginning; resolves to the number of bytes, 0 at the end. */
  read(into: Uint8Array): Promise<number>;
  /** In bytes, where it is known. */
  readonly size?: number;
  close(): Promise<void>;
}

/** Opens a file for `ByteSource`; throws an AndasError that says what to do if it is missing, a folder or unreadable. */
export type OpenBytes = (path: string) => Promise<ByteSource>;
