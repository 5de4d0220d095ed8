import type { MessageName, MessageRange } from "../../domain/message.js";
import { scan } from "../log/segment.js";
import { Ranges } from "../outbox/ranges.js";

/** A stretch of a log that is no record, or several together. */
export interface Stretch {
  readonly bytes: number;
  /** Lines with something in them: a power cut may have left zeros alone. */
  readonly records: number;
  /** The messages that can still be made out. */
  readonly names: readonly MessageName[];
}

/** What a log's file holds beside its records. */
export interface LogFile {
  readonly records: number;
  /** Up to here every record is whole. */
  readonly whole: number;
  /** The end that a power cut left: nothing whole comes after it. */
  readonly torn: Stretch;
  /** Damage with whole records behind it: the medium fails. */
  readonly damaged: Stretch;
}

/** How a message's record begins. In what it carries, quotes are escaped. */
const NAME = /\{"boot":(\d{1,15}),"seq":(\d{1,15}),/g;

/** Goes through a log's file, and remembers what lies between its records too. */
export function readLogFile(
  bytes: Buffer,
  onRecord: (json: Buffer, offset: number, length: number) => void = () => {},
): LogFile {
  let records = 0;
  let end = 0;
  const gaps: Buffer[] = [];
  const { whole } = scan(bytes, (json, offset, length) => {
    if (offset > end) gaps.push(bytes.subarray(end, offset));
    end = offset + length;
    records++;
    onRecord(json, offset, length);
  });
  // Behind damage, what is torn is left where it is: nobody appends to such a file.
  const rest = end < bytes.length ? [bytes.subarray(end)] : [];
  if (gaps.length === 0) return { records, whole, torn: stretchOf(rest), damaged: stretchOf([]) };
  return { records, whole, torn: stretchOf([]), damaged: stretchOf([...gaps, ...rest]) };
}

function stretchOf(pieces: readonly Buffer[]): Stretch {
  const texts = pieces.map((piece) => piece.toString("latin1"));
  return {
    bytes: pieces.reduce((sum, { length }) => sum + length, 0),
    records: texts.flatMap((text) => text.split("\n").filter((line) => /[^\0]/.test(line))).length,
    names: texts.flatMap((text) =>
      [...text.matchAll(NAME)].map(([, boot, seq]) => ({ boot: Number(boot), seq: Number(seq) })),
    ),
  };
}

/** Names as ranges, in order. */
export function rangesOf(names: readonly MessageName[]): readonly MessageRange[] {
  const ranges = new Ranges();
  for (const name of [...names].sort((a, b) => a.boot - b.boot || a.seq - b.seq)) ranges.add(name);
  return ranges.list;
}
