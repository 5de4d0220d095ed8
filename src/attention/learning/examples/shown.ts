import { electrodeSource } from "../../../domain/percept-source.js";
import type { Seconds } from "../../../domain/time.js";
import { number } from "../../state/context.js";
import { entry } from "../../state/learning-state.js";
import type { AttentionState } from "../../state/state.js";

/** What an electrode showed in some time, as far as the node remembers it. */
export interface Shown {
  /** What it was called: types of percepts. */
  readonly called: readonly string[];
  /** Where there was nothing: when something came that was nearest to it. */
  readonly nearest: Seconds | undefined;
}

/** The pool remembers hours, looks and diaries weeks. */
export function shownIn({ pool, learning }: AttentionState, electrode: string, from: Seconds, to: Seconds): Shown {
  const source = electrodeSource(electrode);
  const pooled = pool
    .filter((percept) => percept.source === source)
    .map(({ type, at, data }) => ({ type, from: at - number(data.duration_s), to: at }));
  const diary = entry(learning.diaries, electrode);
  const all = [
    ...pooled,
    ...(entry(learning.looks, electrode) ?? []),
    ...(diary?.spikes ?? []).map((at) => ({ type: "spike", from: at, to: at })),
    ...(diary?.runs ?? []).map(([at, , type]) => ({ type, from: at, to: at })),
  ];
  const called = all.filter((one) => one.from <= to && one.to >= from).map(({ type }) => type);
  const away = (one: (typeof all)[number]) => Math.max(from - one.to, one.from - to);
  const nearest = all.reduce<(typeof all)[number] | undefined>(
    (best, one) => (best === undefined || away(one) < away(best) ? one : best),
    undefined,
  );
  return { called: [...new Set(called)], nearest: nearest?.from };
}
