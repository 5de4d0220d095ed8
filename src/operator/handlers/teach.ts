import { z } from "zod";
import { shownIn } from "../../attention/learning/examples/shown.js";
import { DIARY_DAYS } from "../../attention/state/diary.js";
import { findThread } from "../../attention/threads/find-thread.js";
import { isTrouble, TROUBLES } from "../../domain/electrode-trouble.js";
import { GLYPHS } from "../../domain/glyph.js";
import type { Facts } from "../../domain/percept.js";
import { EVENTS } from "../../domain/reading.js";
import { nearest } from "../../domain/spelling.js";
import { DAY, HOUR, iso, MINUTE, type Seconds } from "../../domain/time.js";
import { parseTime } from "../../protocol/time.js";
import { noThread } from "./ask.js";
import type { OperatorContext } from "./context.js";
import {
  type Handler,
  handler,
  instead,
  knowsElectrode,
  no,
  noElectrode,
  noType,
  type Reply,
  text,
  wordsOf,
} from "./handler.js";

/** A label without a beginning is for so long before its end. */
const JUST_NOW: Seconds = 15 * MINUTE;

/** A label is about one thing: it may be so wide, and so long ago; further back the node's diaries do not reach. */
const WIDEST: Seconds = 6 * HOUR;
const OLDEST: Seconds = DIARY_DAYS * DAY;

/** What people say of a time that the node has no word for. */
const PEOPLES_WORDS = ["rain", "wind", "frost", "thunder", "animal", "visit", "watering"] as const;

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
    const at = parseTime(said);
    if (at !== undefined) return at;
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
export const TEACH: Readonly<Record<string, Handler>> = {
  dismiss: handler(dismiss, DISMISS, (said, context) => {
    const named = [said.thread, said.insight, said.alert, said.electrode].filter((one) => one !== undefined);
    if (named.length !== 1) return no("bad-request", `name one thing that is dismissed; send ${DISMISS}`);
    if (said.electrode === undefined && said.type !== undefined)
      return no("bad-request", `"type" goes with an electrode; send ${DISMISS}`);
    if (said.thread !== undefined) return ofThread(said.thread, context, "dismissed");
    if (said.insight !== undefined) return ofInsight(said.insight, context, "dismissed");
    if (said.alert !== undefined) return dismissAlert(said.alert, context);
    return dismissPercepts(said.electrode ?? "", said.type, context);
  }),

  confirm: handler(confirm, CONFIRM, (said, context) => {
    if (said.thread !== undefined && said.insight === undefined) return ofThread(said.thread, context, "confirmed");
    if (said.insight !== undefined && said.thread === undefined) return ofInsight(said.insight, context, "confirmed");
    return no("bad-request", `name one thing that is right; send ${CONFIRM}`);
  }),

  label: handler(label, LABEL, ({ electrode: whose, as, from, to }, context) => {
    if (!knowsElectrode(whose, context)) return noElectrode(whose, context);
    const now = context.now();
    const end = Math.min(to ?? now, now);
    const start = from ?? end - JUST_NOW;
    if (start >= end || (to ?? now) > now + AHEAD)
      return no("bad-request", `"from" must come before "to", and both before now (${iso(now)}); send ${LABEL}`);
    if (end - start > WIDEST)
      return no(
        "bad-request",
        `a label is for ${WIDEST / HOUR} h at most, and this one for ${length(end - start)}; send ${LABEL}`,
      );
    if (start < now - OLDEST)
      return no(
        "bad-request",
        `the node remembers ${OLDEST / DAY} days, and ${iso(start)} is longer ago; send ${LABEL}`,
      );
    const meant = meantWord(as);
    if (meant !== undefined) return no("bad-request", `nothing is called "${as}" here; did you mean "${meant}"?`);
    const shown = shownIn(context.attention().state, whose, start, end);
    const { called } = shown;
    if (called.length === 0) return no("not-found", nothingThen(whose, start, end, shown.nearest));
    const data = { electrode: whose, as, form: formOf(as), from: start, to: end, called };
    return {
      data: {
        text: wordsOf(context).labelled({ electrode: whose, from: iso(start), to: iso(end), as, called }),
        ...{ electrode: whose, as, form: formOf(as), called, from: iso(start), to: iso(end) },
      },
      noticed: { data },
    };
  }),

  undo: handler(z.strictObject({}), "{}", (_, context) => {
    const last = context.attention().state.learning.taught.at(-1);
    if (last === undefined) return no("not-found", "nobody taught the node anything that it could take back");
    const { id, word, at } = last;
    return {
      data: { text: wordsOf(context).undone({ word, at: iso(at) }), word, at: iso(at) },
      noticed: { data: { teaching: id, word } },
    };
  }),
};

/** What a person makes of a thread or an insight. */
type Verdict = "dismissed" | "confirmed";

function ofThread(id: string, context: OperatorContext, what: Verdict): Reply {
  const found = findThread(context.attention().state, id);
  if (found === undefined) return noThread(id, context);
  const { kind, subject, goal, status } = found;
  const data = { what: "thread", thread: found.id, kind, subject, goal };
  const line = wordsOf(context).thread({ id: found.id, goal, what });
  return { data: { text: line, ...data, was: status }, noticed: { data } };
}

function ofInsight(id: string, context: OperatorContext, what: Verdict): Reply {
  const { insights } = context.attention().state;
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
  return { data: { text: wordsOf(context).insight({ sentence, what }), ...data, sentence }, noticed: { data } };
}

function dismissAlert(id: string, context: OperatorContext): Reply {
  if (!context.alerts.clear(id, context.now()))
    return no(
      "not-found",
      `there is no alert "${id}"; ${instead(
        id,
        context.alerts.standing.map((alert) => alert.id),
      )}`,
    );
  const data = { what: "alert", alert: id };
  return { data: { text: wordsOf(context).clearedAsNeedless(id), ...data }, noticed: { data } };
}

function dismissPercepts(whose: string, type: string | undefined, context: OperatorContext): Reply {
  if (!knowsElectrode(whose, context)) return noElectrode(whose, context);
  const refused = type === undefined ? undefined : noType(type);
  if (refused !== undefined) return refused;
  const data = { what: "percepts", electrode: whose, ...(type !== undefined && { type }) };
  return { data: { text: wordsOf(context).mattersLess({ type, electrode: whose }), ...data }, noticed: { data } };
}

/** `the node noticed nothing on e1 between … and …; the nearest was at …` */
function nothingThen(whose: string, from: Seconds, to: Seconds, closest: Seconds | undefined): string {
  const line = `the node noticed nothing on ${whose} between ${iso(from)} and ${iso(to)}`;
  return closest === undefined ? line : `${line}; the nearest was at ${iso(closest)}`;
}

/** Of a word that is none of the node's or of people's, but nearly. */
function meantWord(as: string): string | undefined {
  const known = [...GLYPHS, ...EVENTS, ...TROUBLES, ...PEOPLES_WORDS];
  return known.some((word) => word === as) ? undefined : nearest(as, known);
}

function length(seconds: Seconds): string {
  return `${Math.round(seconds / HOUR)} h`;
}

/** Which of the node's own words it is, if it is one. */
function formOf(as: string): Facts[string] {
  if ((GLYPHS as readonly string[]).includes(as)) return "glyph";
  if ((EVENTS as readonly string[]).includes(as)) return "event";
  return isTrouble(as) ? "trouble" : "word";
}
