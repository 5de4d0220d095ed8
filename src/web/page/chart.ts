import uPlot from "uplot";
import type { Glyph } from "../../domain/glyph.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import type { Trace } from "../model/trace.ts";
import { GLYPH_COLOURS } from "./glyph-colours.ts";

const HEIGHT = 150;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
/** In pixels of CSS: the band of glyphs, below the plot. */
const BAND = 8;

export interface Span {
  readonly min: Seconds;
  readonly max: Seconds;
}

/** What one electrode's chart shows. */
export interface Shown {
  readonly trace: Trace;
  readonly spikes: readonly Spike[];
  readonly glyphs: readonly Glyph[];
  readonly span: Span;
}

/** One electrode's trace by uPlot: its spikes are marked, its glyphs are a band between the plot and the time axis. */
export class Chart {
  readonly #plot: uPlot;
  #shown: Shown | undefined;

  /** @param onSelect what somebody drew a frame round */
  constructor(place: HTMLElement, onSelect: (span: Span) => void) {
    const ink = () => getComputedStyle(place).getPropertyValue("--ink").trim();
    const faint = () => getComputedStyle(place).getPropertyValue("--line").trim();
    const axis = { stroke: ink, grid: { stroke: faint, width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    this.#plot = new uPlot(
      {
        ...{ width: place.clientWidth || 600, height: HEIGHT, legend: { show: false } },
        cursor: { sync: { key: "traces" }, drag: { setScale: false, x: true, y: false }, points: { show: false } },
        scales: { x: { time: true }, y: { range: (_plot, min, max) => padded(min, max) } },
        axes: [
          {
            ...axis,
            gap: BAND + 8,
            size: 26 + BAND,
            values: (_plot, ticks) => ticks.map((tick) => clock.format(tick * 1000)),
          },
          { ...axis, size: 56, values: (_plot, ticks) => ticks.map((tick) => `${Number(tick.toPrecision(4))}`) },
        ],
        series: [{}, { stroke: ink, width: 1.25, points: { show: false }, spanGaps: false }],
        hooks: {
          draw: [(plot) => this.#mark(plot)],
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
    this.#shown = shown;
    this.#plot.batch(() => {
      this.#plot.setData([shown.trace.times, shown.trace.values], false);
      this.#plot.setScale("x", shown.span);
    });
  }

  resize(width: number): void {
    if (width > 0 && Math.abs(width - this.#plot.width) >= 1) this.#plot.setSize({ width, height: HEIGHT });
  }

  close(): void {
    this.#plot.destroy();
  }

  #mark(plot: uPlot): void {
    if (this.#shown === undefined) return;
    const { spikes, glyphs, span } = this.#shown;
    const { ctx, bbox } = plot;
    const pixels = devicePixelRatio;
    const x = (at: Seconds) => Math.round(plot.valToPos(Math.min(span.max, Math.max(span.min, at)), "x", true));
    ctx.save();
    for (const { name, start, end } of glyphs) {
      if (end < span.min || start > span.max) continue;
      ctx.fillStyle = GLYPH_COLOURS[name];
      ctx.fillRect(x(start), bbox.top + bbox.height + 3 * pixels, Math.max(1, x(end) - x(start)), BAND * pixels);
    }
    ctx.fillStyle = GLYPH_COLOURS.burst;
    for (const { peak, polarity } of spikes) {
      if (peak < span.min || peak > span.max) continue;
      triangle(ctx, x(peak), polarity > 0 ? bbox.top : bbox.top + bbox.height, 5 * pixels * polarity);
    }
    ctx.restore();
  }
}

/** Points at the trace from its own side: down from above, up from below. */
function triangle(ctx: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  ctx.beginPath();
  ctx.moveTo(x - size / 1.4, y);
  ctx.lineTo(x + size / 1.4, y);
  ctx.lineTo(x, y + size * 1.4);
  ctx.fill();
}

/** Room for the marks; a flat trace lies in the middle. */
function padded(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null) return [-1, 1];
  const room = Math.max((max - min) * 0.12, 0.01);
  return [min - room, max + room];
}
