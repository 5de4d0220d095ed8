import type { BreathCalls } from "../breathing/breath-calls.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import type { Noticed } from "../domain/percept.js";
import type { Receiver } from "../mqtt/receiver.js";
import { type CommandRouter, ONLY_ASK } from "../operator/command-router.js";
import type { Clock } from "../ports/clock.js";
import { neighbourPercept } from "../sensing/percepts/neighbour-sense.js";
import type { CardReload } from "./card-reload.js";
import type { Exhale } from "./exhale.js";

export interface ReceiverParts {
  readonly card: Pick<CardReload, "desire">;
  readonly exhale: Pick<Exhale, "lost" | "keep">;
  readonly router: CommandRouter;
  readonly calls: BreathCalls;
  readonly breath: BreathClock;
  readonly clock: Clock;
  readonly notice: (noticed: Noticed) => void;
}

/** Who answers what comes in over MQTT: the router its commands, attention what neighbours say, the breath who holds the node awake. */
export function receiverFor({ router, card, exhale, calls, breath, clock, notice }: ReceiverParts): Receiver {
  return {
    command: router.answerAny,
    keep: async ({ name }) => {
      if (!ONLY_ASK.includes(name)) await exhale.keep();
    },
    neighbour: (message) => {
      if (message.kind === "breath") {
        calls.hear({ kind: "neighbour", neighbour: message, now: clock.now() });
        return true;
      }
      const noticed = neighbourPercept(message, clock.now());
      if (noticed !== undefined) notice(noticed);
      return noticed !== undefined;
    },
    lost: () => exhale.lost(),
    desire: (config) => card.desire(config),
    hold: (until) => calls.hold(until),
    get heldUntil() {
      return breath.heldUntil;
    },
  };
}
