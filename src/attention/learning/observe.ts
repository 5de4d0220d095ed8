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
import type { Seconds } from "../../domain/time.js";
import { HANDLED } from "../reflexes/react.js";
import { number } from "../state/context.js";
import type { Diary } from "../state/diary.js";
import type { Draft } from "../state/draft.js";
import { entry, withEntry } from "../state/learning-state.js";
import { isControl, isDoubted } from "../state/percept-marks.js";
import { handIn } from "./diary/hand.js";
import { writeDiary } from "./diary/keep.js";
import { measured } from "./diary/measure.js";
import { deafened, handled, withRun, withSpike } from "./diary/write.js";
import { rememberLook } from "./examples/examples.js";

/** What makes an electrode deaf, or what it says not worth a measure. */
const DEAF: ReadonlySet<string> = new Set(["gap", "settling", "no-signal", "flat", "saturation", "lead-off"]);
/** A burst that does not say how many spikes it had, had the fewest that make one. */
const FEWEST_SPIKES = 3;

/** Sizes of the tables. */
const OCCASIONS = 24;
const TIMES = 40;

/** Learns in passing: each electrode's diary is kept, and when things came that others may follow. What they teach is worked out in the sleep. */
export function observe(draft: Draft, percept: Percept, now: Seconds, settings: AttentionSettings): void {
  for (const one of draft.intentions) {
    if (one.kind !== "act" || one.action.kind !== "mute" || one.percept.id !== percept.id) continue;
    const { electrode = electrodeOf(percept.source) ?? "", seconds } = one.action;
    writeDiary(draft, electrode, now, (diary) => deafened(diary, now, now + seconds));
  }
  if (percept.source === "node") {
    for (const electrode of Object.keys(draft.learning.diaries))
      writeDiary(draft, electrode, now, (diary) => ({ ...diary, deaf: Math.max(diary.deaf ?? now, now) }));
    return;
  }
  if (isControl(percept)) return;
  const electrode = electrodeOf(percept.source);
  const hand = handIn(percept);
  for (const touched of hand?.electrodes ?? (hand && Object.keys(draft.learning.diaries)) ?? [])
    writeDiary(draft, touched, now, (diary) => handled(diary, hand?.from ?? now, percept.at));
  if (electrode !== undefined && hand === undefined) {
    writeDiary(draft, electrode, now, (diary) => noted(diary, percept, settings.morning));
    rememberLook(draft, percept);
  }
  const occasion = occasionIn(percept);
  if (occasion !== undefined) remember(draft, occasion, percept.at, settings);
}

function noted(diary: Diary, percept: Percept, morning: Seconds): Diary {
  const { type, at, data } = percept;
  const duration = number(data.duration_s);
  if (DEAF.has(type)) return deafened(diary, at - duration, at);
  if (isDoubted(percept)) return diary;
  const next = at <= (diary.touched ?? at - 1) ? diary : measured(diary, percept, at, morning);
  if (type === "spike") return withSpike(next, at - duration, at);
  if (type === "burst" || type === "train")
    return withRun(next, type, number(data.spikes, FEWEST_SPIKES), at, duration);
  return next;
}

/** What comes again before those have had their time who may follow it is still the same. */
function remember(draft: Draft, name: string, at: Seconds, { learning }: AttentionSettings): void {
  const before = entry(draft.learning.occasions, name) ?? [];
  const last = before.at(-1);
  if (last !== undefined && at - last <= learning.afterWithin && at >= last) return;
  // In a flood nothing follows anything: what came of late is not given up for what comes now.
  if (before.length === 0 && isFlooded(draft.learning.occasions, at - learning.afterWithin)) return;
  const times = [...before.filter((one) => one <= at), at].slice(-TIMES);
  const occasions = withEntry(draft.learning.occasions, name, times, OCCASIONS, (all) => all.at(-1) ?? 0);
  draft.learning = { ...draft.learning, occasions };
}

/** Is the table full of what came since then? */
function isFlooded(occasions: Readonly<Record<string, readonly Seconds[]>>, since: Seconds): boolean {
  const all = Object.values(occasions);
  return all.length >= OCCASIONS && all.every((times) => (times.at(-1) ?? since) >= since);
}

/** What it is called, if others may follow it: what comes from outside now and then. What the node or a person does to it is none. */
function occasionIn({ source, type, tags, data }: Percept): string | undefined {
  if (source === "sky") return type === "hour" ? undefined : `${source} ${type}`;
  if (source === "operator") return type === "note" ? worded(data.text) : undefined;
  if (isElectrodeSource(source) || isReflexSource(source)) return undefined;
  if (tags.includes("trouble") || tags.includes(HANDLED) || tags.includes("missed")) return undefined;
  const outside = isEnvironmentSource(source) || isNeighbourSource(source);
  return outside && type !== "answer" && type !== "listen" ? `${source} ${type}` : undefined;
}

/** A person's remark in a word, such as `rain`. */
function worded(text: unknown): string | undefined {
  if (typeof text !== "string" || text.length > 24 || !/^\s*\p{L}+[.!]?\s*$/u.test(text)) return undefined;
  const word = nameFrom(text, "");
  return word === "" ? undefined : `operator ${word}`;
}
