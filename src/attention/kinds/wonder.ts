import { electrodesOf, type Percept } from "../../domain/percept.js";
import { MINUTE } from "../../domain/time.js";
import { number, texts } from "../state/context.js";
import { concerns, done, type ThreadKind, waitFor } from "./kind.js";

/** A glyph that came with a probability of one in eight or less. */
const SURPRISING = 3;
/** A name that the Spiralformer gives with less confidence than this is no name. */
const NAMED = 0.5;
const PATIENCE = 20 * MINUTE;
/** So many electrodes at most are read again. */
const SEATS = 8;

/** Something came that was not expected and has no name: have it read once more, and wait whether it comes again. */
export const wonder: ThreadKind = {
  name: "wonder",

  propose(percept, _pool, { threads: { wonder: words } }) {
    if (!isStrange(percept)) return undefined;
    const subject = subjectOf(percept);
    return { subject, goal: words.goal(subject), nextStep: words.see };
  },

  relevance: (percept, thread) => (isStrange(percept) && concerns(thread, subjectOf(percept)) ? 1 : 0),

  updateContext: (context, percept) => ({
    ...context,
    times: number(context.times) + 1,
    surprise: Math.max(number(context.surprise), number(percept.data.surprise)),
    nearest: percept.type,
    electrodes: [...new Set([...texts(context.electrodes), ...electrodesOf(percept)])].slice(-SEATS),
    last: Math.max(number(context.last, percept.at), percept.at),
  }),

  step(thread, now, words) {
    const { end, leave, readAgain, because } = words.threads.wonder;
    const enough = number(thread.state.context.last) + PATIENCE;
    if (now >= enough) return done(end, words);
    const { context } = thread.state;
    const waiting = { for: "model", until: enough } as const;
    if (context.asked === true) return waitFor(waiting, leave, words);
    const reason = because(thread.subject);
    return {
      ...waitFor(waiting, readAgain, words),
      context: { ...context, asked: true },
      intentions: [{ kind: "read", electrodes: texts(context.electrodes), reason }],
    };
  },

  lessons(thread, { insights }) {
    const { times, surprise, nearest } = thread.state.context;
    if (number(times) === 0) return [];
    return [
      {
        id: `${thread.subject}-strange`,
        kind: "pattern",
        subject: thread.subject,
        sentence: insights.strange({ subject: thread.subject, nearest: String(nearest), bits: number(surprise) }),
        data: { form: "strange", nearest: nearest ?? null, bits: number(surprise) },
      },
    ];
  },
};

function isStrange(percept: Percept): boolean {
  return (
    percept.source === "reader" &&
    number(percept.data.surprise) >= SURPRISING &&
    number(percept.data.confidence) < NAMED
  );
}

/** One electrode if it is one, else the whole grove. */
function subjectOf(percept: Percept): string {
  const electrodes = electrodesOf(percept);
  return electrodes.length === 1 ? (electrodes[0] ?? "grove") : "grove";
}
