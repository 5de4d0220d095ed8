import type { MessageName, MessageRange } from "../../domain/message.js";
import type { Files } from "../../ports/files.js";
import { nameOf, numberIn, type Segment } from "../log/segment.js";
import { Contents } from "../outbox/contents.js";
import { readHead } from "../outbox/records.js";
import { bytesOf, count, cutOff, type Finding } from "./finding.js";
import { type LogFile, rangesOf, readLogFile, type Stretch } from "./log-file.js";

/** Where in a node's state the outbox lies. */
export const OUTBOX_FOLDER = "outbox";

/** A segment as it lies there. */
interface SegmentFile {
  readonly segment: Segment;
  readonly size: number;
  readonly log: LogFile | { readonly unreadable: string };
}

/** The outbox as a node would find it. It is read, and nothing is touched. */
export interface OutboxFound {
  readonly contents: Contents;
  readonly segments: readonly SegmentFile[];
  /** What the broker is known to have. */
  readonly sent: readonly MessageRange[];
}

/** @param folder of the state */
export async function readOutbox(files: Files, folder: string): Promise<OutboxFound> {
  const contents = new Contents();
  const segments: SegmentFile[] = [];
  const sent: MessageRange[] = [];
  const names = await files.list(`${folder}/${OUTBOX_FOLDER}`).catch(() => []);
  for (const number of names.flatMap((name) => numberIn(name) ?? []).sort((a, b) => a - b)) {
    const segment: Segment = { number, bytes: 0 };
    const bytes = await bytesOf(files, pathOf(folder, segment));
    if ("unreadable" in bytes) {
      segments.push({ segment, size: 0, log: bytes });
      continue;
    }
    const log = readLogFile(bytes, (json, offset, length) => {
      contents.recall(json, { segment, offset, length });
      const record = readHead(json);
      if (record?.kind === "sent") sent.push(...record.ranges);
    });
    segments.push({ segment, size: bytes.length, log });
  }
  contents.entries.sort();
  return { contents, segments, sent };
}

/** A line for each segment. A torn end is cut off; damage with whole records behind it is left for the log to give up in its time. */
export async function checkOutbox(files: Files, folder: string): Promise<Finding[]> {
  const outbox = await readOutbox(files, folder);
  return outbox.segments.map((found) => {
    const { segment, size, log } = found;
    const file = `${OUTBOX_FOLDER}/${nameOf(segment.number)}`;
    if ("unreadable" in log) {
      const trouble = `${log.unreadable}: a node goes on without what is in it`;
      return { file, bytes: size, holds: "nothing", trouble };
    }
    const whole: Finding = { file, bytes: size, holds: contentOf(outbox, found) };
    if (log.damaged.bytes > 0) {
      const trouble = "damaged between whole records, the disk may be failing: a node sends what can be read";
      return { ...whole, trouble, lost: lostOf(log.damaged, outbox) };
    }
    if (log.torn.bytes === 0) return whole;
    const mend = cutOff(files, pathOf(folder, segment), log.whole);
    return { ...whole, trouble: "its end is torn, it was never acknowledged", lost: lostOf(log.torn, outbox), mend };
  });
}

function contentOf({ contents }: OutboxFound, { segment }: SegmentFile): string {
  const entries = contents.entries.in(segment);
  const waiting = entries.filter(({ fate }) => fate === "waiting").length;
  return `${count(entries.length, "message")}, ${waiting} waiting`;
}

/** What lies somewhere else too, or was sent, is not lost. */
function lostOf({ bytes, records, names }: Stretch, { contents, sent }: OutboxFound) {
  const isSent = ({ boot, seq }: MessageName) =>
    sent.some((range) => range.boot === boot && range.from <= seq && seq <= range.to);
  const gone = names.filter((name) => contents.entries.of(name) === undefined && !isSent(name));
  return { bytes, records, numbers: rangesOf(gone) };
}

function pathOf(folder: string, { number }: Segment): string {
  return `${folder}/${OUTBOX_FOLDER}/${nameOf(number)}`;
}
