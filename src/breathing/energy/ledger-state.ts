import { z } from "zod";
import { PHASES, type Phase } from "../../domain/breath.js";
import { DAY, HOUR, type Seconds } from "../../domain/time.js";
import type { Use } from "./power-model.js";

/** Hours that are kept by phase, and days that are kept in one line each. */
export const HOURS_KEPT = 72;
export const DAYS_KEPT = 366;

const amount = z.number().min(0);

/** What was spent in one phase of one hour. */
const SPENT = z.object({
  /** Seconds, and joules: measured where they were, by the table otherwise. */
  s: amount,
  j: amount,
  /** Of the seconds: those whose joules were measured, with the radio up, with the board off; of the processor, used. */
  m: amount.optional(),
  radio: amount.optional(),
  off: amount.optional(),
  busy: amount.optional(),
  rows: amount.optional(),
  boots: amount.optional(),
});

const PHASE_HOUR = z.partialRecord(z.enum(PHASES), SPENT);

/** The ledger as the disk has it. Times are the beginning of an hour or a day (UTC); both lists are in their order. */
export const LEDGER = z.object({
  hours: z.array(z.object({ at: z.number(), phases: PHASE_HOUR })),
  days: z.array(
    z.object({
      at: z.number(),
      /** Joules of each phase, in the order of the breath. */
      j: z.tuple([amount, amount, amount, amount]),
      s: amount,
      m: amount.optional(),
      /** The least that was left of the battery, 0 to 1. */
      battery: z.number().min(0).max(1).optional(),
    }),
  ),
  /** The board was to be switched off at that time till another, and nobody has woken since. */
  off: z.object({ since: z.number(), until: z.number() }).nullable(),
});

export type LedgerState = z.infer<typeof LEDGER>;
export type Spent = z.infer<typeof SPENT>;
export type LedgerHour = LedgerState["hours"][number];
export type LedgerDay = LedgerState["days"][number];

export function emptyLedger(): LedgerState {
  return { hours: [], days: [], off: null };
}

/** One entry: what was done in a phase that ended at `until`, what it cost, and how many of its seconds were measured. */
export interface LedgerEntry {
  readonly phase: Phase;
  readonly until: Seconds;
  readonly use: Use;
  readonly joules: number;
  readonly measured: Seconds;
}

/** Puts an entry into its hours and days: one that lies across several is shared out by time. What makes no sense is left out. */
export function enter(ledger: LedgerState, entry: LedgerEntry): void {
  const { phase, until, use, joules, measured } = entry;
  const { seconds } = use;
  if (!(seconds > 0 && joules >= 0 && Number.isFinite(seconds + joules + until))) return;
  const since = until - seconds;
  let from = since;
  while (from < until) {
    const to = Math.min(until, beginning(from, HOUR) + HOUR);
    const part = (to - from) / seconds;
    const spent = spentAt(ledger, from, phase);
    spent.s = tidy(spent.s + to - from);
    spent.j = tidy(spent.j + joules * part);
    const day = dayAt(ledger, from);
    day.j[PHASES.indexOf(phase)] = tidy(day.j[PHASES.indexOf(phase)]! + joules * part);
    day.s = tidy(day.s + to - from);
    for (const one of [spent, day]) if (measured > 0) one.m = tidy((one.m ?? 0) + measured * part);
    add(spent, "radio", use.radio * part);
    add(spent, "off", use.off * part);
    add(spent, "busy", (use.busy ?? 0) * part);
    add(spent, "rows", use.rows * part);
    // A boot is one, in the hour in which it ended.
    if (to === until) add(spent, "boots", use.boots);
    from = to;
  }
}

/** Remembers the least that was left of the battery in a day. */
export function enterBattery(ledger: LedgerState, at: Seconds, share: number): void {
  if (!(share >= 0 && share <= 1) || !Number.isFinite(at)) return;
  const day = dayAt(ledger, at);
  day.battery = tidy(Math.min(day.battery ?? 1, share));
}

function spentAt(ledger: LedgerState, at: Seconds, phase: Phase): Spent {
  const fresh = (begin: Seconds): LedgerHour => ({ at: begin, phases: {} });
  const { phases } = bucket(ledger.hours, beginning(at, HOUR), fresh, HOURS_KEPT);
  const spent = phases[phase] ?? { s: 0, j: 0 };
  phases[phase] = spent;
  return spent;
}

function dayAt(ledger: LedgerState, at: Seconds): LedgerDay {
  return bucket(ledger.days, beginning(at, DAY), (begin) => ({ at: begin, j: [0, 0, 0, 0], s: 0 }), DAYS_KEPT);
}

/** The one that begins at `at`, made where there is none; the oldest give way. */
function bucket<T extends { at: Seconds }>(all: T[], at: Seconds, fresh: (at: Seconds) => T, most: number): T {
  const place = all.findLastIndex((one) => one.at <= at);
  const found = all[place];
  if (found?.at === at) return found;
  const made = fresh(at);
  all.splice(place + 1, 0, made);
  // Of a clock that was set far back the new one is the oldest: it is written to, and goes.
  if (all.length > most) all.shift();
  return made;
}

function add(spent: Spent, name: "radio" | "off" | "busy" | "rows" | "boots", amount: number): void {
  if (amount > 0) spent[name] = tidy((spent[name] ?? 0) + amount);
}

function beginning(at: Seconds, length: Seconds): Seconds {
  return Math.floor(at / length) * length;
}

/** Milliseconds and millijoules: what is finer only takes room on the card. */
function tidy(value: number): number {
  return Math.round(value * 1000) / 1000;
}
