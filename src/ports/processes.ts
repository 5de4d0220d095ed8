/** What names a process for ever. */
export interface ProcessMark {
  readonly pid: number;
  /** Tells it from a later process that was given the same pid, after a power cut for instance; empty where unknown. */
  readonly since: string;
}

/** The processes of this machine, as far as one may want to know of them. */
export interface Processes {
  /** This one. */
  self(): Promise<ProcessMark>;
  isAlive(mark: ProcessMark): Promise<boolean>;
}
