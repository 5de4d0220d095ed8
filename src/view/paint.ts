import type { Phase } from "../domain/breath.js";
import { cells, clean, fit } from "./width.js";

/** What a piece of text is, not what colour it has: each phase of the breath has one accent, everything else is quiet. */
export type Tone = "plain" | "faint" | "strong" | "alarm" | Phase;

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** One line of the screen. */
export type Line = readonly Span[];

/** What begins each tone on a terminal; empty for none. */
export type Palette = Readonly<Record<Tone, string>>;

const PLAIN: Palette = { plain: "", faint: "", strong: "", alarm: "", inhale: "", hold: "", exhale: "", pause: "" };

/** Sixteen colours: the person's own, as chosen for the terminal. */
const SIXTEEN: Palette = {
  plain: "",
  faint: "\x1b[90m",
  strong: "\x1b[1m",
  alarm: "\x1b[1;31m",
  inhale: "\x1b[32m",
  hold: "\x1b[33m",
  exhale: "\x1b[36m",
  pause: "\x1b[35m",
};

/** Moss, lichen, mist and dusk, where the terminal knows 256 colours. Readable on dark and on light. */
const FOREST: Palette = {
  plain: "",
  faint: "\x1b[38;5;245m",
  strong: "\x1b[1m",
  alarm: "\x1b[1;38;5;167m",
  inhale: "\x1b[38;5;71m",
  hold: "\x1b[38;5;172m",
  exhale: "\x1b[38;5;67m",
  pause: "\x1b[38;5;97m",
};

/** The colours to use here. `NO_COLOR` (no-color.org), set to anything but nothing, means none at all. */
export function paletteFor(env: Readonly<Record<string, string | undefined>>): Palette {
  if ((env.NO_COLOR ?? "") !== "" || env.TERM === "dumb") return PLAIN;
  const many = env.TERM?.includes("256color") || (env.COLORTERM ?? "") !== "";
  return many ? FOREST : SIXTEEN;
}

/** The line as it is written to a terminal. */
export function paint(line: Line, palette: Palette): string {
  let out = "";
  for (const { text, tone } of line) {
    const begin = palette[tone];
    out += begin === "" || text.trim() === "" ? text : `${begin}${text}\x1b[0m`;
  }
  return out;
}

/** A piece of text that is safe to show, whoever wrote it. */
export function span(text: string, tone: Tone = "plain"): Span {
  return { text: clean(text), tone };
}

export function widthOf(line: Line): number {
  let width = 0;
  for (const { text } of line) width += cells(text);
  return width;
}

/** The line in at most `columns` cells. */
export function fitLine(line: Line, columns: number): Line {
  if (widthOf(line) <= columns) return line;
  const kept: Span[] = [];
  let left = columns;
  for (const { text, tone } of line) {
    if (left <= 0) break;
    const fitted = fit(text, left);
    kept.push({ text: fitted, tone });
    if (fitted !== text) break;
    left -= cells(fitted);
  }
  return kept;
}

/** `left` and `right` at the two edges of `columns` cells; where both do not fit, `left` gives way. */
export function spread(left: Line, right: Line, columns: number): Line {
  const space = columns - widthOf(right);
  if (space < 4) return fitLine(left, columns);
  const fitted = fitLine(left, space - 2);
  return [...fitted, { text: " ".repeat(space - widthOf(fitted)), tone: "plain" }, ...right];
}
