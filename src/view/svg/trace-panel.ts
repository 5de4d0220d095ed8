import type { Glyph, GlyphName } from "../../domain/glyph.js";
import type { Spike } from "../../domain/spike.js";
import { spoken } from "../../domain/time.js";
import { type Tick, ticks } from "./axis.js";
import type { ColumnTrace } from "./column-trace.js";
import { element, figure, text } from "./elements.js";
import { grid, type PlotArea } from "./grid.js";
import { GLYPH_PAINT, INK, SPIKE, TRACE } from "./palette.js";

/** One electrode in the picture. Spikes and glyphs beyond the trace's time are left out or cut. */
export interface TracePanel {
  readonly electrode: string;
  /** A few words beside the name. */
  readonly note: string;
  readonly trace: ColumnTrace;
  readonly spikes: readonly Spike[];
  readonly glyphs: readonly Glyph[];
}

export const BAND_GAP = 5;
export const BAND_HEIGHT = 16;

/** Room in the plot above and below the trace, for the marks of the spikes. */
const AIR = 16;
/** In mV: a trace flatter than this is drawn as flat as it is. */
const FLATTEST = 0.01;
const MARK = 4;
/** In heights of the scale. */
const BEYOND = 3;
/** Millivolts of handling or of a fresh electrode would make the microvolts of life a flat line. */
const LIFELESS: ReadonlySet<GlyphName> = new Set(["artefact", "settling"]);
/** A character of a glyph's name, at its size. */
const CHARACTER = 5.6;

export function tracePanel(panel: TracePanel, place: PlotArea, marks: readonly Tick[]): string {
  const { left, top, width, height } = place;
  const { trace } = panel;
  const { from, to } = trace;
  const x = (at: number) => left + Math.min(Math.max((at - from) / (to - from), 0), 1) * width;
  const range = rangeOf(panel);
  const y = (mv: number) => {
    // What lies beyond the scale is cut off at the edge of the plot, and need not be exact any more.
    const part = (mv - range.low) / (range.high - range.low);
    return top + height - AIR - Math.min(Math.max(part, -BEYOND), 1 + BEYOND) * (height - 2 * AIR);
  };
  const spikes = panel.spikes.filter((spike) => spike.end > from && spike.onset < to);
  const glyphs = panel.glyphs.filter((glyph) => glyph.end > from && glyph.start < to && glyph.name !== "stir");
  const named = glyphs.reduce((latest, glyph) => Math.max(latest, glyph.end), from);
  return element(
    "g",
    { role: "group", "aria-label": `electrode ${panel.electrode}` },
    text(left, top - 9, panel.electrode, { "font-size": 13, "font-weight": 600, fill: INK.strong }),
    text(left + width, top - 9, panel.note, { "font-size": 11, "text-anchor": "end", fill: INK.faint }),
    grid(
      place,
      marks.map((tick) => x(tick.at)),
      ticks(range.low, range.high, 5).map((tick) => ({ ...tick, at: y(tick.at) })),
    ),
    element("g", {}, ...spikes.map((spike) => extent(spike, place, x))),
    drawn(trace, place, y),
    element(
      "g",
      {},
      ...spikes.filter((spike) => spike.peak >= from && spike.peak < to).map((spike) => peak(spike, trace, x, y)),
    ),
    element(
      "g",
      { "font-size": 9.5, "text-anchor": "middle" },
      named < to ? unnamed(x(named), place) : "",
      ...glyphs.map((glyph) => piece(glyph, place, x)),
    ),
  );
}

/** The axis of one electrode: nearly all of its trace but what was no life, and every spike whole. */
function rangeOf({ trace, spikes, glyphs }: TracePanel): { low: number; high: number } {
  const lifeless = new Uint8Array(trace.columns);
  for (const { name, start, end } of glyphs)
    if (LIFELESS.has(name) && end > trace.from && start < trace.to)
      lifeless.fill(1, trace.columnOf(start), trace.columnOf(end) + 1);
  const alive = trace.bulk((column) => lifeless[column] === 0);
  let { low, high } = alive ?? trace.bulk(() => true) ?? { low: 0, high: 0 };
  for (const spike of spikes) {
    if (!(spike.peak >= trace.from && spike.peak < trace.to)) continue;
    const reach = trace.reach(Math.max(spike.onset, trace.from), Math.min(spike.end, trace.to));
    if (reach === undefined) continue;
    low = Math.min(low, reach.low);
    high = Math.max(high, reach.high);
  }
  // At large voltages floats are further apart than the flattest scale.
  const missing = Math.max(FLATTEST, Math.max(Math.abs(low), Math.abs(high)) * 1e-9) - (high - low);
  return missing > 0 ? { low: low - missing / 2, high: high + missing / 2 } : { low, high };
}

/** The trace: a line through the means, and paler behind it all that lay between the lowest and the highest. */
function drawn(trace: ColumnTrace, { left, top, width, height }: PlotArea, y: (mv: number) => number): string {
  const step = width / trace.columns;
  const at = (column: number, mv: number) => `${figure(left + (column + 0.5) * step)} ${figure(y(mv))}`;
  let lines = "";
  let areas = "";
  for (const run of unbroken(trace)) {
    const means = run.map((c) => at(c, trace.mean[c]!));
    // A sample between two holes is still a dot.
    lines += `M${means.join("L")}${run.length === 1 ? "h.1" : ""}`;
    const above = run.map((c) => at(c, trace.high[c]!));
    const below = run.map((c) => at(c, trace.low[c]!)).reverse();
    areas += `M${[...above, ...below].join("L")}Z`;
  }
  if (lines === "") return "";
  const area = {
    d: areas,
    fill: TRACE,
    "fill-opacity": 0.22,
    stroke: TRACE,
    "stroke-opacity": 0.22,
    "stroke-width": 0.7,
  };
  const line = { d: lines, fill: "none", stroke: TRACE, "stroke-width": 1.2, "stroke-linejoin": "round" };
  const clip = `andas-plot-${figure(top)}`;
  return (
    element("clipPath", { id: clip }, element("rect", { x: left, y: top, width, height })) +
    element("g", { "clip-path": `url(#${clip})` }, element("path", area), element("path", line))
  );
}

/** The columns with samples, in runs without a hole. */
function unbroken(trace: ColumnTrace): number[][] {
  const runs: number[][] = [];
  for (let c = 0; c < trace.columns; c++) {
    if (Number.isNaN(trace.low[c])) continue;
    if (runs.length === 0 || trace.broken[c] === 1) runs.push([]);
    runs.at(-1)?.push(c);
  }
  return runs;
}

/** From onset to end, softly. */
function extent(spike: Spike, { top, height }: PlotArea, x: (at: number) => number): string {
  const start = x(spike.onset);
  const width = Math.max(x(spike.end) - start, 1);
  return element("rect", { x: start, y: top, width, height, fill: colour(spike), "fill-opacity": 0.11 });
}

/** A ring where the trace peaks, and a wedge that says which way. */
function peak(spike: Spike, trace: ColumnTrace, x: (at: number) => number, y: (mv: number) => number): string {
  const reach = trace.reach(spike.peak, spike.peak);
  const column = (trace.to - trace.from) / trace.columns;
  const near = reach ?? trace.reach(spike.peak - 2 * column, spike.peak + 2 * column);
  if (near === undefined) return "";
  const up = spike.polarity === 1;
  const px = x(spike.peak);
  const py = y(up ? near.high : near.low);
  const away = up ? -1 : 1;
  const tip = py + away * 13;
  const base = py + away * 7;
  return element(
    "g",
    { fill: colour(spike) },
    element("title", {}, told(spike)),
    element("circle", { cx: px, cy: py, r: 2.4, fill: INK.paper, stroke: colour(spike), "stroke-width": 1.3 }),
    element("path", { d: `M${figure(px - MARK)} ${figure(base)}H${figure(px + MARK)}L${figure(px)} ${figure(tip)}Z` }),
  );
}

function told({ polarity, amplitude, onset, end, z }: Spike): string {
  const height = `${Math.abs(amplitude * 1000).toPrecision(3)} µV`;
  return `spike ${polarity === 1 ? "up" : "down"}, ${height}, ${spoken(end - onset)}, ${z.toFixed(1)} σ`;
}

function colour(spike: Spike): string {
  return spike.polarity === 1 ? SPIKE.up : SPIKE.down;
}

/** What was not decided by the end of the recording. */
function unnamed(start: number, { left, top, width, height }: PlotArea): string {
  const y = top + height + BAND_GAP;
  const open = left + width - start;
  const label = "not named yet";
  return (
    element("path", { d: `M${figure(start)} ${figure(y + BAND_HEIGHT / 2)}h${figure(open)}`, stroke: INK.line }) +
    (open > label.length * CHARACTER + 12
      ? text(start + open / 2, y + 11.4, label, {
          fill: INK.faint,
          stroke: INK.paper,
          "stroke-width": 4,
          "paint-order": "stroke",
        })
      : "")
  );
}

/** A glyph in the band: its name where there is room for it. */
function piece(glyph: Glyph, { top, height }: PlotArea, x: (at: number) => number): string {
  const name = glyph.name as Exclude<GlyphName, "stir">;
  const { fill, ink, hatch } = GLYPH_PAINT[name];
  const start = x(glyph.start);
  const width = Math.max(x(glyph.end) - start, 0.5);
  const box = { x: start, y: top + height + BAND_GAP, width, height: BAND_HEIGHT };
  const label = glyph.spikes > 1 ? `${name} ${glyph.spikes}` : name;
  return element(
    "g",
    {},
    element("title", {}, `${label}, ${spoken(glyph.end - glyph.start)}`),
    element("rect", { ...box, fill, stroke: INK.paper, "stroke-width": 0.6 }),
    hatch === undefined ? "" : element("rect", { ...box, fill: `url(#andas-${name})` }),
    width > label.length * CHARACTER + 4 ? text(start + width / 2, box.y + 11.4, label, { fill: ink }) : "",
  );
}
