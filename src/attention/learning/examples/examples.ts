import type { AttentionSettings } from "../../../domain/attention-settings.js";
import type { Percept } from "../../../domain/percept.js";
import { electrodeOf } from "../../../domain/percept-source.js";
import type { Seconds } from "../../../domain/time.js";
import type { Draft } from "../../state/draft.js";
import { EXAMPLES_KEPT, EXAMPLES_OF_ONE, type Example, LOOKS_KEPT, type Look } from "../../state/example.js";
import { entry, withEntry } from "../../state/learning-state.js";
import { isControl } from "../../state/percept-marks.js";
import { alike, LIVELY, lookOf } from "./look.js";

/** Of so many electrodes looks are kept. */
const ELECTRODES = 64;
/** So much alike one example must be, or several together: one word is about what looks just like it, words that agree are about more. */
const LIKE = 0.8;
/** Spikes come too often to be remembered each: of those the pool is asked. */
const REMEMBERED: ReadonlySet<string> = new Set([...LIVELY].filter((type) => type !== "spike"));

/**
 * Is it like what somebody said was something else? Examples vote, each as much as it is alike: a word is about what it was said of, and
 * never about an electrode.
 */
export function isLikeMistake(
  electrode: string,
  look: Look,
  examples: readonly Example[],
  settings: AttentionSettings,
) {
  let [wrong, right] = [0, 0];
  for (const example of examples) {
    if (example.electrode !== electrode || example.look.type !== look.type) continue;
    if (example.right) right += alike(example.look, look);
    else wrong += alike(example.look, look);
  }
  return wrong >= LIKE && wrong / (wrong + right) >= settings.learning.doubtFrom;
}

/** Is a percept to be doubted? */
export function isLikeMistaken(draft: Draft, percept: Percept, settings: AttentionSettings): boolean {
  const electrode = electrodeOf(percept.source);
  const { examples } = draft.learning;
  if (electrode === undefined || !examples.some((one) => one.electrode === electrode && one.look.type === percept.type))
    return false;
  return isLikeMistake(electrode, lookOf(percept, draft.pool), examples, settings);
}

/** How it looked is remembered for a while: who was there says later what it was. */
export function rememberLook(draft: Draft, percept: Percept): void {
  const electrode = electrodeOf(percept.source);
  if (electrode === undefined || !REMEMBERED.has(percept.type) || isControl(percept)) return;
  const { embedding: _, ...look } = lookOf(percept, draft.pool);
  const before = entry(draft.learning.looks, electrode) ?? [];
  const next = [...before, look].slice(-LOOKS_KEPT);
  const looks = withEntry(draft.learning.looks, electrode, next, ELECTRODES, (all) => all.at(-1)?.to ?? 0);
  draft.learning = { ...draft.learning, looks };
}

/** What an electrode showed in this time, as it looked. */
export function looksIn(draft: Draft, electrode: string, from: Seconds, to: Seconds): readonly Look[] {
  const isThen = (look: Look) => look.from <= to && look.to >= from;
  const pooled = draft.pool
    .filter((percept) => electrodeOf(percept.source) === electrode && LIVELY.has(percept.type) && percept.at >= from)
    .map((percept) => lookOf(percept, draft.pool));
  const known = new Set(pooled.map(({ type, to: end }) => `${type} ${end}`));
  const older = (entry(draft.learning.looks, electrode) ?? []).filter(
    ({ type, to: end }) => !known.has(`${type} ${end}`),
  );
  return [...older, ...pooled].filter(isThen);
}

/** Somebody said of each of these whether it was what it was called. */
export function addExamples(draft: Draft, electrode: string, looks: readonly Look[], right: boolean, by: string): void {
  if (looks.length === 0) return;
  const more = looks.slice(-EXAMPLES_OF_ONE).map((look): Example => ({ electrode, look, right, by }));
  const all = [...draft.learning.examples, ...more];
  const own = all.filter((one) => one.electrode === electrode);
  const gone = new Set(own.slice(0, Math.max(0, own.length - EXAMPLES_OF_ONE)));
  const examples = all.filter((one) => !gone.has(one)).slice(-EXAMPLES_KEPT);
  draft.learning = { ...draft.learning, examples };
}
