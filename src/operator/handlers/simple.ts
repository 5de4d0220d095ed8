import { z } from "zod";
import type { Facts } from "../../domain/percept.js";
import { iso } from "../../domain/time.js";
import type { OperatorContext } from "./context.js";
import { type Handler, handler, instead, no, text, wordsOf } from "./handler.js";

const nothing = z.strictObject({});

const note = z.strictObject({
  text: text(4000, "is what to keep in mind, in at most 4000 characters"),
  /** What it is about. Any name: a remark may be about what the node does not know. */
  electrode: text(64, "is an electrode's name").optional(),
  urgent: z.boolean({ error: "is true or false" }).optional(),
});

const clear = z.strictObject({ alert: text(64, "is an alert's id, as on alert/<id>").optional() });

/** How the node is, and what it should know. */
export const SIMPLE: Readonly<Record<string, Handler>> = {
  ping: handler(nothing, "{}", (_, context) => ({
    data: { text: wordsOf(context).here, at: iso(context.now()) },
  })),

  status: handler(nothing, "{}", (_, context) => {
    const facts = context.status();
    return { data: { ...facts, text: whereabouts(facts) } };
  }),

  note: handler(note, '{"text": "rain since noon", "electrode": "e2"}', ({ urgent = false, ...said }, context) => ({
    data: { text: wordsOf(context).keptInMind, noted: said.text },
    noticed: { data: withoutUndefined(said), urgent },
  })),

  thanks: handler(nothing, "{}", (_, context) => ({
    data: { text: wordsOf(context).welcome },
    noticed: { data: {} },
  })),

  gasp: handler(nothing, "{}", (_, context) => {
    const inhaling = context.calls.gasp();
    const { inhalesNow, inhalesAlready } = wordsOf(context);
    return {
      data: { text: inhaling ? inhalesNow : inhalesAlready, inhaling },
      noticed: { data: {} },
    };
  }),

  clear: handler(clear, '{"alert": "surge"}', ({ alert }, context) => {
    if (alert === undefined) return clearAll(context);
    if (context.alerts.clear(alert, context.now()))
      return { data: { text: wordsOf(context).cleared(alert), cleared: alert } };
    const standing = context.alerts.standing.map(({ id }) => id);
    return no("not-found", `there is no alert "${alert}"; ${instead(alert, standing)}`);
  }),
};

/** Of whoever presses a button, and knows no id. */
function clearAll(context: OperatorContext) {
  const ids = context.alerts.standing.map(({ id }) => id);
  for (const id of ids) context.alerts.clear(id, context.now());
  return { data: { text: wordsOf(context).allCleared(ids), cleared: ids } };
}

/** `the node is in exhale of breath 12; it minds "follow the burst on e2"` */
function whereabouts({ phase, cycle, active }: Facts): string {
  const minds = active === null ? "nothing has its attention" : `it minds "${active}"`;
  return phase === null ? "the node is starting" : `the node is in ${phase} of breath ${cycle}; ${minds}`;
}

function withoutUndefined(said: { readonly text: string; readonly electrode?: string | undefined }) {
  return { text: said.text, ...(said.electrode !== undefined && { electrode: said.electrode }) };
}
