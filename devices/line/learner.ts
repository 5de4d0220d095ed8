import { type LineFormat, namesIn } from "./formats.js";
import { HeaderFinder } from "./header-finder.js";
import { looksLikeRow } from "./rows.js";

/**
 * Learns what the columns are called, from the lines themselves. Lines that carry their names must say the same ones twice: a
 * greeting such as `Version: 2` comes once. Where they carry values alone it is the header; one with a checksum is believed at once.
 */
export class Learner {
  readonly #format: LineFormat;
  readonly #headers = new HeaderFinder();
  #latest = "";

  constructor(format: LineFormat) {
    this.#format = format;
  }

  /** The names, if this line settles them and they are others than those `known`. */
  names(text: string, sealed: boolean, known: readonly string[] | undefined): readonly string[] | undefined {
    const fields = this.#format.fields(text);
    if (fields !== undefined) return known === undefined ? this.#said(namesIn(fields)) : undefined;
    const cells = this.#format.cells(text, []) ?? [];
    if (cells.length === 0) return undefined;
    if (looksLikeRow(cells)) return this.#headers.onRow(cells, known);
    if (!sealed) this.#headers.addText(cells);
    return sealed && cells.join("\t") !== known?.join("\t") ? cells : undefined;
  }

  #said(names: readonly string[]): readonly string[] | undefined {
    const said = names.join("\t");
    const again = names.length > 0 && said === this.#latest;
    this.#latest = said;
    return again ? names : undefined;
  }
}
