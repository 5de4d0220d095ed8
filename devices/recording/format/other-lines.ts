const SPACE = 32;
const HASH = 35;
const PERCENT = 37;
const SLASH = 47;
const UNHEARD = new TextEncoder().encode("# unheard");

/** What spreadsheets and loggers write above or in front of what they sum up. */
const SUMMARY =
  /^\W*(mean|average|avg|median|min|minimum|max|maximum|sum|total|totals|count|n|std|stdev|std\.? ?dev\.?|sd|sem|var|variance|rms|range|mittelwert|mittel|summe|anzahl|medel|medelvärde|summa|antal|moyenne|somme|écart-type|promedio|media|suma|totale|gemiddelde|summary|statistics?|end|eof|end of (file|data|log))\b/i;

/** Knows lines between rows that are no rows: comments, the header once more, a summary, what a microcontroller says beside its numbers. */
export class OtherLines {
  readonly #header: Uint8Array;

  constructor(header: Uint8Array) {
    this.#header = header;
  }

  /** Of a line in which no number could be read. Undefined: it is a row, if a bad one. `whole`: it has as many cells as a row. */
  reason(
    bytes: Uint8Array,
    start: number,
    stop: number,
    whole: boolean,
  ): "a comment" | "the header again" | "a summary of others" | "a line that is no row" | undefined {
    const code = bytes[start];
    if (code === HASH || code === PERCENT || (code === SLASH && bytes[start + 1] === SLASH)) return "a comment";
    if (this.#isHeader(bytes, start, stop)) return "the header again";
    if (!startsWithLetter(bytes, start, stop)) return undefined;
    if (SUMMARY.test(new TextDecoder().decode(bytes.subarray(start, Math.min(stop, start + 40)))))
      return "a summary of others";
    return whole ? undefined : "a line that is no row";
  }

  #isHeader(bytes: Uint8Array, start: number, stop: number): boolean {
    return this.#header.length > 0 && isSame(this.#header, bytes, start, stop);
  }
}

export function isSame(known: Uint8Array, bytes: Uint8Array, start: number, stop: number): boolean {
  if (known.length !== stop - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}

/** `# unheard`, as a node's own recordings have it: whoever recorded had rested as planned till the row that comes. */
export function saysUnheard(bytes: Uint8Array, start: number, stop: number): boolean {
  if (stop - start < UNHEARD.length) return false;
  for (let i = 0; i < UNHEARD.length; i++) if (bytes[start + i] !== UNHEARD[i]) return false;
  return true;
}

/** Nothing, or what a power cut leaves: zeros. */
export function isBlank(bytes: Uint8Array, start: number, stop: number): boolean {
  for (let at = start; at < stop; at++) if (bytes[at] !== SPACE && bytes[at] !== 0) return false;
  return true;
}

function startsWithLetter(bytes: Uint8Array, start: number, stop: number): boolean {
  for (let at = start; at < stop; at++) {
    const code = bytes[at]!;
    if (code === SPACE || code === 34 || code === 91 || code === 40 || code === 42 || code === 45 || code === 61)
      continue;
    return (code | 32) >= 97 && (code | 32) <= 122;
  }
  return false;
}
