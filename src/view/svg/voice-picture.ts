import type { Seconds } from "../../domain/time.js";
import { element, escaped, text } from "./elements.js";
import { BREATH, INK, SPIKE, TRACE } from "./palette.js";

const WIDTH = 960;
const LEFT = 64;
const RIGHT = 16;
const TOP = 54;
const TRACE_HEIGHT = 46;
const SCORE_HEIGHT = 130;
const SOUND_HEIGHT = 168;
const GAP = 14;
/** Decibels below full scale that are drawn as nothing. */
const SILENT = -75;

/** A minute of a voice, in seconds of its sound. */
export interface VoicePicture {
  readonly title: string;
  readonly subtitle: string;
  readonly seconds: number;
  /** When it begins in the recording, and how fast that is played. */
  readonly from: Seconds;
  readonly speed: number;
  /** Of each electrode, at seconds of the sound, in mV. */
  readonly traces: readonly { readonly name: string; readonly at: readonly number[]; readonly mv: readonly number[] }[];
  readonly breaths: readonly { readonly start: number; readonly hold: number; readonly pause: number }[];
  readonly notes: readonly {
    readonly seat: number;
    readonly at: number;
    readonly attack: number;
    readonly end: number;
    readonly key: number;
    readonly loudness: number;
    readonly up: boolean;
  }[];
  /** dBFS: a column a moment, the lowest band first. */
  readonly sound: { readonly columns: readonly (readonly number[])[]; readonly low: number; readonly high: number };
}

/** What was heard, what was made of it, and how that sounds, under each other on one line of time. */
export function voicePicture(picture: VoicePicture): string {
  const { title, subtitle, traces, seconds } = picture;
  const x = (at: number) => LEFT + ((WIDTH - LEFT - RIGHT) * at) / seconds;
  const scoreTop = TOP + traces.length * TRACE_HEIGHT + GAP;
  const soundTop = scoreTop + SCORE_HEIGHT + GAP;
  const height = soundTop + SOUND_HEIGHT + 34;
  return `${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${WIDTH} ${height}`,
      "font-family": "sans-serif",
      "font-size": 11,
    },
    element("title", {}, escaped(title)),
    element("rect", { width: WIDTH, height, fill: INK.paper }),
    text(LEFT, 22, title, { "font-size": 15, fill: INK.strong }),
    text(LEFT, 40, subtitle, { fill: INK.plain }),
    ...breathBands(picture, x, scoreTop + SCORE_HEIGHT),
    ...traces.flatMap((trace, i) => traceRow(trace, TOP + i * TRACE_HEIGHT, x)),
    ...score(picture, scoreTop, x),
    ...sound(picture, soundTop),
    ...axis(picture, height - 16, x),
  )}\n`;
}

type Across = (at: number) => number;

function breathBands({ breaths }: VoicePicture, x: Across, bottom: number): string[] {
  return breaths.flatMap(({ start, hold, pause }) => [
    element("rect", {
      x: x(start),
      y: TOP,
      width: x(hold) - x(start),
      height: bottom - TOP,
      fill: BREATH.inhale,
      opacity: 0.5,
    }),
    element("rect", {
      x: x(hold),
      y: TOP,
      width: x(pause) - x(hold),
      height: bottom - TOP,
      fill: BREATH.exhale,
      opacity: 0.25,
    }),
  ]);
}

function traceRow({ name, at, mv }: VoicePicture["traces"][number], top: number, x: Across): string[] {
  const [least, most] = [Math.min(...mv), Math.max(...mv)];
  const y = (value: number) => top + 6 + ((TRACE_HEIGHT - 12) * (most - value)) / Math.max(most - least, 1e-6);
  const points = at.map((time, i) => `${x(time).toFixed(1)},${y(mv[i]!).toFixed(1)}`).join(" ");
  const span = `${((most - least) * 1000).toFixed(0)} µV`;
  return [
    element("polyline", { points, fill: "none", stroke: TRACE, "stroke-width": 1 }),
    text(LEFT - 6, top + TRACE_HEIGHT / 2, name.length > 8 ? `…${name.slice(-6)}` : name, {
      "text-anchor": "end",
      fill: INK.plain,
    }),
    text(LEFT - 6, top + TRACE_HEIGHT / 2 + 12, span, { "text-anchor": "end", fill: INK.faint, "font-size": 9 }),
  ];
}

/** Each note swells and fades as it is played; teal where the spike rose, rust where it fell. */
function score({ notes, seconds }: VoicePicture, top: number, x: Across): string[] {
  const keys = notes.map(({ key }) => key);
  const [low, high] = [Math.min(...keys, 48) - 2, Math.max(...keys, 72) + 2];
  const y = (key: number) => top + (SCORE_HEIGHT * (high - key)) / (high - low);
  const lines = [...Array(128).keys()].filter((key) => key % 12 === 0 && key > low && key < high);
  return [
    ...lines.flatMap((key) => [
      element("line", { x1: LEFT, x2: x(seconds), y1: y(key), y2: y(key), stroke: INK.line }),
      text(LEFT - 6, y(key) + 4, `C${key / 12 - 1}`, { "text-anchor": "end", fill: INK.faint }),
    ]),
    ...notes.map(({ at, attack, end, key, loudness, up }) => {
      const size = 3 + 6 * loudness;
      const points = [
        [at, 0],
        [at + attack, -size],
        [end, 0],
        [at + attack, size],
      ] as const;
      const path = points.map(([time, off]) => `${x(time).toFixed(1)},${(y(key) + off).toFixed(1)}`).join(" ");
      return element("polygon", { points: path, fill: up ? SPIKE.up : SPIKE.down });
    }),
  ];
}

function sound({ sound: { columns, low, high } }: VoicePicture, top: number): string[] {
  const width = (WIDTH - LEFT - RIGHT) / columns.length;
  const bands = columns[0]?.length ?? 1;
  const tall = SOUND_HEIGHT / bands;
  const y = (hertz: number) => top + SOUND_HEIGHT * (1 - Math.log(hertz / low) / Math.log(high / low));
  return [
    element("rect", { x: LEFT, y: top, width: WIDTH - LEFT - RIGHT, height: SOUND_HEIGHT, fill: INK.strong }),
    ...columns.flatMap((column, i) =>
      column.flatMap((decibel, band) => {
        if (decibel <= SILENT) return [];
        const shade = Math.min(1, (decibel - SILENT) / (-15 - SILENT));
        const at = { x: LEFT + i * width, y: top + SOUND_HEIGHT - (band + 1) * tall };
        return [
          element("rect", {
            ...at,
            width: width + 0.2,
            height: tall + 0.2,
            fill: shade > 0.66 ? "#f3e6b8" : "#9ed3c6",
            opacity: shade.toFixed(2),
          }),
        ];
      }),
    ),
    ...[100, 300, 1000, 3000].map((hertz) =>
      text(LEFT - 6, y(hertz) + 4, hertz < 1000 ? `${hertz} Hz` : `${hertz / 1000} kHz`, {
        "text-anchor": "end",
        fill: INK.faint,
      }),
    ),
  ];
}

function axis({ seconds, from, speed }: VoicePicture, y: number, x: Across): string[] {
  const ticks = Array.from({ length: 7 }, (_, i) => (seconds * i) / 6);
  return ticks.map((at, i) => {
    const hour = i % 2 === 0 ? ` · hour ${((from + at * speed) / 3600).toFixed(2)}` : "";
    const anchor = at === 0 ? "start" : at === seconds ? "end" : "middle";
    return text(x(at), y, `${Math.round(at)} s${hour}`, { fill: INK.plain, "text-anchor": anchor });
  });
}
