import type { ElectrodeCare } from "../acquisition/electrode-care.js";
import type { Alerts } from "../actions/alerts.js";
import { type LightCode, StatusLight, type StatusLightParts } from "../actions/status-light.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import { CONTACTS, type Contact } from "../domain/contact.js";
import type { EventLog } from "../domain/event-log.js";
import { MINUTE, type Seconds } from "../domain/time.js";
import type { CardReload } from "./card-reload.js";
import type { Reports } from "./reports.js";
import type { NodeVisit } from "./visit.js";

/** So long after somebody pressed the button, and while a visit lasts, the light says how the electrodes touch. */
const VISIT: Seconds = 10 * MINUTE;

/** What of the node a person at the box should see. */
export interface LightSigns extends Omit<StatusLightParts, "code"> {
  readonly breath: Pick<BreathClock, "breath">;
  readonly card: Pick<CardReload, "isBad">;
  readonly alerts: Pick<Alerts, "standing">;
  readonly reports: Pick<Reports, "troubles">;
  readonly care: Pick<ElectrodeCare, "all">;
  readonly visit: Pick<NodeVisit, "lasts">;
  readonly events: EventLog;
}

export function statusLight(signs: LightSigns): StatusLight {
  const { clock, events } = signs;
  let visitedTill: Seconds = Number.NEGATIVE_INFINITY;
  const isVisited = () => signs.visit.lasts || (clock.now() < visitedTill && visitedTill - clock.now() <= VISIT);
  const light = new StatusLight({ ...signs, code: () => (isVisited() && worstContact(signs)) || lightCode(signs) });
  events.listen((event) => {
    if (event.type !== "percept" || event.percept.source !== "operator") return;
    const { type } = event.percept;
    if (type === "button") visitedTill = clock.now() + VISIT;
    else if (type !== "visit") return;
    light.look();
  });
  return light;
}

/** Of the electrode that touches worst; undefined while none was heard. */
function worstContact({ care }: LightSigns): Contact | undefined {
  const words = care.all.flatMap(({ contact }) => contact?.contact ?? []);
  return CONTACTS.findLast((word) => words.includes(word));
}

/** The one thing that is said, most pressing first; nothing while the node rests, for light is battery. */
function lightCode({ breath: { breath }, card, alerts, reports }: LightSigns): LightCode | undefined {
  if (breath === undefined) return "starting";
  if (breath.phase === "pause") return undefined;
  if (card.isBad) return "card";
  if (alerts.standing.length > 0 || reports.troubles.length > 0) return "warning";
  return breath.phase === "inhale" ? "inhale" : "listening";
}
