import { GLYPHS } from "../domain/glyph.js";
import type { LiveModel } from "./live-model.js";
import { fitLine, type Line, span } from "./paint.js";
import { cells, pad } from "./width.js";
import { SIGNS } from "./words.js";

/** Room for the heads on the left, on a screen that is wide enough for two columns. */
const WIDE = 60;

/** What the live view shows, in words, and every sign: at most `rows` lines of at most `columns` cells. Pure. */
export function explainedFrame({ words: { live } }: LiveModel, columns: number, rows: number): Line[] {
  const width = Math.max(0, columns - 1);
  const head = columns < WIDE ? 0 : Math.max(...live.explained.map(([name]) => cells(name))) + 3;
  const signs = GLYPHS.map((name) => `${SIGNS[name]} ${live.glyph[name]}`);
  const lines = live.explained.flatMap(([name, meaning]): Line[] => {
    const more = meaning.endsWith(":") ? folded(signs, "   ", width - head - 1) : [];
    const said = [...folded(meaning.split(" "), " ", width - head - 1), ...more].map((line) => span(line));
    if (head === 0) return [[span(` ${name}`, "strong")], ...said.map((line) => [span(" "), line])];
    return said.map((line, i) => [span(` ${pad(i === 0 ? name : "", head)}`, "strong"), line]);
  });
  const end: Line = [span(` ${live.howToGoBack} · ${live.howToEnd}`, "faint")];
  const shown = lines.slice(0, Math.max(0, rows - 2));
  return [...shown, [], end].slice(-Math.max(0, rows)).map((line) => fitLine(line, width));
}

/** In lines of at most so many cells, broken between the words alone. */
function folded(words: readonly string[], gap: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined || cells(line + gap + word) > width) lines.push(word);
    else lines[lines.length - 1] = line + gap + word;
  }
  return lines;
}
