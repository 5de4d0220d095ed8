import type { Seconds } from "../../domain/time.js";
import { clean, fit } from "../width.js";
import { element, escaped, figure, text } from "./elements.js";
import { INK } from "./palette.js";
import type { TimeScale } from "./time-scale.js";

/** What a person marked while it was recorded: when, in the recording's own time, and what they called it. */
export interface DrawnMark {
  readonly at: Seconds;
  readonly name: string;
}

const LONGEST = 20;
/** A character of a name, at its size. */
const CHARACTER = 5.6;
const BETWEEN = 8;

/** A dashed line down through all traces at each mark, with its name above where there is room; those between have it as their title. */
export function markLines(marks: readonly DrawnMark[], scale: TimeScale, top: number, bottom: number): string {
  let free = Number.NEGATIVE_INFINITY;
  const lines = marksIn(marks, scale).map(({ at, name }) => {
    const x = scale.x(at);
    const label = fit(clean(name), LONGEST);
    const room = x >= free;
    if (room) free = x + label.length * CHARACTER + BETWEEN;
    return element(
      "g",
      {},
      element("title", {}, escaped(clean(name))),
      element("path", { d: `M${figure(x)} ${figure(top)}V${figure(bottom)}` }),
      room ? text(x + 3, top + 8, label, { stroke: "none", fill: INK.strong, "font-size": 10 }) : "",
    );
  });
  if (lines.length === 0) return "";
  const look = { stroke: INK.strong, "stroke-width": 1, "stroke-dasharray": "3 3", fill: "none" };
  return element("g", { role: "group", "aria-label": "marks", ...look }, ...lines);
}

export function marksIn(marks: readonly DrawnMark[], { from, to }: TimeScale): DrawnMark[] {
  return marks.filter(({ at }) => at >= from && at <= to);
}
