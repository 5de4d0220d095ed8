import { type Seconds, spoken } from "../../domain/time.js";
import { clean, fit } from "../width.js";
import { type Tick, timeTicks } from "./axis.js";
import { element, escaped, text } from "./elements.js";
import { hatches, LEGEND_HEIGHT, legend } from "./legend.js";
import { type DrawnMark, markLines, marksIn } from "./mark-lines.js";
import { describedNight, type Night, NightPanel } from "./night.js";
import { NIGHT_LEGEND_HEIGHT, nightLegend } from "./night-legend.js";
import { FONT, INK } from "./palette.js";
import { TimeScale } from "./time-scale.js";
import { BAND_GAP, BAND_HEIGHT, type TracePanel, tracePanel } from "./trace-panel.js";

/** A stretch of a recording: the traces of its electrodes with what was found in them. Times are the recording's own. */
export interface TracePicture {
  readonly title: string;
  readonly subtitle: string;
  readonly from: Seconds;
  readonly to: Seconds;
  /** When the recording began: the axis counts from there. */
  readonly origin: Seconds;
  readonly panels: readonly TracePanel[];
  /** What was marked while it was recorded, in the order of time. */
  readonly marks?: readonly DrawnMark[];
  /** What the Spiralformer made of it, below the panels. */
  readonly night?: Night;
  /** Whose recording it is, in small print. */
  readonly credit?: string | undefined;
}

const WIDTH = 1200;
const LEFT = 84;
const RIGHT = 28;
const HEAD = 92;
const PLOT = 138;
const BETWEEN = 36;
const AXIS = 40;
const FOOT = 34;
const CREDIT = 20;

/** Pixels in which a trace is drawn: as many columns are worth having. */
export const PLOT_WIDTH = WIDTH - LEFT - RIGHT;

/** A description is heard from its beginning to its end. */
const MOST_TOLD = 12;
/** A character of the small print, at its size. */
const CHARACTER = 6;

/**
 * The picture, a whole SVG file: at most 60 kB a trace however long it is, and some hundred bytes a spike, a glyph and a reading; the
 * breath and the calls take no more than the traces.
 */
export function tracePicture(picture: TracePicture): string {
  const { from, to, origin, panels, title, subtitle, night, credit } = picture;
  const scale = new TimeScale(from, to, LEFT, PLOT_WIDTH);
  const each = PLOT + BAND_GAP + BAND_HEIGHT + BETWEEN;
  const below = night && new NightPanel(night, scale);
  const traced = HEAD + panels.length * each - BETWEEN;
  const bottom = below === undefined ? traced : traced + BETWEEN + below.height;
  const legends = bottom + AXIS + LEGEND_HEIGHT + (night === undefined ? 0 : NIGHT_LEGEND_HEIGHT);
  const height = legends + FOOT + (credit === undefined ? 0 : CREDIT);
  const { unit, ticks } = timeTicks(from - origin, to - origin, 12);
  const marks = ticks.map((tick) => ({ ...tick, at: tick.at + origin }));
  const size = { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` };
  const names = { role: "img", "aria-labelledby": "andas-title andas-desc", "font-family": FONT };
  return `${element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", ...size, ...names },
    element("title", { id: "andas-title" }, escaped(title)),
    element("desc", { id: "andas-desc" }, escaped(described(picture, scale))),
    hatches(),
    element("rect", { width: WIDTH, height, fill: INK.paper }),
    text(LEFT, 34, title, { "font-size": 19, "font-weight": 600, fill: INK.strong }),
    text(LEFT, 55, subtitle, { "font-size": 12.5, fill: INK.plain }),
    ...panels.map((panel, i) =>
      tracePanel(panel, { left: LEFT, top: HEAD + i * each, width: PLOT_WIDTH, height: PLOT }, marks),
    ),
    markLines(picture.marks ?? [], scale, HEAD - 26, traced),
    below === undefined
      ? ""
      : below.draw(
          traced + BETWEEN,
          marks.map(({ at }) => scale.x(at)),
        ),
    timeAxis(marks, bottom, unit, scale),
    legend(LEFT, bottom + AXIS + 26, PLOT_WIDTH),
    night === undefined ? "" : nightLegend(LEFT, bottom + AXIS + LEGEND_HEIGHT + 38, PLOT_WIDTH),
    credit === undefined ? "" : smallPrint(credit, height - 18),
  )}\n`;
}

function timeAxis(ticks: readonly Tick[], top: number, unit: string, scale: TimeScale): string {
  return element(
    "g",
    { "font-size": 10.5, fill: INK.plain, "text-anchor": "middle" },
    ...ticks.map((tick) => text(scale.x(tick.at), top + 17, tick.label)),
    text(LEFT + PLOT_WIDTH / 2, top + 35, `${unit} since the recording began`, { "font-size": 11, fill: INK.faint }),
  );
}

/** In one line: what leaves the picture is read in its description. */
function smallPrint(words: string, y: number): string {
  const line = fit(clean(words), Math.floor(PLOT_WIDTH / CHARACTER));
  return text(LEFT, y, line, { "font-size": 10.5, fill: INK.faint });
}

/** What somebody should know who does not see the picture. */
function described({ subtitle, panels, night, credit, origin, marks = [] }: TracePicture, scale: TimeScale): string {
  const each = panels.map(({ electrode, note }) => `${electrode}: ${note}.`);
  const traces = `${subtitle}. Voltage over time in one panel for each electrode, spikes marked, and below each a band of the glyphs that its time is made of.`;
  const seen = marksIn(marks, scale).slice(0, MOST_TOLD);
  const marked = seen.map(({ at, name }) => `Marked at ${spoken(at - origin)}: ${clean(name)}.`);
  const read = night === undefined ? [] : [describedNight(night, scale)];
  return [traces, ...each, ...marked, ...read, ...(credit === undefined ? [] : [credit])].join(" ");
}
