/** A disk or one of its partitions, as bytes: for who writes a whole file system there. */
export interface BlockDevice {
  /** @returns bytes read, fewer than asked for only at the end */
  read(into: Uint8Array, at: number): Promise<number>;
  write(bytes: Uint8Array, at: number): Promise<void>;
  /** Waits until all of it lies on the medium. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens one by its path; never makes one. */
export type OpenBlocks = (path: string) => Promise<BlockDevice>;
