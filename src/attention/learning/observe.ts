import type { AttentionSettings } from "../../domain/attention-settings.js";
import { nameFrom } from "../../domain/electrode.js";
import type { Percept } from "../../domain/percept.js";
import {
  electrodeOf,
  isElectrodeSource,
  isEnvironmentSource,
  isNeighbourSource,
  isReflexSource,
} from "../../domain/percept-source.js";
import { HOUR, type Seconds } from "../../domain/time.js";
import { HANDLED } from "../reflexes/react.js";
import type { Draft } from "../state/draft.js";
import { type Cause, type Diary, entry, type Sum, withEntry } from "../state/learning-state.js";
import { isControl } from "../state/percept-marks.js";

/** What makes an electrode deaf, or what it says not worth a measure. */
const DEAF: ReadonlySet<string> = new Set([
  "gap",
  "settling",
  "unheard",
  "no-signal",
  "flat",
  "saturation",
  "lead-off",
]);
/** So long an interval says more about the night, or a rest, than about the electrode. */
const LONGEST: Seconds = 12 * HOUR;
/** Sizes of the tables. */
const ELECTRODES = 64;
const CAUSES = 24;
const EFFECTS = 64;
const FOLLOWERS = 16;

/**
 * Learns in passing: what an electrode measures, and what comes after what. Only a few small tables change; what they teach is worked
 * out in the sleep.
 */
export function observe(draft: Draft, percept: Percept, now: Seconds, settings: AttentionSettings): void {
  for (const one of draft.intentions)
    if (one.kind === "act" && one.action.kind === "mute" && one.percept.id === percept.id)
      deafen(draft, one.action.electrode ?? electrodeOf(percept.source) ?? "", now + one.action.seconds);
  if (percept.source === "node") {
    for (const electrode of Object.keys(draft.learning.diaries)) deafen(draft, electrode, now);
    return;
  }
  if (isControl(percept) || percept.tags.includes("shared")) return;
  const electrode = electrodeOf(percept.source);
  if (electrode !== undefined) {
    if (DEAF.has(percept.type)) deafen(draft, electrode, percept.at);
    else if (percept.type === "spike" || percept.data.level_mv !== undefined) measure(draft, electrode, percept);
  }
  const followed = isRun(percept) && !percept.tags.includes("doubted");
  if (followed) follow(draft, `${percept.source} ${percept.type}`, percept.at, settings);
  const cause = causeIn(percept, followed);
  if (cause !== undefined) precede(draft, cause, percept.at, settings);
}

function measure(draft: Draft, electrode: string, percept: Percept): void {
  const diary = entry(draft.learning.diaries, electrode) ?? { sums: {} };
  let { sums } = diary;
  const { amplitude_mv, level_mv } = percept.data;
  if (typeof level_mv === "number") sums = added(sums, "level", level_mv);
  if (percept.type !== "spike") {
    write(draft, electrode, { ...diary, sums });
    return;
  }
  if (typeof amplitude_mv === "number") sums = added(sums, "amplitude", Math.abs(amplitude_mv));
  const { spike, deaf = Number.NEGATIVE_INFINITY } = diary;
  const interval = percept.at - (spike ?? Number.NEGATIVE_INFINITY);
  if (interval > 0 && interval <= LONGEST && deaf < (spike ?? 0)) sums = added(sums, "interval", interval);
  write(draft, electrode, { ...diary, sums, spike: Math.max(spike ?? percept.at, percept.at) });
}

function added(sums: Diary["sums"], fact: string, value: number): Diary["sums"] {
  const before: Sum = entry(sums, fact) ?? { count: 0, sum: 0 };
  return { ...sums, [fact]: { count: before.count + 1, sum: before.sum + value } };
}

function deafen(draft: Draft, electrode: string, until: Seconds): void {
  const diary = entry(draft.learning.diaries, electrode) ?? { sums: {} };
  write(draft, electrode, { ...diary, deaf: Math.max(diary.deaf ?? until, until) });
}

function write(draft: Draft, electrode: string, diary: Diary): void {
  const last = ({ spike = 0, deaf = 0 }: Diary) => Math.max(spike, deaf);
  const diaries = withEntry(draft.learning.diaries, electrode, diary, ELECTRODES, last);
  draft.learning = { ...draft.learning, diaries };
}

/** Something came that may have followed: once for every cause that came not long ago. */
function follow(draft: Draft, effect: string, at: Seconds, { learning }: AttentionSettings): void {
  const effects = withEntry(
    draft.learning.effects,
    effect,
    (entry(draft.learning.effects, effect) ?? 0) + 1,
    EFFECTS,
    (count) => count,
  );
  const { causes } = draft.learning;
  const [source] = effect.split(" ");
  let next: Record<string, Cause> | undefined;
  for (const name in causes) {
    const cause = causes[name]!;
    const isOver = at - cause.last > learning.afterWithin || at < cause.last || cause.since.length >= FOLLOWERS;
    if (isOver || cause.since.includes(effect) || name.startsWith(`${source} `)) continue;
    const times = (entry(cause.followed, effect) ?? 0) + 1;
    const followed = withEntry(cause.followed, effect, times, FOLLOWERS, (count) => count);
    next ??= { ...causes };
    next[name] = { ...cause, followed, since: [...cause.since, effect], fresh: true };
  }
  draft.learning = { ...draft.learning, effects, causes: next ?? causes };
}

/** Something came that others may follow. What comes again before its time is over is still the same. */
function precede(draft: Draft, name: string, at: Seconds, { learning }: AttentionSettings): void {
  const before = entry(draft.learning.causes, name);
  if (before !== undefined && at - before.last <= learning.afterWithin) return;
  // In a flood nothing follows anything: what came of late is not given up for what comes now.
  if (before === undefined && isFlooded(draft.learning.causes, at - learning.afterWithin)) return;
  const cause: Cause = {
    last: at,
    count: (before?.count ?? 0) + 1,
    followed: before?.followed ?? {},
    since: [],
    fresh: true,
  };
  const causes = withEntry(draft.learning.causes, name, cause, CAUSES, ({ last }) => last);
  draft.learning = { ...draft.learning, causes };
}

/** Is the table full of what came since then? */
function isFlooded(causes: Readonly<Record<string, Cause>>, since: Seconds): boolean {
  let count = 0;
  for (const name in causes) {
    if ((causes[name]?.last ?? since) < since) return false;
    count++;
  }
  return count >= CAUSES;
}

/** What it is called as a cause, if it may be one: what happens now and then, and not what the node does itself. */
function causeIn(percept: Percept, isRun: boolean): string | undefined {
  const { source, type, tags, data } = percept;
  if (isRun) return `${source} ${type}`;
  if (source === "sky") return type === "hour" ? undefined : `${source} ${type}`;
  if (source === "operator") return type === "note" ? worded(data.text) : undefined;
  if (tags.includes("trouble") || tags.includes(HANDLED) || tags.includes("missed")) return undefined;
  const outside =
    source === "host" || isEnvironmentSource(source) || isNeighbourSource(source) || isReflexSource(source);
  return outside && type !== "answer" && type !== "listen" ? `${source} ${type}` : undefined;
}

/** A person's remark in a word, such as `rain`. */
function worded(text: unknown): string | undefined {
  if (typeof text !== "string" || text.length > 24 || !/^\s*\p{L}+[.!]?\s*$/u.test(text)) return undefined;
  const word = nameFrom(text, "");
  return word === "" ? undefined : `operator ${word}`;
}

function isRun({ source, type }: Percept): boolean {
  return isElectrodeSource(source) && (type === "burst" || type === "train");
}
