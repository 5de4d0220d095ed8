import type { Companion, CompanionListener, StartCompanion } from "../../src/ports/companion.js";

/** One process of a `FakeCompanions`: what it heard is kept, and what it says and how it ends is the test's. */
export class FakeCompanion implements Companion {
  readonly pid: number;
  /** Copies, as messages between processes are. */
  readonly heard: unknown[] = [];
  killed = false;
  readonly #listener: CompanionListener;
  readonly #onMessage: (message: unknown) => void;

  constructor(
    pid: number,
    listener: CompanionListener,
    onMessage: (companion: FakeCompanion, message: unknown) => void,
  ) {
    this.pid = pid;
    this.#listener = listener;
    this.#onMessage = (message) => onMessage(this, message);
  }

  send(message: unknown): void {
    const copy: unknown = structuredClone(message);
    this.heard.push(copy);
    if (!this.killed) setImmediate(() => this.#onMessage(copy));
  }

  /** Never inside the call that caused it, as it is with processes. */
  kill(): void {
    if (this.killed) return;
    this.killed = true;
    setImmediate(() => this.#listener.ended("died with SIGKILL"));
  }

  says(message: unknown): void {
    this.#listener.message(structuredClone(message));
  }

  dies(how: string): void {
    this.#listener.ended(how);
  }
}

/** How the processes of a test behave; what is left out is met with silence. */
export interface Behaviour {
  readonly begins?: (companion: FakeCompanion) => void;
  readonly hears?: (companion: FakeCompanion, message: unknown) => void;
}

/** Starts processes that are none. How they behave may change from one to the next. */
export class FakeCompanions {
  readonly started: FakeCompanion[] = [];
  behaviour: Behaviour;

  constructor(behaviour: Behaviour = {}) {
    this.behaviour = behaviour;
  }

  readonly start: StartCompanion = (listener) => {
    const { begins, hears } = this.behaviour;
    const companion = new FakeCompanion(1000 + this.started.length, listener, (one, message) => hears?.(one, message));
    this.started.push(companion);
    setImmediate(() => begins?.(companion));
    return companion;
  };

  get latest(): FakeCompanion | undefined {
    return this.started.at(-1);
  }
}
