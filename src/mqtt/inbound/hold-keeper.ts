import type { Log } from "../../ports/log.js";
import { decodeHold, type Hold } from "../../protocol/payloads/hold.js";

export interface HoldKeeperParts {
  readonly log: Log;
  /** Somebody wants the node to stay awake, or (undefined) no longer. Comes again with every connection while the same hold stands. */
  readonly onHold: (hold: Hold | undefined) => void;
}

/** What stands on `hold`, retained. One that is not understood takes the one before it back: it stands in its place. */
export class HoldKeeper {
  readonly #parts: HoldKeeperParts;
  #reason = "";
  /** What was not understood: said once, and not with every connection. */
  #refused: string | undefined;

  constructor(parts: HoldKeeperParts) {
    this.#parts = parts;
  }

  /** Why somebody holds the node awake, as it was said last. */
  get reason(): string {
    return this.#reason;
  }

  /** Takes what stands there now; empty when it was taken back. Never throws. */
  receive(payload: string): void {
    const { log, onHold } = this.#parts;
    const hold = payload === "" ? undefined : decodeHold(payload);
    const problem = hold !== undefined && "problem" in hold ? hold.problem : undefined;
    if (problem !== undefined && payload !== this.#refused)
      log("warn", `"hold" was not understood, and holds nobody: ${problem}`);
    this.#refused = problem === undefined ? undefined : payload;
    const understood = hold !== undefined && !("problem" in hold) ? hold : undefined;
    this.#reason = understood?.reason ?? "";
    onHold(understood);
  }
}
