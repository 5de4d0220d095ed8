import { z } from "zod";
import { DAY, HOUR, iso } from "../../domain/time.js";
import { type Handler, handler, knowsElectrode, no, noElectrode, noType, seconds, text, wordsOf } from "./handler.js";

/** An early inhale costs energy, and so does listening through the rests: nobody may ask for more at once. */
const LONGEST_LISTENING = 6 * HOUR;

/** As long as a hush lasts at most: longer is an error, not a shorter hush that nobody knows of. */
const LONGEST_HUSH = 7 * DAY;

const electrode = text(64, "is an electrode's name").optional();

const listen = z.strictObject({
  for_s: seconds(1, LONGEST_LISTENING),
  electrode,
  reason: text(200, "is a line that says why").optional(),
  /** The node that asks, where it is a neighbour and no person. */
  from: z
    .string({ error: "is a node's id" })
    .regex(/^[a-z0-9-]{1,64}$/, { error: "is a node's id" })
    .optional(),
});

const hush = z.strictObject({
  for_s: seconds(0, LONGEST_HUSH),
  electrode,
  type: text(64, "is the type of a percept, such as drift").optional(),
});

/** What to mind more for a while, and what to say less of. */
export const ATTEND: Readonly<Record<string, Handler>> = {
  listen: handler(listen, '{"for_s": 600, "electrode": "e2"}, or without electrode for all', (asked, context) => {
    if (asked.electrode !== undefined && !knowsElectrode(asked.electrode, context))
      return noElectrode(asked.electrode, context);
    const electrodes =
      asked.electrode === undefined ? context.inputs.electrodes.map((one) => one.electrode.name) : [asked.electrode];
    if (electrodes.length === 0) return no("not-found", "the node has no electrodes to listen to");
    const words = wordsOf(context);
    const reason = asked.reason ?? words.asked(asked.from);
    const data = { electrodes, for_s: asked.for_s, reason };
    // Who is told that the node listens finds it listening, whatever its attention makes of it later.
    for (const name of electrodes) context.closer.listen(name, asked.for_s);
    return {
      data: { text: words.listens({ electrodes, length: asked.for_s }), ...data },
      noticed: { data, ...(asked.from !== undefined && { neighbour: asked.from }) },
    };
  }),

  hush: handler(hush, '{"for_s": 3600, "electrode": "e2", "type": "drift"}; 0 ends it', (asked, context) => {
    if (asked.electrode !== undefined && !knowsElectrode(asked.electrode, context))
      return noElectrode(asked.electrode, context);
    const refused = asked.type === undefined || asked.electrode === undefined ? undefined : noType(asked.type);
    if (refused !== undefined) return refused;
    const what = {
      ...(asked.electrode !== undefined && { electrode: asked.electrode }),
      ...(asked.type !== undefined && { type: asked.type }),
    };
    const now = context.now();
    const until = context.hushes.hush(what, asked.for_s, now);
    const { hushed, toldAgain } = wordsOf(context);
    const line = until > now ? hushed({ ...what, till: iso(until) }) : toldAgain(what);
    return { data: { text: line, ...what, until: iso(until) }, noticed: { data: { ...what, for_s: asked.for_s } } };
  }),
};
