import { z } from "zod";
import type { MessageName } from "../domain/message.js";
import type { Facts } from "../domain/percept.js";
import { iso, type Seconds, type TimeQuality } from "../domain/time.js";
import { time } from "./time.js";

/** The form that everything here is written in; it changes only when what stands in the contracts changes its meaning. */
export const VERSION = 1;

/** What a payload says beside its content: when, and what that time is worth. */
export interface Stamp {
  readonly at: Seconds;
  readonly quality: TimeQuality;
}

/** What every message of the outbox carries. */
export interface Envelope extends Stamp, MessageName {
  /** Sent in a later breath than its own. */
  readonly historical: boolean;
}

/** What came in a message, and its envelope. */
export interface Enveloped<Value> {
  readonly envelope: Envelope;
  readonly value: Value;
}

/** What is retained, and since when it stands so. */
export interface Stamped<Value> {
  readonly stamp: Stamp;
  readonly value: Value;
}

const version = z.literal(VERSION).describe("the version of the payload's form");
export const timeQuality = z
  .enum(["ntp", "rtc", "floor", "simulated"])
  .describe("what the node's clock is worth: floor is the last time known on disk");
const count = z.int().min(0);

/** Of what is told late. */
export const HISTORICAL = z.boolean().optional().catch(undefined).describe("sent in a later breath than its own");

/** The fields of an envelope, for the schema of a payload. A quality that a later version knows is worth the least. */
export const ENVELOPE = {
  v: version,
  boot: count.describe("counts the node's starts; (boot, seq) names a message for ever"),
  seq: count.describe(
    "counts the messages of a boot, from 1 and without a hole: one that is missing can be asked for (resend)",
  ),
  at: time,
  tq: timeQuality.catch("floor"),
  corrected_s: z
    .number()
    .optional()
    .catch(undefined)
    .describe("its times were written when the clock was worth less, and were moved by so much"),
  historical: HISTORICAL,
};

/** The same for what is retained and tells of no event. */
export const STAMP = { v: version, at: time, tq: timeQuality.catch("floor") };

/** An event, which has a name. */
export function encodeEnveloped(body: Facts, { boot, seq, at, quality }: MessageName & Stamp): string {
  return JSON.stringify({ v: VERSION, boot, seq, at: iso(at), tq: quality, ...body });
}

/** What stands, and is no event. */
export function encodeStamped(body: Facts, { at, quality }: Stamp): string {
  return JSON.stringify({ v: VERSION, at: iso(at), tq: quality, ...body });
}

/** Puts `historical` into a payload that was written when nobody knew yet. */
export function markHistorical(payload: string): string {
  return `${payload.slice(0, -1)},"historical":true}`;
}

interface EnvelopeFields {
  readonly boot: number;
  readonly seq: number;
  readonly at: Seconds;
  readonly tq: TimeQuality;
  readonly historical?: boolean | undefined;
}

export function enveloped<Value>(said: EnvelopeFields, value: Value): Enveloped<Value> {
  const { boot, seq, at, tq: quality, historical = false } = said;
  return { envelope: { boot, seq, at, quality, historical }, value };
}

interface StampFields {
  readonly at: Seconds;
  readonly tq: TimeQuality;
}

export function stamped<Value>({ at, tq: quality }: StampFields, value: Value): Stamped<Value> {
  return { stamp: { at, quality }, value };
}
