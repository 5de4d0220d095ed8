import type { LineBuffer } from "./line-buffer.js";

/** So many lines, at most, are looked at to learn how a recording is written: a date may be clear only after days. */
const LINES = 5000;
const CR = 13;
const LF = 10;

/** A line of the beginning. */
export interface FirstLine {
  readonly text: string;
  /** Where it stands in the buffer, and the number of the line before it: to go back to. */
  readonly place: number;
  readonly before: number;
}

/** Takes the first lines that hold something, and learns how lines end. */
export function firstLines(lines: LineBuffer): { lines: FirstLine[]; overlong: boolean } {
  skipMark(lines);
  lines.ending = endsWithReturns(lines.waiting) ? CR : LF;
  const taken = take(lines);
  if (!taken.lines.some(({ text }) => isOpen(text)) || lines.quoted) return taken;
  lines.quoted = true;
  const first = taken.lines[0]!;
  lines.backTo(first.place, first.before);
  return take(lines);
}

function take(buffer: LineBuffer): { lines: FirstLine[]; overlong: boolean } {
  const lines: FirstLine[] = [];
  const decode = decoder();
  let overlong = false;
  while (lines.length < LINES) {
    const { place, number: before } = buffer;
    const found = buffer.next();
    if (found === "none") break;
    if (found === "overlong") {
      overlong ||= lines.length === 0;
      continue;
    }
    const text = decode(buffer.bytes.subarray(buffer.start, buffer.stop));
    if (text.replaceAll("\0", "").trim() !== "" || text.includes("\t")) lines.push({ text, place, before });
  }
  return { lines, overlong };
}

/** UTF-8; Windows' Latin-1, where a logger wrote its µ in that. */
function decoder(): (bytes: Uint8Array) => string {
  const strict = new TextDecoder("utf-8", { fatal: true });
  const latin = new TextDecoder("windows-1252");
  return (line) => {
    try {
      return strict.decode(line);
    } catch {
      return latin.decode(line);
    }
  };
}

function skipMark(lines: LineBuffer): void {
  const [a, b, c] = lines.waiting;
  if (lines.number === 0 && a === 0xef && b === 0xbb && c === 0xbf) lines.skip(3);
}

function endsWithReturns(bytes: Uint8Array): boolean {
  return bytes.includes(CR) && !bytes.includes(LF);
}

/** A quote opens in it and does not close. */
function isOpen(text: string): boolean {
  if (!/(^|[,;\t|])\s*"/.test(text)) return false;
  let quotes = 0;
  for (const character of text) if (character === '"') quotes++;
  return quotes % 2 === 1;
}
