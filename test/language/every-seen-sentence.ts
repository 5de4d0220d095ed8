import { RHYTHMS } from "../../src/domain/breath.js";
import { STANDINGS } from "../../src/domain/standing.js";
import type { Catalogue } from "../../src/language/catalogue/catalogue.js";
import type { Given } from "./every-sentence.js";

/** Every sentence of who sees a grove from outside: the page, and `andas watch`. */
export function everySeenSentence(
  { breathing, grove, watch, web }: Pick<Catalogue, "breathing" | "grove" | "watch" | "web">,
  one: Given,
): Record<string, unknown> {
  const { name, type, length, count, share, known } = one;
  const { footer, card, node, traces, words, mind, findings, body } = web;
  const [sentence, day, when] = ["e1 bursts", "22 Nov 2026, 05:00", known ? "05:00 CET" : undefined];
  return {
    breathing: { ...breathing, rhythm: breathing.rhythm(known ? "spiral" : RHYTHMS[3]) },
    grove: {
      ...grove,
      counted: STANDINGS.flatMap((standing) => [grove.counted(1, standing), grove.counted(count, standing)]),
      sleeps: grove.sleeps(when),
      overdue: grove.overdue(when),
      gone: [grove.gone(undefined), grove.gone("?")],
      skew: [true, false].map((isAhead) => grove.skew({ by: length, isAhead })),
      toSend: grove.toSend(count),
      notUnderstood: [grove.notUnderstood(1), grove.notUnderstood(count)],
      breath: grove.breath(count),
      nothingHeardOf: grove.nothingHeardOf(name),
      check: grove.check("battery"),
    },
    watch: {
      ...watch,
      away: watch.away("?"),
      more: watch.more(count),
      theLast: watch.theLast(length),
      mood: watch.mood({ arousal: share, threshold: share }),
    },
    web: {
      ...web,
      away: web.away("?"),
      nobodyAt: web.nobodyAt({ host: "broker", why: "?" }),
      refusedBy: web.refusedBy({ host: "broker", why: "?" }),
      footer: { ...footer, zone: footer.zone("Europe/Stockholm"), strange: [1, count].map(footer.strange) },
      grove: { ...web.grove, nodes: [1, count].map(web.grove.nodes) },
      card: { clock: card.clock("5 min"), check: card.check({ name, text: "?" }) },
      node: {
        ...node,
        nothingHeardOf: node.nothingHeardOf(name),
        clock: node.clock("5 min"),
        simulated: node.simulated(day),
      },
      traces: {
        ...traces,
        fetch: traces.fetch(6),
        fetched: [1, 6].map(traces.fetched),
        parts: traces.parts({ parts: 1, of: 4 }),
        help: traces.help({ from: day, to: day }),
        spikes: [1, count].map(traces.spikes),
        inView: traces.inView("3"),
        spoken: traces.spoken({ electrode: name, now: "1", spikes: "3", from: day, to: day }),
      },
      words: {
        ...words,
        listened: words.listened(words.everything),
        hushed: words.hushed(name),
        labelled: words.labelled({ electrode: name, as: type }),
      },
      mind: {
        ...mind,
        threshold: mind.threshold(share),
        waiting: mind.waiting(count),
        because: mind.because("surprise"),
      },
      findings: {
        ...findings,
        sure: findings.sure(share),
        confirmed: findings.confirmed(sentence),
        dismissed: findings.dismissed(sentence),
        dismissedAlert: findings.dismissedAlert(sentence),
        wake: findings.wake({ phase: breathing.phase.inhale, cause: breathing.cause.gasp }),
      },
      body: {
        ...body,
        oldest: body.oldest({ depth: count, day }),
        spent: body.spent(length),
        measured: [0, 0.5].map(body.measured),
        days: body.days(count),
      },
    },
  };
}
