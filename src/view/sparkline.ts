import type { Seconds } from "../domain/time.js";
import { Dots } from "./dots.js";
import type { Line, Span, Tone } from "./paint.js";
import { scale } from "./scale.js";
import type { Trace, TraceColumns } from "./trace.js";

/** The widest picture that a trace has pieces for, in cells. */
const WIDEST = 256;

/** How much time a picture of so many cells shows. */
export function shownSpan(trace: Trace, cells: number, now: Seconds, since?: Seconds): Seconds {
  return trace.shows(Math.min(cells, WIDEST) * 2, now, since);
}

/** A trace as it is drawn. */
export interface Sparkline {
  readonly lines: Line[];
  /** Millivolts from its bottom to its top. */
  readonly range: number;
}

/**
 * The last stretch of an electrode's life in braille, `rows` lines of `cells` cells. Spikes are strong, the rest is not.
 * @param since when the life began: a young one is shown larger
 */
export function sparkline(trace: Trace, cells: number, rows: number, now: Seconds, since?: Seconds): Sparkline {
  const width = Math.min(cells, WIDEST);
  const { lines, range } = columnsPicture(trace.columns(width * 2, now, since), rows);
  const indent = " ".repeat(cells - width);
  return { lines: indent === "" ? lines : lines.map((line) => [{ text: indent, tone: "plain" }, ...line]), range };
}

/** Columns of a trace in braille, two in a cell. Spikes are strong, the rest is not. */
export function columnsPicture(columns: TraceColumns, rows: number): Sparkline {
  const width = columns.mean.length / 2;
  const scaled = scale(columns);
  const dots = new Dots(width, rows);
  let lastTop = Number.NaN;
  let lastBottom = Number.NaN;
  for (let x = 0; x < dots.width; x++) {
    const top = Math.round((1 - scaled.high[x]!) * (dots.height - 1));
    const bottom = Math.round((1 - scaled.low[x]!) * (dots.height - 1));
    // A steep rise stays one stroke: each column reaches to where its neighbour ended.
    const from = lastBottom < top - 1 ? lastBottom + 1 : top;
    const to = lastTop > bottom + 1 ? lastTop - 1 : bottom;
    if (!Number.isNaN(top)) dots.column(x, from, to);
    lastTop = top;
    lastBottom = bottom;
  }
  const lines = Array.from({ length: rows }, (_, row) =>
    spans(width, (cell) => [
      dots.at(cell, row),
      columns.spiking[cell * 2] === 1 || columns.spiking[cell * 2 + 1] === 1 ? "strong" : "plain",
    ]),
  );
  return { lines, range: scaled.range };
}

/** A row of cells as spans: neighbours of one tone belong together. */
export function spans(cells: number, at: (cell: number) => [text: string, tone: Tone]): Line {
  const line: Span[] = [];
  let text = "";
  let tone: Tone = "plain";
  for (let cell = 0; cell < cells; cell++) {
    const [next, nextTone] = at(cell);
    if (nextTone !== tone && text !== "") {
      line.push({ text, tone });
      text = "";
    }
    tone = nextTone;
    text += next;
  }
  if (text !== "") line.push({ text, tone });
  return line;
}
