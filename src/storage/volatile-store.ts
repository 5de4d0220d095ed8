import { AndasError } from "../domain/errors.js";
import { seal } from "./envelope.js";
import type { Commit, OpenReport, StateStore } from "./state-store.js";

/** A store that forgets everything when the process ends, for a replay: it counts as if it wrote, and touches no disk. */
export class VolatileStore<T extends object> implements StateStore<T> {
  readonly state: T;
  #commits = 0;
  #bytesWritten = 0;

  constructor(defaults: T) {
    this.state = structuredClone(defaults);
  }

  get commits(): number {
    return this.#commits;
  }

  get bytesWritten(): number {
    return this.#bytesWritten;
  }

  async open(): Promise<OpenReport> {
    return { fresh: true };
  }

  async setAside(): Promise<string> {
    throw new AndasError("state", "a store in memory has no place for what cannot be read");
  }

  async commit(): Promise<Commit> {
    const bytes = Buffer.byteLength(seal(1, this.state));
    this.#commits++;
    this.#bytesWritten += bytes;
    return { bytes };
  }

  async close(): Promise<void> {}
}
