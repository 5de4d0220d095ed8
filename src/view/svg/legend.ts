import type { GlyphName } from "../../domain/glyph.js";
import { element, figure } from "./elements.js";
import { GLYPH_PAINT, INK, SPIKE, TRACE } from "./palette.js";

/** What each glyph means, in a few words. */
const MEANING: Readonly<Record<Name, string>> = {
  burst: "3 or more spikes, close together",
  train: "4 or more, apart but in touch",
  spike: "one alone, or two",
  rest: "short quiet",
  pause: "medium quiet",
  silence: "long quiet",
  drift: "the level moves",
  artefact: "handling, steps, glitches",
  settling: "a fresh electrode finds its level",
  unheard: "a planned rest of the node",
  gap: "nothing usable was measured",
};

type Name = keyof typeof GLYPH_PAINT;

/** Four columns: what is drawn, what lives, what is quiet, and what says nothing about life. */
const GLYPH_COLUMNS: readonly (readonly Name[])[] = [
  ["burst", "train", "spike"],
  ["rest", "pause", "silence", "drift"],
  ["artefact", "settling", "unheard", "gap"],
];
export const ROW = 19;

export const LEGEND_HEIGHT = 4 * ROW;

/** What the colours and marks mean. */
export function legend(left: number, top: number, width: number): string {
  const x = (column: number) => left + (column * width) / 4;
  const y = (row: number) => top + row * ROW;
  return element(
    "g",
    { "font-size": 11 },
    sample(left, y(0)) + entry(left, y(0), "trace", "mean; pale, lowest to highest"),
    mark(left, y(1), 1) + entry(left, y(1), "spike up", "onset to end, peak"),
    mark(left, y(2), -1) + entry(left, y(2), "spike down", "onset to end, peak"),
    ...GLYPH_COLUMNS.flatMap((names, c) =>
      names.map((name, r) => swatch(x(c + 1), y(r), name) + entry(x(c + 1), y(r), name, MEANING[name])),
    ),
  );
}

/** Hatches of the glyphs in which there was nothing to hear. */
export function hatches(): string {
  const glyphs = Object.entries(GLYPH_PAINT).filter(([, { hatch }]) => hatch !== undefined);
  return element("defs", {}, ...glyphs.map(([name, { hatch }]) => pattern(name as GlyphName, hatch!)));
}

function pattern(name: GlyphName, stroke: string): string {
  const size = name === "gap" ? 4 : 6;
  const box = { width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  const stripe = element("path", { d: `M0 0V${size}`, stroke, "stroke-width": 1.6 });
  return element("pattern", { id: `andas-${name}`, ...box }, stripe);
}

/** A name and what it means, right of its mark. */
export function entry(x: number, y: number, name: string, meaning: string): string {
  const words = element("tspan", { fill: INK.faint, dx: 6 }, meaning);
  return element("text", { x: x + 26, y, fill: INK.strong }, name, words);
}

function sample(x: number, y: number): string {
  const box = { x, y: y - 8, width: 18, height: 9, fill: TRACE, "fill-opacity": 0.22 };
  return element("rect", box) + element("path", { d: `M${figure(x)} ${figure(y - 3.5)}h18`, stroke: TRACE });
}

function swatch(x: number, y: number, name: Name): string {
  const { fill, hatch } = GLYPH_PAINT[name];
  const box = { x, y: y - 9, width: 18, height: 11 };
  return element("rect", { ...box, fill }) + (hatch ? element("rect", { ...box, fill: `url(#andas-${name})` }) : "");
}

function mark(x: number, y: number, polarity: 1 | -1): string {
  const fill = polarity === 1 ? SPIKE.up : SPIKE.down;
  const tip = y - 3.5 - polarity * 3.5;
  const base = y - 3.5 + polarity * 3.5;
  return (
    element("rect", { x, y: y - 9, width: 18, height: 11, fill, "fill-opacity": 0.11 }) +
    element("path", { d: `M${figure(x + 5)} ${figure(base)}h8L${figure(x + 9)} ${figure(tip)}Z`, fill })
  );
}
