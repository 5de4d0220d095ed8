import uPlot from "uplot";
import type { Seconds } from "../../domain/time.js";
import { type ChartColumns, chartColumns } from "../model/chart-columns.ts";
import type { Times } from "../model/telling.ts";
import type { Trace } from "../model/trace.ts";
import { type ValueRange, valueRange } from "../model/value-range.ts";
import type { PageWords } from "../words/page-words.ts";
import { BAND, drawMarks, type Marks } from "./glyph-band.ts";

const HEIGHT = 160;
/** Pixels of CSS in which a signal has one mean. */
const COLUMN = 2;

export interface Span {
  readonly min: Seconds;
  readonly max: Seconds;
}

/** What one electrode's chart shows. */
export interface Shown extends Marks {
  readonly trace: Trace;
  readonly span: Span;
}

export interface ChartParts {
  readonly place: HTMLElement;
  /** Says what is under the pointer. */
  readonly readout: HTMLElement;
  /** What somebody drew a frame round. */
  readonly onSelect: (span: Span) => void;
  /** How it says what it shows. */
  readonly telling: Pick<PageWords, "grammar" | "things" | "web"> & Pick<Times, "minute" | "second">;
}

/** One electrode's trace by uPlot; its glyphs are a band between the plot and the time axis. */
export class Chart {
  readonly #plot: uPlot;
  readonly #readout: HTMLElement;
  readonly #telling: ChartParts["telling"];
  #shown: Shown | undefined;
  #columns: ChartColumns | undefined;
  #range: ValueRange = { min: -1, max: 1 };

  constructor({ place, readout, onSelect, telling }: ChartParts) {
    this.#readout = readout;
    this.#telling = telling;
    const colour = (name: string) => getComputedStyle(place).getPropertyValue(name).trim();
    const ink = () => colour("--ink");
    const axis = {
      ...{ stroke: () => colour("--soft"), font: "12px system-ui" },
      ...{ grid: { stroke: () => colour("--line"), width: 1 }, ticks: { show: false } },
    };
    const line = { points: { show: false }, spanGaps: false };
    this.#plot = new uPlot(
      {
        ...{ width: place.clientWidth || 600, height: HEIGHT, legend: { show: false } },
        cursor: { sync: { key: "traces" }, drag: { setScale: false, x: true, y: false }, points: { show: false } },
        scales: { x: { time: true }, y: { range: () => [this.#range.min, this.#range.max] } },
        axes: [
          {
            ...axis,
            ...{ gap: BAND.gap + BAND.height + 4, size: 24 + BAND.gap + BAND.height },
            values: (_plot, ticks) => ticks.map(telling.minute),
          },
          {
            ...axis,
            size: 56,
            values: (_plot, ticks) => ticks.map((tick) => telling.grammar.number(Number(tick.toPrecision(4)))),
          },
        ],
        series: [{}, { ...line, stroke: ink, width: 1.25 }, { ...line, width: 0 }, { ...line, width: 0 }],
        // How far the signal reached around its mean: pale, so that noise looks as quiet as it is.
        bands: [{ series: [3, 2], fill: () => colour("--reach") }],
        hooks: {
          draw: [(plot) => this.#shown && drawMarks(plot, this.#shown, { colour, name: telling.things.name })],
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
      [[], [], [], []],
      place,
    );
  }

  show(shown: Shown): void {
    const { trace, glyphs, span } = shown;
    this.#shown = shown;
    this.#range = valueRange(trace, glyphs, span);
    const columns = chartColumns(trace, span, this.#plot.width / COLUMN);
    this.#columns = columns;
    this.#plot.batch(() => {
      this.#plot.setData([[...columns.times], [...columns.mean], [...columns.low], [...columns.high]], false);
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
    const at = index === undefined ? undefined : this.#columns?.times[index];
    if (index === undefined || at === undefined) {
      this.#readout.textContent = "";
      return;
    }
    const value = this.#columns?.mean[index];
    const glyph = this.#shown?.glyphs.find(({ start, end }) => at >= start && at < end)?.name;
    const { grammar, second, things, web } = this.#telling;
    const heard = value == null ? web.traces.nothingHeard : `${grammar.fixed(value, 3)} mV`;
    const named = glyph === undefined ? [] : [things.name(glyph)];
    this.#readout.textContent = [second(at), heard, ...named].join(" · ");
  }
}
