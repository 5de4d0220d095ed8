import type { Message, MessageRange } from "../../domain/message.js";
import { type Head, readWrittenHead } from "./read-head.js";

/** What must be known of the outbox when all earlier segments are gone. */
export interface Summary {
  /** The highest number of a boot that messages were put in. */
  readonly boot: number;
  readonly dropped: number;
  /** The newest of those that were dropped. */
  readonly ranges: readonly MessageRange[];
}

/** One record of the outbox's log. */
export type OutboxRecord =
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "sent"; readonly ranges: readonly MessageRange[] }
  /** `total`: of all that were ever dropped. */
  | { readonly kind: "dropped"; readonly ranges: readonly MessageRange[]; readonly total: number }
  | { readonly kind: "summary"; readonly summary: Summary };

type Triple = readonly [boot: number, from: number, to: number];

/** The form of the records; a later one that older andas cannot read takes the next number. */
const VERSION = 1;
/** In a JSON text, this can stand nowhere within a string. */
const PAYLOAD = ',"payload":';

export function writeMessage({ boot, seq, at, quality: tq, cycle, topic, payload }: Message): string {
  return JSON.stringify({ boot, seq, at, tq, cycle, topic, payload });
}

export function writeSent(ranges: readonly MessageRange[]): string {
  return JSON.stringify({ sent: ranges.map(toTriple) });
}

export function writeDropped(ranges: readonly MessageRange[], total: number): string {
  return JSON.stringify({ dropped: ranges.map(toTriple), total });
}

export function writeSummary({ boot, dropped, ranges }: Summary): string {
  return JSON.stringify({ v: VERSION, summary: { boot, dropped, ranges: ranges.map(toTriple) } });
}

/** A record without the payload of a message, which is most of it; and undefined like `readRecord`. */
export function readHead(
  json: Buffer,
): Exclude<OutboxRecord, { kind: "message" }> | { kind: "head"; head: Head } | undefined {
  const head = readWrittenHead(json);
  if (head !== undefined) return { kind: "head", head };
  const payload = json.indexOf(PAYLOAD);
  const record = readRecord(payload < 0 ? json.toString("utf8") : `${json.toString("utf8", 0, payload)},"payload":""}`);
  if (record?.kind !== "message") return record;
  const { payload: _, ...rest } = record.message;
  return { kind: "head", head: rest };
}

/** Undefined for what a later andas may have written. Its check sum was right: what looks like one of ours is one. */
export function readRecord(json: string): OutboxRecord | undefined {
  try {
    return recordOf(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function recordOf(said: Partial<Written>): OutboxRecord | undefined {
  const { boot, seq, at = 0, tq: quality = "floor", cycle = 0, topic, payload, sent, dropped, total, summary } = said;
  if (typeof payload === "string" && typeof topic === "string") {
    const message = { boot: count(boot), seq: count(seq), at, quality, cycle, topic, payload };
    return Number.isFinite(at) ? { kind: "message", message } : undefined;
  }
  if (sent) return { kind: "sent", ranges: sent.map(toRange) };
  if (dropped) return { kind: "dropped", ranges: dropped.map(toRange), total: count(total) };
  if (!summary) return undefined;
  const before = { boot: count(summary.boot), dropped: count(summary.dropped), ranges: summary.ranges.map(toRange) };
  return { kind: "summary", summary: before };
}

/** @throws TypeError for what is none */
function count(value: number | undefined): number {
  if (value !== undefined && Number.isSafeInteger(value) && value >= 0) return value;
  throw new TypeError(`${value} counts nothing`);
}

/** All fields that a record may have. */
interface Written {
  readonly boot: number;
  readonly seq: number;
  readonly at: number;
  readonly tq: Message["quality"];
  readonly cycle: number;
  readonly topic: string;
  readonly payload: string;
  readonly sent: readonly Triple[];
  readonly dropped: readonly Triple[];
  readonly total: number;
  readonly summary: { readonly boot: number; readonly dropped: number; readonly ranges: readonly Triple[] };
}

function toTriple({ boot, from, to }: MessageRange): Triple {
  return [boot, from, to];
}

function toRange([boot, from, to]: Triple): MessageRange {
  return { boot: count(boot), from: count(from), to: count(to) };
}
