import type { Command, CommandResult } from "../domain/command.js";
import type { NeighbourMessage } from "../domain/neighbour.js";
import type { Seconds } from "../domain/time.js";
import type { ConfigReport, DesiredConfig } from "../protocol/payloads/config.js";

/** Who answers what comes in. It may use `publish` and `retain`, but must not wait for `connect`, `rest` or `close`. */
export interface Receiver {
  command(command: Command): CommandResult | Promise<CommandResult>;
  /** What a command did lies on the disk when this resolves: who hears "ok" may rely on it. Never rejects. */
  keep(command: Command): Promise<void>;
  /** The connection went, and may be opened again. */
  lost(): void;
  /** A card that somebody wants the node to have: what became of it. */
  desire(config: DesiredConfig): Promise<ConfigReport>;
  /** What another node of the site said. Says whether it was of use. */
  neighbour(message: NeighbourMessage): boolean;
  /** Somebody wants the node to stay awake till then, or (undefined) no longer. `reason` is for people, and may be empty. */
  hold(until: Seconds | undefined, reason: string): void;
  /** Till when it does: no longer than is good for it. */
  readonly heldUntil: Seconds | undefined;
}

/** Answers before the node runs. */
export const NOT_YET: Receiver = {
  command: () => ({ status: "error", error: { code: "busy", message: "the node is starting: send it again" } }),
  keep: async () => {},
  lost: () => {},
  desire: async ({ version }) => ({ version, status: "refused", errors: ["the node is starting: send it again"] }),
  neighbour: () => false,
  hold: () => {},
  heldUntil: undefined,
};
