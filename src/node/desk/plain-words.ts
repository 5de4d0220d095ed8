import { z } from "zod";
import { iso } from "../../domain/time.js";
import { instead, no, text, type Word, word } from "./word.js";

const nothing = z.strictObject({});

const note = z.strictObject({
  text: text(4000, "is what to keep in mind, in at most 4000 characters"),
  /** What it is about. Any name: a remark may be about what the node does not know. */
  electrode: text(64, "is an electrode's name").optional(),
  urgent: z.boolean({ error: "is true or false" }).optional(),
});

const clear = z.strictObject({ alert: text(64, "is an alert's id, as on alert/<id>") });

/** How the node is, and what it should know. */
export const PLAIN_WORDS: Readonly<Record<string, Word>> = {
  ping: word(nothing, "{}", (_, desk) => ({ data: { text: "the node is here", at: iso(desk.now()) } })),

  status: word(nothing, "{}", (_, desk) => ({ data: desk.status() })),

  note: word(note, '{"text": "rain since noon", "electrode": "e2"}', ({ urgent = false, ...said }) => ({
    data: { text: "it will be kept in mind", noted: said.text },
    noticed: { data: withoutUndefined(said), urgent },
  })),

  thanks: word(nothing, "{}", () => ({ data: { text: "you are welcome" }, noticed: { data: {} } })),

  gasp: word(nothing, "{}", (_, desk) => {
    const inhaling = desk.gasp();
    return {
      data: { text: inhaling ? "the node inhales now" : "the node inhales already, or never does", inhaling },
      noticed: { data: {} },
    };
  }),

  clear: word(clear, '{"alert": "surge"}', ({ alert }, desk) => {
    if (desk.clearAlert(alert)) return { data: { text: `the alert ${alert} is cleared`, cleared: alert } };
    const standing = desk.alerts().map(({ id }) => id);
    return no("not-found", `there is no alert "${alert}"; ${instead(alert, standing)}`);
  }),
};

function withoutUndefined(said: { readonly text: string; readonly electrode?: string | undefined }) {
  return { text: said.text, ...(said.electrode !== undefined && { electrode: said.electrode }) };
}
