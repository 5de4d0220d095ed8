import { PHASES, type Phase } from "../../domain/breath.js";
import { HOUR, iso, type Seconds } from "../../domain/time.js";
import { ticks } from "./axis.js";
import { element, escaped, figure, text } from "./elements.js";
import { BREATH, FONT, INK } from "./palette.js";

/** What was spent hour by hour. */
export interface EnergyPicture {
  /** In their order; an hour that is not there is a hole. */
  readonly hours: readonly { readonly at: Seconds; readonly joules: Readonly<Partial<Record<Phase, number>>> }[];
  readonly board: string;
  /** The share that was measured, 0 to 1. */
  readonly measured: number;
}

const WIDTH = 1000;
const HEIGHT = 360;
const LEFT = 64;
const RIGHT = 24;
const TOP = 84;
const BOTTOM = 92;
const PLOT = { width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM };
/** A bar leaves so much of its hour empty, in pixels. */
const BETWEEN = 1;
/** From one name of a day or an hour to the next, at least. */
const NAMED_EVERY = 64;

/** The phases stacked by the hour, in mean watts: a whole SVG file. */
export function energyPicture(picture: EnergyPicture): string {
  const { hours, board, measured } = picture;
  const from = hours[0]?.at ?? 0;
  const count = Math.max(1, Math.round(((hours.at(-1)?.at ?? 0) - from) / HOUR) + 1);
  const wide = PLOT.width / count;
  const watts = (joules: number) => joules / HOUR;
  const sums = hours.map(({ joules }) => PHASES.reduce((sum, phase) => sum + watts(joules[phase] ?? 0), 0));
  const high = Math.max(...sums, 1e-6) * 1.05;
  const y = (value: number) => TOP + PLOT.height * (1 - value / high);
  const x = (at: Seconds) => LEFT + ((at - from) / HOUR) * wide;
  const bars = PHASES.map((phase, i) => {
    const boxes = hours.map(({ at, joules }) => {
      const below = PHASES.slice(0, i).reduce((sum, other) => sum + watts(joules[other] ?? 0), 0);
      const [base, top] = [y(below), y(below + watts(joules[phase] ?? 0))];
      return top < base
        ? `M${figure(x(at))} ${figure(base)}V${figure(top)}h${figure(Math.max(wide - BETWEEN, 0.5))}V${figure(base)}Z`
        : "";
    });
    return element("path", { d: boxes.join(""), fill: BREATH[phase] });
  });
  const title = "Where the energy went";
  const how = measured > 0 ? `${Math.round(measured * 100)} % of the latest day measured` : "estimated";
  const subtitle = `mean watts of each hour, by phase of the breath; ${board}, ${how}`;
  const size = { width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}` };
  return `${element(
    "svg",
    {
      ...{ xmlns: "http://www.w3.org/2000/svg", ...size, role: "img" },
      ...{ "aria-labelledby": "andas-title andas-desc", "font-family": FONT },
    },
    element("title", { id: "andas-title" }, escaped(title)),
    element("desc", { id: "andas-desc" }, escaped(`${subtitle}. ${described(picture)}`)),
    element("rect", { width: WIDTH, height: HEIGHT, fill: INK.paper }),
    text(LEFT, 34, title, { "font-size": 19, "font-weight": 600, fill: INK.strong }),
    text(LEFT, 55, subtitle, { "font-size": 12.5, fill: INK.plain }),
    wattLines(high, y),
    ...bars,
    times(hours, wide, x),
    legend(),
  )}\n`;
}

/** What somebody should know who does not see the picture. */
function described({ hours }: EnergyPicture): string {
  const all = PHASES.map((phase) => hours.reduce((sum, { joules }) => sum + (joules[phase] ?? 0), 0));
  const parts = PHASES.map((phase, i) => `${phase} ${(all[i]! / HOUR).toFixed(2)} Wh`);
  return `${hours.length} hours: ${parts.join(", ")}.`;
}

function wattLines(high: number, y: (value: number) => number): string {
  const lines = ticks(0, high, 5);
  const d = lines.map(({ at }) => `M${LEFT} ${figure(y(at))}H${WIDTH - RIGHT}`).join("");
  return element(
    "g",
    { "font-size": 10.5, fill: INK.plain, "text-anchor": "end" },
    element("path", { d, stroke: INK.line, "stroke-width": 0.8 }),
    ...lines.map(({ at, label }) => text(LEFT - 8, y(at) + 3.6, label)),
    text(LEFT - 8, TOP - 12, "W", { fill: INK.faint }),
  );
}

/** The hour below its bar, and the day, as far as there is room. */
function times(hours: EnergyPicture["hours"], wide: number, x: (at: Seconds) => number): string {
  const step = [1, 2, 3, 6, 12, 24].find((each) => each * wide >= NAMED_EVERY) ?? 48;
  const named = hours.filter(({ at }) => Math.round(at / HOUR) % step === 0);
  const bottom = HEIGHT - BOTTOM;
  return element(
    "g",
    { "font-size": 10.5, fill: INK.plain },
    ...named.map(({ at }) => text(x(at), bottom + 17, iso(at).slice(11, 16))),
    ...named
      .filter(({ at }, i) => i === 0 || iso(at).slice(0, 10) !== iso(named[i - 1]!.at).slice(0, 10))
      .map(({ at }) => text(x(at), bottom + 33, iso(at).slice(0, 10), { fill: INK.faint })),
  );
}

function legend(): string {
  const each = 120;
  return element(
    "g",
    { "font-size": 11 },
    ...PHASES.map((phase, i) => {
      const left = LEFT + i * each;
      const box = { x: left, y: HEIGHT - 30, width: 18, height: 11, fill: BREATH[phase] };
      return element("rect", box) + text(left + 26, HEIGHT - 21, phase, { fill: INK.strong });
    }),
  );
}
