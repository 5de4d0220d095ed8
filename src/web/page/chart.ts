import uPlot from "uplot";
import type { Seconds } from "../../domain/time.js";
import type { Trace } from "../model/trace.ts";
import { type ValueRange, valueRange } from "../model/value-range.ts";
import { BAND, drawMarks, type Marks } from "./glyph-band.ts";

const HEIGHT = 160;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const second = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

export interface Span {
  readonly min: Seconds;
  readonly max: Seconds;
}

/** What one electrode's chart shows. */
export interface Shown extends Marks {
  readonly trace: Trace;
  readonly span: Span;
}

/** One electrode's trace by uPlot; its glyphs are a band between the plot and the time axis. */
export class Chart {
  readonly #plot: uPlot;
  readonly #readout: HTMLElement;
  #shown: Shown | undefined;
  #range: ValueRange = { min: -1, max: 1 };

  /**
   * @param readout says what is under the pointer
   * @param onSelect what somebody drew a frame round
   */
  constructor(place: HTMLElement, readout: HTMLElement, onSelect: (span: Span) => void) {
    this.#readout = readout;
    const colour = (name: string) => getComputedStyle(place).getPropertyValue(name).trim();
    const ink = () => colour("--ink");
    const axis = {
      ...{ stroke: () => colour("--soft"), font: "12px system-ui" },
      ...{ grid: { stroke: () => colour("--line"), width: 1 }, ticks: { show: false } },
    };
    this.#plot = new uPlot(
      {
        ...{ width: place.clientWidth || 600, height: HEIGHT, legend: { show: false } },
        cursor: { sync: { key: "traces" }, drag: { setScale: false, x: true, y: false }, points: { show: false } },
        scales: { x: { time: true }, y: { range: () => [this.#range.min, this.#range.max] } },
        axes: [
          {
            ...axis,
            ...{ gap: BAND.gap + BAND.height + 4, size: 24 + BAND.gap + BAND.height },
            values: (_plot, ticks) => ticks.map((tick) => clock.format(tick * 1000)),
          },
          { ...axis, size: 56, values: (_plot, ticks) => ticks.map((tick) => `${Number(tick.toPrecision(4))}`) },
        ],
        series: [{}, { stroke: ink, width: 1.25, points: { show: false }, spanGaps: false }],
        hooks: {
          draw: [(plot) => this.#shown && drawMarks(plot, this.#shown, colour)],
          setCursor: [(plot) => this.#read(plot.cursor.idx ?? undefined)],
          setSelect: [
            (plot) => {
              const { left, width } = plot.select;
              if (width < 4) return;
              onSelect({ min: plot.posToVal(left, "x"), max: plot.posToVal(left + width, "x") });
              plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
        },
      },
      [[], []],
      place,
    );
  }

  show(shown: Shown): void {
    const { trace, glyphs, span } = shown;
    this.#shown = shown;
    this.#range = valueRange(trace, glyphs, span);
    this.#plot.batch(() => {
      this.#plot.setData([trace.times, trace.values], false);
      this.#plot.setScale("x", span);
    });
  }

  resize(width: number): void {
    if (width > 0 && Math.abs(width - this.#plot.width) >= 1) this.#plot.setSize({ width, height: HEIGHT });
  }

  close(): void {
    this.#plot.destroy();
  }

  #read(index: number | undefined): void {
    const at = index === undefined ? undefined : this.#shown?.trace.times[index];
    if (at === undefined || this.#shown === undefined) {
      this.#readout.textContent = "";
      return;
    }
    const value = this.#shown.trace.values[index!];
    const glyph = this.#shown.glyphs.find(({ start, end }) => at >= start && at < end)?.name;
    const parts = [second.format(at * 1000), value == null ? "nothing heard" : `${value.toFixed(3)} mV`, glyph];
    this.#readout.textContent = parts.filter((part) => part !== undefined).join(" · ");
  }
}
