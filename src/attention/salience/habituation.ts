import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Percept } from "../../domain/percept.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import { findPercept } from "../pool/pool.js";
import type { Draft } from "../state/draft.js";
import type { AttentionState, Habituation } from "../state/state.js";

type Habits = AttentionState["habits"];
type HabituationSettings = AttentionSettings["habituation"];

/** So many habits are kept; the oldest give way. Two dozen electrodes with ten types of percepts each. */
const MOST = 256;

/**
 * How much a percept still counts, 1 for what is new down to `floor` for what came again and again and never mattered:
 *
 *     1 − (1 − floor) · level · 2^(−time / halfLife)
 *
 * Nobody gets used to a person, or to what is urgent.
 */
export function habituationTo(percept: Percept, habits: Habits, now: Seconds, settings: HabituationSettings): number {
  if (isAlwaysNew(percept)) return 1;
  const habit = habitOf(habits, keyOf(percept));
  return habit === undefined ? 1 : 1 - (1 - settings.floor) * levelAt(habit, now, settings);
}

/** A thread led to nothing: what it referred to counts less from now on, for a time. */
export function habituate(draft: Draft, thread: Thread, now: Seconds, settings: HabituationSettings): void {
  if (settings.step === 0) return;
  const keys = keysOf(draft.pool, thread);
  if (keys.size === 0) return;
  const habits = { ...draft.habits };
  for (const key of keys) {
    const before = habitOf(habits, key);
    const level = before === undefined ? 0 : levelAt(before, now, settings);
    delete habits[key]; // so that it is written last, as the newest
    const taught = before?.taught;
    habits[key] = { level: level + (1 - level) * settings.step, at: now, ...(taught !== undefined && { taught }) };
  }
  draft.habits = bounded(habits);
}

/** It mattered after all: what the thread refers to is as new. */
export function sensitise(draft: Draft, thread: Thread): void {
  const keys = [...keysOf(draft.pool, thread)].filter((key) => habitOf(draft.habits, key) !== undefined);
  if (keys.length === 0) return;
  const fresh: Record<string, Habituation> = {};
  for (const [key, habit] of Object.entries(draft.habits)) {
    if (!keys.includes(key)) fresh[key] = habit;
    else if (habit.taught !== undefined) fresh[key] = { ...habit, level: 0 };
  }
  draft.habits = fresh;
}

/** What people taught to mind less, by source and type, 0 to 1; it does not wear off, and replaces what they taught before. */
export function teachHabits(draft: Draft, taught: Readonly<Record<string, number>>, now: Seconds): void {
  const habits: Record<string, Habituation> = {};
  for (const [key, { level, at }] of Object.entries(draft.habits)) if (level > 0) habits[key] = { level, at };
  for (const [key, level] of Object.entries(taught)) {
    const before = habitOf(habits, key) ?? { level: 0, at: now };
    delete habits[key]; // so that it is kept before what nobody taught
    habits[key] = { ...before, taught: level };
  }
  draft.habits = bounded(habits);
}

function isAlwaysNew({ source, tags }: Percept): boolean {
  return source === "operator" || tags.includes("urgent") || tags.includes("from:operator");
}

function keyOf({ source, type }: Percept): string {
  return `${source} ${type}`;
}

/** What the thread refers to, as far as the pool still has it. */
function keysOf(pool: readonly Percept[], thread: Thread): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { percept: id } of thread.refs) {
    const percept = findPercept(pool, id);
    if (percept !== undefined && !isAlwaysNew(percept)) keys.add(keyOf(percept));
  }
  return keys;
}

function habitOf(habits: Habits, key: string): Habituation | undefined {
  return Object.hasOwn(habits, key) ? habits[key] : undefined;
}

function levelAt({ level, at, taught }: Habituation, now: Seconds, settings: HabituationSettings): number {
  const worn = level * 2 ** (-Math.max(0, now - at) / settings.halfLife);
  return taught === undefined ? worn : Math.max(worn, taught);
}

function bounded(habits: Record<string, Habituation>): Habits {
  const entries = Object.entries(habits);
  return entries.length <= MOST ? habits : Object.fromEntries(entries.slice(-MOST));
}
