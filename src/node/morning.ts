import type { EventLog } from "../domain/event-log.js";
import { MorningDesk } from "../morning/morning-desk.js";
import { clockTimes, morningPage } from "../view/morning-page.js";
import type { NodeParts } from "./node-parts.js";
import type { RulesInForce } from "./rules-in-force.js";

/** Who tells the page of the day, in the words and at the time of the card in force. */
export function morningDesk(
  { clock, state, name = "" }: Pick<NodeParts, "clock" | "state" | "name">,
  events: EventLog,
  rules: RulesInForce,
): MorningDesk {
  const desk = new MorningDesk({
    ...{ clock, events, attention: state.attention, kept: state.morning },
    morning: () => rules.current.settings.morning,
    draw(morning) {
      const { words } = rules.current;
      return morningPage(morning, clockTimes(morning, name, words), words);
    },
  });
  rules.onChange(() => desk.again());
  return desk;
}
