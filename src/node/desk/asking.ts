import { z } from "zod";
import type { Spike } from "../../domain/spike.js";
import { iso, type Seconds, spoken } from "../../domain/time.js";
import { explainLearnt, explainThread } from "../../operator/explain.js";
import type { HeardElectrode } from "../device-ear.js";
import { type Desk, type Facts, instead, knowsElectrode, no, noElectrode, text, type Word, word } from "./word.js";

const WHAT = ["why", "learnt", "hearing"] as const;

const ask = z.strictObject({
  what: z.enum(WHAT, { error: `is one of ${WHAT.join(", ")}` }),
  thread: text(32, 'is a thread\'s id, such as "t-4"').optional(),
  electrode: text(64, "is an electrode's name").optional(),
});

/** What the node follows and why, what it has learnt, what it hears. */
export const ASKING: Readonly<Record<string, Word>> = {
  ask: word(ask, '{"what": "why"}, {"what": "learnt"} or {"what": "hearing", "electrode": "e2"}', (asked, desk) => {
    const { what, thread, electrode } = asked;
    if (electrode !== undefined && what === "hearing" && !knowsElectrode(electrode, desk))
      return noElectrode(electrode, desk);
    const data =
      what === "why" ? why(desk, thread) : what === "learnt" ? learnt(desk, electrode) : hearing(desk, electrode);
    if (data === undefined) return noThread(thread ?? "", desk);
    const noticed = { what, ...(thread !== undefined && { thread }), ...(electrode !== undefined && { electrode }) };
    return { data, noticed: { data: noticed } };
  }),
};

/** Of a thread that is not, or is no longer. */
export function noThread(id: string, desk: Desk) {
  const ids = desk.mind().state.live.map((thread) => thread.id);
  return no("not-found", `there is no thread "${id}", or it is culled; ${instead("", ids)}`);
}

function why(desk: Desk, thread: string | undefined): Facts | undefined {
  const { state, rules } = desk.mind();
  return explainThread(state, desk.now(), rules, thread);
}

function learnt(desk: Desk, about: string | undefined): Facts {
  return explainLearnt(desk.mind().state.insights, about);
}

function hearing(desk: Desk, electrode: string | undefined): Facts {
  const now = desk.now();
  const heard = desk
    .electrodes()
    .filter((one) => electrode === undefined || one.electrode.name === electrode)
    .map((one) => ({ one, spike: desk.lastSpike(one.electrode.name) }));
  return {
    text:
      heard.length === 0
        ? "the node has no electrodes"
        : heard.map(({ one, spike }) => said(one, spike, now)).join("; "),
    electrodes: heard.map(({ one, spike }) => told(one, spike)),
  };
}

/** `e2: burst for 5 min, the last spike 40 s ago` */
function said({ electrode: { name }, glyph }: HeardElectrode, spike: Spike | undefined, now: Seconds): string {
  const goesOn =
    glyph === undefined ? "nothing heard yet" : `${glyph.name} for ${spoken(Math.max(0, now - glyph.start))}`;
  const last =
    spike === undefined ? "no spike in this life" : `the last spike ${spoken(Math.max(0, now - spike.peak))} ago`;
  return `${name}: ${goesOn}, ${last}`;
}

function told({ electrode, last, sigma, glyph }: HeardElectrode, spike: Spike | undefined): Facts {
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
