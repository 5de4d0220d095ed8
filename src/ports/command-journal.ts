/** A command that was understood, from when it was taken until it is forgotten. */
export interface NotedCommand {
  /** In the order in which they came; none is given twice while it is remembered. */
  readonly id: number;
  readonly name: string;
  /** As it was sent. */
  readonly payload: string;
  /** The whole topic. */
  readonly answerTopic: string;
  readonly correlation?: Uint8Array;
  /** By which the broker counts it until it is acknowledged: the same one with the same number is a repeat. */
  readonly delivery?: number;
  /** It may stand on the broker, retained. */
  readonly stands: boolean;
  /** From here on it may have been carried out, and is not carried out again. */
  readonly begun: boolean;
  readonly answer?: string;
  /** The broker has the answer. */
  readonly sent: boolean;
}

/** Keeps commands over a power cut: what was written down before it was acknowledged is answered, and done once at most. */
export interface CommandJournal {
  /** What earlier runs left, oldest first. */
  readonly commands: readonly NotedCommand[];
  /** The newest of a command's id counts. Resolves when it lies on the medium. @throws AndasError `state` */
  write(command: NotedCommand): Promise<void>;
  /** The same, with the next `write`: for what a power cut may take back. */
  note(command: NotedCommand): void;
  forget(id: number): void;
}

/** Of a node that keeps nothing on disk. */
export const NO_JOURNAL: CommandJournal = { commands: [], write: async () => {}, note: () => {}, forget: () => {} };
