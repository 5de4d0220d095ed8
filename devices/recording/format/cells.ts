/**
 * The cells of a line as text: less their quotes, a doubled quote in quotes being one (RFC 4180). For the first lines of a recording;
 * its rows are read as bytes.
 */
export function cellsOf(line: string, separator: string): string[] {
  if (separator === " ") return wordsOf(line);
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (line[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else if (character === separator) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  cells.push(cell.trim());
  return cells;
}

/** Between spaces, any number of them; quotes hold a cell together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|[^\s"]+/g)].map(([all, quoted]) => quoted?.trim() ?? all);
}
