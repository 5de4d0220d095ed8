import { z } from "zod";
import { type Handler, handler, no, wordsOf } from "./handler.js";

/** More ranges of what is gone nobody reads in an answer: who wants to know asks for less at once. */
const MOST_GONE = 100;

const number = z.int({ error: "is a whole number" }).min(1, { error: "counts from 1" }).max(Number.MAX_SAFE_INTEGER);

const resend = z.strictObject({ boot: number, from: number, to: number });

const nothing = z.strictObject({});

const RESEND = '{"boot": 7, "from": 120, "to": 140}';

/** What was told before, once more. */
export const MESSAGES: Readonly<Record<string, Handler>> = {
  resend: handler(resend, RESEND, (range, context) => {
    if (range.from > range.to) return no("bad-request", `"from" comes before "to"; send ${RESEND}`);
    if (context.messages === undefined) return toNobody();
    const { count, gone, last } = context.messages.resend(range);
    return {
      data: {
        text: wordsOf(context).resends({ count, gone: gone.length > 0 }),
        ...{ ...range, count, last: last ?? null },
        gone: gone.slice(0, MOST_GONE).map(({ from, to }) => ({ from, to })),
        ...(gone.length > MOST_GONE && { gone_and_more: true }),
      },
    };
  }),

  snapshot: handler(nothing, "{}", (_, context) => {
    if (context.messages === undefined) return toNobody();
    const topics = context.messages.snapshot();
    return { data: { text: wordsOf(context).snapshot(topics), topics } };
  }),
};

function toNobody() {
  return no("unavailable", "this node talks to no broker: connect it to one");
}
