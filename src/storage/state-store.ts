import type { Recovery } from "./sealed-file.js";

/** Where a node keeps what it knows. One `commit` per exhale is all the writing there is. */
export interface StateStore<T extends object> {
  /** Loads what is there. Idempotent. */
  open(): Promise<OpenReport>;
  /** Lives in memory: read and change it at will, nothing is on the medium before `commit` resolves. */
  readonly state: T;
  /** Since `open`. */
  readonly commits: number;
  /** Bytes written since `open`. */
  readonly bytesWritten: number;
  /**
   * Keeps a part of the state that cannot be read as a file of its own, and resolves to its name when it lies on the medium. No commit
   * goes over it before that.
   * @throws AndasError `state` when it cannot be written now; the next commit tries again, and fails if that does
   */
  setAside(part: string, saved: object): Promise<string>;
  /**
   * Resolves when the state, as it is at this call or later, lies safely on the medium. One write at a time: calls that come
   * during one share the next.
   * @throws AndasError `state`, with what to do. `state` stays as it is, and the last commit stays on the medium.
   */
  commit(): Promise<Commit>;
  /** Waits for a commit under way and lets go of the folder. Does not commit. Idempotent. */
  close(): Promise<void>;
}

export interface Commit {
  readonly bytes: number;
}

export interface OpenReport {
  /** There was no state to go on with. */
  readonly fresh: boolean;
  /** There was damage, and this was done about it. */
  readonly recovered?: Recovery;
  /** There is the state of a newer andas: one line, what that means. */
  readonly newer?: string;
  /** What the states of other versions hold that lie in the same folder. */
  readonly others?: readonly object[];
  /** The folder could not be locked against a second andas, because of this: a full or read-only disk. The node lives all the same. */
  readonly unlocked?: string;
}
