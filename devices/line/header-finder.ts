import { isNumber, looksLikeRow } from "./rows.js";

/** So many lines before the first row are remembered: one of them may be the header, and boards greet with many. */
const REMEMBERED = 8;
const LONGEST_NAME = 64;
/** One word before rows of one number is more often a greeting than a name. */
const GREETING = /^(ok|ready|boot\w*|start\w*|hello|hi|begin\w*|init\w*|setup|done|go)[.!…]*$/i;

/**
 * Tells a header from a boot banner: a header is followed by rows with as many cells. Of all lines of text before a row the latest
 * that fits is it.
 */
export class HeaderFinder {
  readonly #lines: (readonly string[])[] = [];
  /** A header that would change the names of columns that are known; believed when it comes again. */
  #doubted = "";

  /** A line of text that may be a header. */
  addText(cells: readonly string[]): void {
    if (!couldBeHeader(cells)) return;
    if (this.#lines.push(cells) > REMEMBERED) this.#lines.shift();
  }

  /**
   * A row came: the header that stood before it, if there was one.
   * @param known the names in force. Another number of cells is another header; other names for as many are believed the second time.
   */
  onRow(cells: readonly string[], known?: readonly string[]): readonly string[] | undefined {
    const found = this.#lines.findLast((line) => line.length === cells.length);
    this.#lines.length = 0;
    if (found === undefined || known === undefined || known.length !== cells.length) return found;
    const names = found.join("\t");
    if (names === known.join("\t")) return undefined;
    const again = names === this.#doubted;
    this.#doubted = again ? "" : names;
    return again ? found : undefined;
  }
}

function couldBeHeader(cells: readonly string[]): boolean {
  if (looksLikeRow(cells)) return false;
  if (cells.length === 1 && GREETING.test(cells[0]!)) return false;
  return cells.every(
    (cell) => cell !== "" && cell.length <= LONGEST_NAME && !isNumber(cell) && !cell.includes("\ufffd"),
  );
}
