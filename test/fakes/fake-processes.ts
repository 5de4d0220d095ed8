import type { Processes, ProcessMark } from "../../src/ports/processes.js";

/** A machine whose processes live and die as a test wants. */
export class FakeProcesses implements Processes {
  readonly #self: ProcessMark;
  readonly #alive: Set<string>;

  constructor(pid = 100, since = "boot-1", neighbour?: FakeProcesses) {
    this.#self = { pid, since };
    this.#alive = neighbour ? neighbour.#alive : new Set();
    this.#alive.add(key(this.#self));
  }

  async self(): Promise<ProcessMark> {
    return this.#self;
  }

  async isAlive(mark: ProcessMark): Promise<boolean> {
    return this.#alive.has(key(mark));
  }

  /** This process is killed. */
  die(): void {
    this.#alive.delete(key(this.#self));
  }
}

function key(mark: ProcessMark): string {
  return `${mark.pid} ${mark.since}`;
}
