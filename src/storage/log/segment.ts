import { nextLine, recordAt } from "./record.js";

/** One file of the log. */
export interface Segment {
  readonly number: number;
  /** Bytes of it that are known to lie on the medium, up to the end of a record. */
  bytes: number;
}

/** Where a record lies: the bytes of its whole line. */
export interface Place {
  readonly segment: Segment;
  readonly offset: number;
  readonly length: number;
}

const NAME = /^(\d{8})\.log$/;

export function nameOf(number: number): string {
  return `${String(number).padStart(8, "0")}.log`;
}

/** The number in a segment's name; undefined of any other file. */
export function numberIn(name: string): number | undefined {
  const digits = NAME.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What stands in a segment's bytes. */
export interface Scanned {
  /** Up to here every record is whole. */
  readonly whole: number;
  /** Records that come after one that is damaged. */
  readonly beyond: number;
}

/**
 * Hands out the records of a segment, in order. A damaged line costs itself alone when others come after it (a medium that fails); with
 * nothing after it, it is the torn end that a power cut leaves.
 */
export function scan(bytes: Buffer, onRecord: (json: Buffer, offset: number, length: number) => void): Scanned {
  let whole = 0;
  let beyond = 0;
  let damaged = false;
  for (let at: number | undefined = 0; at !== undefined && at < bytes.length; ) {
    const found = recordAt(bytes, at);
    if (found === undefined) {
      damaged = true;
      at = nextLine(bytes, at);
      continue;
    }
    onRecord(found.json, at, found.end - at);
    at = found.end;
    if (damaged) beyond++;
    else whole = at;
  }
  return { whole, beyond };
}
