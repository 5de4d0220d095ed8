import type { Tick } from "./axis.js";
import { element, figure, text } from "./elements.js";
import { INK } from "./palette.js";

/** Where a plot stands, in pixels. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The lines behind a plot of millivolts, and what they stand for. `columns` and the places of `rows` are pixels. */
export function grid(
  { left, top, width, height }: PlotArea,
  columns: readonly number[],
  rows: readonly Tick[],
): string {
  const horizontals = rows.map(({ at }) => `M${figure(left)} ${figure(at)}H${figure(left + width)}`).join("");
  return element(
    "g",
    { "font-size": 10.5, fill: INK.plain },
    element("path", {
      d: `${verticals(columns, top, top + height)}${horizontals}`,
      stroke: INK.line,
      "stroke-width": 0.8,
      fill: "none",
    }),
    element("g", { "text-anchor": "end" }, ...rows.map(({ at, label }) => text(left - 8, at + 3.6, label))),
    text(0, 0, "mV", {
      fill: INK.faint,
      transform: `translate(${figure(left - 58)} ${figure(top + height / 2)}) rotate(-90)`,
      "text-anchor": "middle",
    }),
  );
}

/** The path of upright lines. */
export function verticals(columns: readonly number[], top: number, bottom: number): string {
  return columns.map((at) => `M${figure(at)} ${figure(top)}V${figure(bottom)}`).join("");
}
