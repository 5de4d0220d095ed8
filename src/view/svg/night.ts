import { count } from "../../language/en/grammar.js";
import { type BreathPiece, breathRow } from "./breath-row.js";
import { CALL_ROWS_HEIGHT, type Call, callRows, callsIn } from "./call-rows.js";
import { element, text } from "./elements.js";
import { verticals } from "./grid.js";
import { INK } from "./palette.js";
import { type DrawnReading, ReadingBoxes, readingsIn } from "./reading-boxes.js";
import type { TimeScale } from "./time-scale.js";

/** What the Spiralformer did in a stretch of time: how it breathed, when it was called, and what it read. */
export interface Night {
  readonly breath: readonly BreathPiece[];
  readonly calls: readonly Call[];
  readonly readings: readonly DrawnReading[];
}

const BREATH_HEIGHT = 20;
const BETWEEN = 12;

/** The night below the traces, on their axis of time: the breath, the calls, the readings. */
export class NightPanel {
  readonly height: number;
  readonly #night: Night;
  readonly #scale: TimeScale;
  readonly #boxes: ReadingBoxes;

  constructor(night: Night, scale: TimeScale) {
    this.#night = night;
    this.#scale = scale;
    this.#boxes = new ReadingBoxes(night.readings, scale);
    this.height = BREATH_HEIGHT + BETWEEN + CALL_ROWS_HEIGHT + BETWEEN + this.#boxes.height;
  }

  /** @param marks where the axis is marked, in pixels */
  draw(top: number, marks: readonly number[]): string {
    const { breath, calls } = this.#night;
    const { left, right } = this.#scale;
    const called = top + BREATH_HEIGHT + BETWEEN;
    const read = called + CALL_ROWS_HEIGHT + BETWEEN;
    const row = (y: number, name: string) =>
      text(left - 8, y + 3.3, name, { "font-size": 10, "text-anchor": "end", fill: INK.plain });
    return element(
      "g",
      { role: "group", "aria-label": "the Spiralformer's night" },
      text(left, top - 9, "Spiralformer", { "font-size": 13, "font-weight": 600, fill: INK.strong }),
      text(right, top - 9, told(this.#night, this.#scale), { "font-size": 11, "text-anchor": "end", fill: INK.faint }),
      element("path", { d: verticals(marks, top, top + this.height), stroke: INK.line, "stroke-width": 0.8 }),
      row(top + BREATH_HEIGHT / 2, "breath"),
      breathRow(breath, this.#scale, top, BREATH_HEIGHT),
      upright(left - 62, called + CALL_ROWS_HEIGHT / 2, "calls"),
      callRows(calls, this.#scale, called),
      row(read + 7, "readings"),
      this.#boxes.draw(read),
    );
  }
}

/** A description is heard from its beginning to its end. */
const MOST_TOLD = 12;

/** For somebody who does not see the picture. */
export function describedNight(night: Night, scale: TimeScale): string {
  const readings = readingsIn(night.readings, scale);
  const first = readings.slice(0, MOST_TOLD).map((reading) => reading.text);
  const more = readings.length > first.length ? [`And ${readings.length - first.length} more.`] : [];
  const what = `Below, on the same axis, the Spiralformer's night: ${told(night, scale)}; a row of its breath, a row of ticks for each kind of call, and boxes for the readings.`;
  return [what, ...first, ...more].join(" ");
}

function told({ calls, readings }: Night, scale: TimeScale): string {
  return `${count(callsIn(calls, scale).length, "call")}, ${count(readingsIn(readings, scale).length, "reading")}`;
}

function upright(x: number, y: number, words: string): string {
  const transform = `translate(${x} ${y}) rotate(-90)`;
  return text(0, 0, words, { "font-size": 10.5, fill: INK.faint, transform, "text-anchor": "middle" });
}
