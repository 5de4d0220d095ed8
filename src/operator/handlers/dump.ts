import { z } from "zod";
import { HOUR, iso } from "../../domain/time.js";
import { time } from "../../protocol/time.js";
import { knowsElectrode, no, noElectrode, type SlowHandler, slowHandler, text, wordsOf } from "./handler.js";

/** More is for whoever comes by: `andas export`. */
const MOST_HOURS = 24;
const USUAL_HOURS = 1;

const hours = `is a number of hours above 0, at most ${MOST_HOURS}`;

const dump = z.strictObject({
  electrodes: z
    .array(text(64, "is a list of electrodes' names"), { error: "is a list of electrodes' names" })
    .min(1, { error: "is a list of electrodes' names" })
    .max(64, { error: "has 64 names at most" })
    .optional(),
  hours: z.number({ error: hours }).positive({ error: hours }).max(MOST_HOURS, { error: hours }).optional(),
  from: time.optional(),
  to: time.optional(),
});

/** What the node heard, as it was. */
export const DUMP: Readonly<Record<string, SlowHandler>> = {
  "dump.recording": slowHandler(
    dump,
    '{"hours": 2}, {"electrodes": ["e2"], "hours": 12} or {"from": "2026-11-22T05:00:00Z", "to": "2026-11-22T06:00:00Z"}',
    async ({ electrodes, ...asked }, context) => {
      const unknown = electrodes?.find((name) => !knowsElectrode(name, context));
      if (unknown !== undefined) return noElectrode(unknown, context);
      if (asked.hours !== undefined && asked.from !== undefined)
        return no("bad-request", 'say "hours", or "from" and "to", not both');
      const to = asked.to ?? context.now();
      const from = asked.from ?? to - (asked.hours ?? USUAL_HOURS) * HOUR;
      if (from >= to) return no("bad-request", `"from" must lie before "to", which is ${iso(to)}`);
      if (to - from > MOST_HOURS * HOUR)
        return no(
          "too-much",
          `${MOST_HOURS} hours at most at once: ask for one stretch after the other, or use andas export`,
        );
      const told = await context.recordings.dump({ electrodes, from, to });
      if ("problem" in told) return no(told.code, told.problem);
      return {
        data: {
          text: wordsOf(context).dumps(told),
          ...{ ...told, topic: `recording/${told.dump}`, from: iso(from), to: iso(to) },
        },
      };
    },
  ),
};
