import type { Percept } from "../../domain/percept.js";
import { HOUR, MINUTE } from "../../domain/time.js";
import { number } from "../state/context.js";
import { done, type ThreadKind, wait } from "./kind.js";

/** What the host says of where its power comes from. */
const ENERGY: ReadonlySet<string> = new Set(["supply", "battery", "panel"]);
/** So long without more of it, and there is power again. */
const WELL = 30 * MINUTE;
const HOURS = 24;

/**
 * Power runs short. The thread does what costs nothing: it says so once, keeps in mind until when it lasts, and waits. Shorter
 * rests would make it worse, so scarcity never asks the breath for anything.
 */
export const keepTheBattery: ThreadKind = {
  name: "keep-the-battery",

  propose(percept, _pool, { threads: { keepTheBattery } }) {
    if (!isOfEnergy(percept)) return undefined;
    const empty = percept.data.empty_at_s;
    return {
      subject: "host",
      goal: keepTheBattery.goal(percept.type),
      nextStep: keepTheBattery.tell,
      ...(typeof empty === "number" && { deadline: empty }),
    };
  },

  relevance: (percept) => (isOfEnergy(percept) ? 1 : 0),

  updateContext: (context, percept) => ({
    ...context,
    times: number(context.times) + 1,
    first: number(context.first, percept.at),
    last: Math.max(number(context.last, percept.at), percept.at),
    worst: Math.max(number(context.worst), percept.intensity),
    ...(typeof percept.data.text === "string" && { said: percept.data.text }),
  }),

  step(thread, now, words) {
    const { end, see, short } = words.threads.keepTheBattery;
    const { context } = thread.state;
    const well = number(context.last) + WELL;
    if (now >= well) return done(end, words);
    if (context.told === true) return wait(see, well, words);
    const why = typeof context.said === "string" ? context.said : short;
    return {
      ...wait(see, well, words),
      context: { ...context, told: true },
      intentions: [{ kind: "say", line: "keep-the-battery", text: why }],
    };
  },

  lessons(thread, { insights }) {
    const { times, first, last } = thread.state.context;
    if (number(times) < 2) return [];
    const hour = Math.floor(number(first) / HOUR) % HOURS;
    return [
      {
        id: `power-short-at-${String(hour).padStart(2, "0")}`,
        kind: "fact",
        subject: "host",
        sentence: insights.shortOfPower(hour),
        data: { form: "short-of-power", hour, seconds: Math.round(number(last) - number(first)) },
      },
    ];
  },
};

/** Does the host say this of where its power comes from? */
export function isOfEnergy({ source, type }: Percept): boolean {
  return source === "host" && ENERGY.has(type);
}
