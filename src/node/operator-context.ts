import type { AttentionState } from "../attention/state/state.js";
import type { OperatorContext } from "../operator/handlers/context.js";
import type { Clock } from "../ports/clock.js";
import type { Section } from "../ports/section.js";
import type { CardReload } from "./card-reload.js";
import type { Reports } from "./reports.js";
import type { RulesInForce } from "./rules-in-force.js";
import type { Uplink } from "./uplink.js";

type AsTheyAre =
  | "status"
  | "inputs"
  | "care"
  | "spikes"
  | "alerts"
  | "hushes"
  | "calls"
  | "closer"
  | "withdrawal"
  | "recordings"
  | "update";

export interface OperatorContextParts extends Pick<OperatorContext, AsTheyAre> {
  readonly clock: Clock;
  readonly attention: Section<AttentionState>;
  readonly rules: RulesInForce;
  readonly card: Pick<CardReload, "inForce" | "version">;
  readonly reports: Pick<Reports, "health" | "troubles">;
  /** Absent in a replay, which talks to nobody. */
  readonly uplink: Uplink | undefined;
  /** Absent where nobody would begin another run. */
  readonly restart: (() => void) | undefined;
}

/** What those who answer the operator may ask of this node. */
export function operatorContext(parts: OperatorContextParts): OperatorContext {
  const { clock, attention, rules, card, reports, uplink, restart } = parts;
  return {
    ...parts,
    now: () => clock.now(),
    attention: () => ({ state: attention.value, rules: rules.current }),
    messages: uplink,
    describe: () => uplink?.description ?? {},
    diagnose: () => ({ health: reports.health, problems: reports.troubles.map(({ text }) => text) }),
    card: {
      get version() {
        return card.version;
      },
      get inForce() {
        return card.inForce;
      },
      want: (files) => uplink?.wantCard(files),
    },
    restart: () => {
      restart?.();
      return restart !== undefined;
    },
  };
}
