/**
 * How wide text is on a terminal, in cells. Counted a code point at a time, as terminals do: East Asian wide and emoji two
 * cells, combining marks none, everything else one (Unicode Standard Annex 11; the "ambiguous" ones are narrow outside CJK).
 */
export function cells(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const character of text) width += cellsOf(character);
  return width;
}

/**
 * Text that cannot move the cursor, colour the screen, turn the reading direction or break a log line, whoever wrote it: control
 * characters become spaces; format characters, variation selectors and lone surrogates go.
 */
export function clean(text: string): string {
  if (isPlain(text)) return text;
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/\p{Cf}|\p{Cs}|\p{Variation_Selector}/gu, "");
}

/** At most `width` cells of `text`; what had to be cut off leaves an ellipsis. */
export function fit(text: string, width: number): string {
  if (cells(text) <= width) return text;
  return width < 1 ? "" : `${upTo(text, width - 1).join("")}…`;
}

/** The same, but it keeps the end: names of one family (`differential-1-2-ave`, `differential-3-4-ave`) differ there. */
export function fitEnd(text: string, width: number): string {
  if (cells(text) <= width) return text;
  return width < 1
    ? ""
    : `…${upTo([...text].reverse(), width - 1)
        .reverse()
        .join("")}`;
}

/** Exactly `width` cells: cut or filled up with spaces on the right (or, for numbers, on the left). */
export function pad(text: string, width: number, side: "left" | "right" = "left"): string {
  const fitted = fit(text, width);
  const space = " ".repeat(Math.max(0, width - cells(fitted)));
  return side === "left" ? fitted + space : space + fitted;
}

/** Lays words into rows of so many cells, two apart; what finds no room is left out. */
export function flow(words: readonly string[], widths: readonly number[]): readonly string[] {
  const rows: string[] = [];
  for (const word of words) {
    const row = Math.max(0, rows.length - 1);
    const longer = rows[row] === undefined ? word : `${rows[row]}  ${word}`;
    if (cells(longer) <= widths[row]!) rows[row] = longer;
    else if (rows.length < widths.length && cells(word) <= widths[rows.length]!) rows.push(word);
  }
  return rows;
}

/** The first of these characters that find room in `width` cells. */
function upTo(characters: Iterable<string>, width: number): string[] {
  const kept: string[] = [];
  let used = 0;
  for (const character of characters) {
    used += cellsOf(character);
    if (used > width) break;
    kept.push(character);
  }
  return kept;
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function cellsOf(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/^[\p{Mn}\p{Me}]/u.test(character)) return 0;
  if (isWide(code) || /^\p{Emoji_Presentation}/u.test(character)) return 2;
  return 1;
}

function isWide(code: number): boolean {
  return (
    code >= 0x1100 &&
    (code <= 0x115f ||
      (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
      (code >= 0xa960 && code <= 0xa97f) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe10 && code <= 0xfe19) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff01 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x16fe0 && code <= 0x1b2ff) ||
      (code >= 0x1f200 && code <= 0x1f2ff) ||
      (code >= 0x20000 && code <= 0x3fffd))
  );
}
