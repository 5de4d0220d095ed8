import { z } from "zod";
import { findThread } from "../../attention/find-thread.js";
import { GLYPHS } from "../../domain/glyph.js";
import { electrodeSource } from "../../domain/percept-source.js";
import { EVENTS } from "../../domain/reading.js";
import { iso, MINUTE, type Seconds } from "../../domain/time.js";
import { TROUBLES } from "../../sensing/percepts/electrode-health.js";
import { noThread } from "./asking.js";
import {
  type Desk,
  type Facts,
  instead,
  knowsElectrode,
  no,
  noElectrode,
  type Reply,
  text,
  type Word,
  word,
} from "./word.js";

/** A label without a beginning is for so long before its end. */
const JUST_NOW: Seconds = 15 * MINUTE;

/** A person's clock may be a little ahead of the node's. */
const AHEAD: Seconds = MINUTE;

const thread = text(32, 'is a thread\'s id, such as "t-4"').optional();
const insight = text(64, "is an insight's id, as on insight/<id>").optional();
const electrode = text(64, "is an electrode's name");
const name = z.string({ error: "is a word" }).regex(/^[a-z][a-z0-9-]{0,63}$/, { error: "is made of a-z, 0-9 and -" });
const time = z
  .string({ error: 'is a time such as "2026-11-22T05:00:00Z"' })
  .max(40)
  .transform((said, context) => {
    const at = Date.parse(said) / 1000;
    if (Number.isFinite(at)) return at;
    context.addIssue({ code: "custom", message: 'is a time such as "2026-11-22T05:00:00Z"' });
    return z.NEVER;
  })
  .optional();

const dismiss = z.strictObject({
  thread,
  insight,
  alert: text(64, "is an alert's id, as on alert/<id>").optional(),
  electrode: electrode.optional(),
  type: name.optional(),
});
const confirm = z.strictObject({ thread, insight });
const label = z.strictObject({ electrode, as: name, from: time, to: time });

const DISMISS =
  '{"thread": "t-4"}, {"alert": "surge"}, {"insight": "e2-handled"} or {"electrode": "e2", "type": "drift"}';
const CONFIRM = '{"thread": "t-4"} or {"insight": "e2-handled"}';
const LABEL = '{"electrode": "e2", "as": "handling", "from": "2026-11-22T05:00:00Z", "to": "2026-11-22T05:10:00Z"}';

/** Words that teach: what is nothing, what is right, what it was in truth. */
export const TEACHING: Readonly<Record<string, Word>> = {
  dismiss: word(dismiss, DISMISS, (said, desk) => {
    const named = [said.thread, said.insight, said.alert, said.electrode].filter((one) => one !== undefined);
    if (named.length !== 1) return no("bad-request", `name one thing that is dismissed; send ${DISMISS}`);
    if (said.electrode === undefined && said.type !== undefined)
      return no("bad-request", `"type" goes with an electrode; send ${DISMISS}`);
    if (said.thread !== undefined) return ofThread(said.thread, desk, "is let go");
    if (said.insight !== undefined) return ofInsight(said.insight, desk, "counts for less");
    if (said.alert !== undefined) return dismissAlert(said.alert, desk);
    return dismissPercepts(said.electrode ?? "", said.type, desk);
  }),

  confirm: word(confirm, CONFIRM, (said, desk) => {
    if (said.thread !== undefined && said.insight === undefined) return ofThread(said.thread, desk, "is confirmed");
    if (said.insight !== undefined && said.thread === undefined)
      return ofInsight(said.insight, desk, "counts for more");
    return no("bad-request", `name one thing that is right; send ${CONFIRM}`);
  }),

  label: word(label, LABEL, ({ electrode: whose, as, from, to }, desk) => {
    if (!knowsElectrode(whose, desk)) return noElectrode(whose, desk);
    const now = desk.now();
    const end = Math.min(to ?? now, now);
    const start = from ?? end - JUST_NOW;
    if (start >= end || (to ?? now) > now + AHEAD)
      return no("bad-request", `"from" must come before "to", and both before now (${iso(now)}); send ${LABEL}`);
    const called = calledThen(whose, start, end, desk);
    const data = { electrode: whose, as, form: formOf(as), from: start, to: end, called };
    const was = called.length === 0 ? "" : `, which was called ${called.join(", ")} here`;
    return {
      data: {
        text: `${whose} from ${iso(start)} to ${iso(end)} was ${as}${was}`,
        ...{ electrode: whose, as, form: formOf(as), called, from: iso(start), to: iso(end) },
      },
      noticed: { data },
    };
  }),
};

function ofThread(id: string, desk: Desk, what: string): Reply {
  const found = findThread(desk.mind().state, id);
  if (found === undefined) return noThread(id, desk);
  const { kind, subject, goal, status } = found;
  const data = { what: "thread", thread: found.id, kind, subject, goal };
  return { data: { text: `thread ${found.id}, "${goal}", ${what}`, ...data, was: status }, noticed: { data } };
}

function ofInsight(id: string, desk: Desk, what: string): Reply {
  const { insights } = desk.mind().state;
  const found = insights.find((one) => one.id === id);
  if (found === undefined)
    return no(
      "not-found",
      `there is no insight "${id}"; ${instead(
        id,
        insights.map((one) => one.id),
      )}`,
    );
  const { kind, subject, sentence } = found;
  const data = { what: "insight", insight: id, kind, subject };
  return { data: { text: `"${sentence}" ${what}`, ...data, sentence }, noticed: { data } };
}

function dismissAlert(id: string, desk: Desk): Reply {
  if (!desk.clearAlert(id))
    return no(
      "not-found",
      `there is no alert "${id}"; ${instead(
        id,
        desk.alerts().map((alert) => alert.id),
      )}`,
    );
  const data = { what: "alert", alert: id };
  return { data: { text: `the alert ${id} is cleared, and was not needed`, ...data }, noticed: { data } };
}

function dismissPercepts(whose: string, type: string | undefined, desk: Desk): Reply {
  if (!knowsElectrode(whose, desk)) return noElectrode(whose, desk);
  const data = { what: "percepts", electrode: whose, ...(type !== undefined && { type }) };
  return { data: { text: `${type ?? "anything"} on ${whose} matters less from now on`, ...data }, noticed: { data } };
}

/** What the node took it for: the types of the electrode's percepts of that time that it still has in mind. */
function calledThen(whose: string, from: Seconds, to: Seconds, desk: Desk): readonly string[] {
  const source = electrodeSource(whose);
  const then = desk
    .mind()
    .state.pool.filter((percept) => percept.source === source && percept.at >= from && percept.at <= to);
  return [...new Set(then.map(({ type }) => type))];
}

/** Which of the node's own words it is, if it is one. */
function formOf(as: string): Facts[string] {
  if ((GLYPHS as readonly string[]).includes(as)) return "glyph";
  if ((EVENTS as readonly string[]).includes(as)) return "event";
  return Object.hasOwn(TROUBLES, as) ? "trouble" : "word";
}
