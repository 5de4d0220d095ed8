import type { Wake } from "../../domain/wake.js";
import { count } from "../../language/en/grammar.js";
import { element, figure, text } from "./elements.js";
import { CALL, INK } from "./palette.js";
import type { TimeScale } from "./time-scale.js";

/** A call of the Spiralformer: when, and how. */
export type Call = Pick<Wake, "at" | "mode">;

/** From the one that attends to most to the one that attends to nothing. */
export const CALLS = ["inhale", "hold", "local", "released"] as const;

const ROW = 11;
const TICK = 8;

export const CALL_ROWS_HEIGHT = CALLS.length * ROW;

/** A row for each kind of call, like the lines of a score: the kind is told by its place. A tick for each call. */
export function callRows(calls: readonly Call[], scale: TimeScale, top: number): string {
  const seen = callsIn(calls, scale);
  const rows = CALLS.map((mode, i) => {
    const middle = top + i * ROW + ROW / 2;
    const own = seen.filter((call) => call.mode === mode);
    const line = `M${figure(scale.left)} ${figure(middle)}H${figure(scale.right)}`;
    return element(
      "g",
      {},
      element("title", {}, `${mode}: ${count(own.length, "call")}`),
      element("path", { d: line, stroke: INK.line, "stroke-width": 0.8 }),
      text(scale.left - 8, middle + 3.3, mode, { "text-anchor": "end", fill: INK.plain }),
      ticksOf(own, scale, middle, CALL[mode]),
    );
  });
  return element("g", { "font-size": 10 }, ...rows);
}

export function callsIn(calls: readonly Call[], { from, to }: TimeScale): Call[] {
  return calls.filter(({ at }) => at >= from && at <= to);
}

/** Two within half a pixel are drawn as one: so the longest stretch is no larger than the picture is wide. */
function ticksOf(calls: readonly Call[], scale: TimeScale, middle: number, stroke: string): string {
  const places = new Set(calls.map(({ at }) => Math.round(scale.x(at) * 2) / 2));
  if (places.size === 0) return "";
  const d = [...places].map((x) => `M${figure(x)} ${figure(middle - TICK / 2)}v${TICK}`).join("");
  return element("path", { d, stroke, "stroke-width": 1.2 });
}
