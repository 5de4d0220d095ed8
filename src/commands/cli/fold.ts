/** Text in lines of at most `width` characters, parted at spaces; a word that is longer has a line of its own. */
export function fold(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line += line === "" ? word : ` ${word}`;
  }
  lines.push(line);
  return lines;
}

/** The widest that terms may make their column. */
const TERMS = 24;

/**
 * Two columns: each `term`, and beside it (below it, where there is no room) what it means, folded to the whole `width`.
 * @param longest characters of the longest term, where several lists stand below each other
 */
export function definitions(
  list: readonly (readonly [term: string, meaning: string])[],
  width: number,
  longest = Math.max(0, ...list.map(([term]) => term.length)),
): string[] {
  const indent = Math.min(longest + 4, width < 60 ? 6 : TERMS);
  const margin = " ".repeat(indent);
  return list.flatMap(([term, meaning]) => {
    const lines = fold(meaning, Math.max(20, width - indent)).map((line) => margin + line);
    const head = `  ${term}`;
    return head.length + 2 <= indent ? [head + lines[0]!.slice(head.length), ...lines.slice(1)] : [head, ...lines];
  });
}
