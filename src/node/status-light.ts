import type { Alerts } from "../actions/alerts.js";
import { type LightCode, StatusLight, type StatusLightParts } from "../actions/status-light.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import type { CardReload } from "./card-reload.js";
import type { Reports } from "./reports.js";

/** What of the node a person at the box should see. */
export interface LightSigns extends Omit<StatusLightParts, "code"> {
  readonly breath: Pick<BreathClock, "breath">;
  readonly card: Pick<CardReload, "isBad">;
  readonly alerts: Pick<Alerts, "standing">;
  readonly reports: Pick<Reports, "troubles">;
}

export function statusLight(signs: LightSigns): StatusLight {
  return new StatusLight({ ...signs, code: () => lightCode(signs) });
}

/** The one thing that is said, most pressing first; nothing while the node rests, for light is battery. */
function lightCode({ breath: { breath }, card, alerts, reports }: LightSigns): LightCode | undefined {
  if (breath === undefined) return "starting";
  if (breath.phase === "pause") return undefined;
  if (card.isBad) return "card";
  if (alerts.standing.length > 0 || reports.troubles.length > 0) return "warning";
  return breath.phase === "inhale" ? "inhale" : "listening";
}
