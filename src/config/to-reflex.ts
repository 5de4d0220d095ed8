import { parseGlyphPattern } from "../domain/glyph-pattern/parse.js";
import type { Action, Reflex, Trigger } from "../domain/reflex.js";
import { HOUR, MINUTE, type Seconds } from "../domain/time.js";
import type { ActionCard } from "./schemas/actions.js";
import type { ReflexCard } from "./schemas/reflex.js";
import type { TriggerCard } from "./schemas/trigger.js";

/** A reflex from the card's words to the domain's. */
export function toReflex(card: ReflexCard): Reflex {
  const { id, action, awareness, cool_down_s } = card;
  return {
    id,
    when: toTrigger(card.when),
    actions: (Array.isArray(action) ? action : [action]).map(toAction),
    ...(awareness && { awareness }),
    coolDown: cool_down_s,
  };
}

function toTrigger(card: TriggerCard): Trigger {
  const { count, glyphs, quiet_for_s, daily, between, ...conditions } = card;
  return {
    ...conditions,
    ...(count && { count: { atLeast: count.at_least, within: count.within_s, of: count.of } }),
    ...(glyphs !== undefined && { glyphs: parseGlyphPattern(glyphs) }),
    ...(quiet_for_s !== undefined && { quietFor: quiet_for_s }),
    ...(daily && { daily: daily.map(toTimeOfDay).sort((a, b) => a - b) }),
    ...(between && { between: { from: toTimeOfDay(between.from), to: toTimeOfDay(between.to) } }),
  };
}

/** `03:00` as seconds after midnight. */
export function toTimeOfDay(text: string): Seconds {
  return Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * MINUTE;
}

function toAction(card: ActionCard): Action {
  switch (card.kind) {
    case "record":
      return { kind: "record", before: card.before_s, after: card.after_s };
    case "breath":
      return toBreathCall(card);
    case "mute":
      return {
        kind: "mute",
        seconds: card.for_s,
        ...(card.electrode !== undefined && { electrode: card.electrode }),
      };
    case "rest":
      return { kind: "rest", seconds: card.longest_s, probe: card.probe_s };
    case "pulse":
    case "level":
    case "publish":
    case "alert":
    case "backup":
    case "command":
      return card;
  }
}

function toBreathCall({ call, for_s }: ActionCard & { kind: "breath" }): Action {
  if (call === "gasp" || call === "exhale") return { kind: "breath", call };
  return { kind: "breath", call, seconds: for_s ?? 0 }; // the schema asks for it
}
