import { z } from "zod";
import type { Answer } from "../../domain/command.js";
import type { ElectrodeState } from "../../domain/electrode-state.js";
import type { Facts } from "../../domain/percept.js";
import type { Spike } from "../../domain/spike.js";
import { iso, type Seconds } from "../../domain/time.js";
import type { HeardNow } from "../../language/catalogue/answers.js";
import type { OperatorContext } from "./context.js";
import { explainLearnt, explainThread } from "./explain.js";
import { type Handler, handler, instead, knowsElectrode, no, noElectrode, text, wordsOf } from "./handler.js";

const WHAT = ["why", "learnt", "hearing"] as const;

const ask = z.strictObject({
  what: z.enum(WHAT, { error: `is one of ${WHAT.join(", ")}` }),
  thread: text(32, 'is a thread\'s id, such as "t-4"').optional(),
  electrode: text(64, "is an electrode's name").optional(),
});

/** What the node follows and why, what it has learnt, what it hears. */
export const ASK: Readonly<Record<string, Handler>> = {
  ask: handler(
    ask,
    '{"what": "why"}, {"what": "learnt"} or {"what": "hearing", "electrode": "e2"}',
    (asked, context) => {
      const { what, thread, electrode } = asked;
      if (electrode !== undefined && what === "hearing" && !knowsElectrode(electrode, context))
        return noElectrode(electrode, context);
      const data =
        what === "why"
          ? why(context, thread)
          : what === "learnt"
            ? learnt(context, electrode)
            : hearing(context, electrode);
      if (data === undefined) return noThread(thread ?? "", context);
      const noticed = { what, ...(thread !== undefined && { thread }), ...(electrode !== undefined && { electrode }) };
      return { data, noticed: { data: noticed } };
    },
  ),
};

/** Of a thread that is not, or is no longer. */
export function noThread(id: string, context: OperatorContext) {
  const ids = context.attention().state.live.map((thread) => thread.id);
  return no("not-found", `there is no thread "${id}", or it is culled; ${instead("", ids)}`);
}

function why(context: OperatorContext, thread: string | undefined): Answer | undefined {
  const { state, rules } = context.attention();
  return explainThread(state, context.now(), rules, thread);
}

function learnt(context: OperatorContext, about: string | undefined): Answer {
  return explainLearnt(context.attention().state, wordsOf(context), about);
}

function hearing(context: OperatorContext, electrode: string | undefined): Answer {
  const now = context.now();
  const heard = context.inputs.electrodes
    .filter((one) => electrode === undefined || one.electrode.name === electrode)
    .map((one) => ({ one, spike: context.spikes.of(one.electrode.name) }));
  return {
    text: wordsOf(context).hearing(heard.map(({ one, spike }) => heardOf(one, spike, now))),
    electrodes: heard.map(({ one, spike }) => told(one, spike)),
  };
}

function heardOf({ electrode, glyph }: ElectrodeState, spike: Spike | undefined, now: Seconds): HeardNow {
  return {
    electrode: electrode.name,
    ...(glyph && { glyph: { name: glyph.name, length: Math.max(0, now - glyph.start) } }),
    ...(spike && { lastSpike: Math.max(0, now - spike.peak) }),
  };
}

function told({ electrode, last, sigma, glyph }: ElectrodeState, spike: Spike | undefined): Facts {
  return {
    electrode: electrode.name,
    glyph: glyph?.name ?? null,
    since: glyph === undefined ? null : iso(glyph.start),
    value_mv: finite(last),
    sigma_mv: finite(sigma),
    last_spike:
      spike === undefined ? null : { peak: iso(spike.peak), amplitude_mv: finite(spike.amplitude), z: finite(spike.z) },
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 1e5) / 1e5 : null;
}
