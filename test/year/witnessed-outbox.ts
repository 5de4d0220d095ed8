import type { UnnamedMessage } from "../../src/domain/message.js";
import { type Beginning, LogOutbox, type LogOutboxParts } from "../../src/storage/outbox/log-outbox.js";
import type { Witness } from "./witness.js";

/** An outbox of which somebody sees what it takes, and what it says that it keeps. */
export class WitnessedOutbox extends LogOutbox {
  readonly #witness: Witness;
  #boot = 0;

  constructor(parts: LogOutboxParts, witness: Witness) {
    super(parts);
    this.#witness = witness;
  }

  override begin(beginning: Beginning): void {
    this.#boot = beginning.boot;
    this.#witness.begins(this.#boot);
    super.begin(beginning);
  }

  override put(message: UnnamedMessage): void {
    super.put({
      ...message,
      encode: (name) => {
        const payload = message.encode(name);
        this.#witness.put(name, message.topic);
        return payload;
      },
    });
  }

  override async commit(): Promise<void> {
    const upTo = this.#boot > 0 ? this.#witness.lastOf(this.#boot) : 0;
    await super.commit();
    if (this.trouble === undefined && this.#boot > 0) this.#witness.kept(this.#boot, upTo);
  }
}
