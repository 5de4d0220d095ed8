import { globMatches } from "../domain/glob.js";
import type { Noticed, Percept } from "../domain/percept.js";
import type { Reflex } from "../domain/reflex.js";
import type { Seconds } from "../domain/time.js";
import type { Draft } from "./draft.js";
import type { ReflexMemory } from "./state.js";

const UNTRIED: ReflexMemory = { lastFired: null, recent: [], fired: 0, suppressed: 0 };

/** The tag of a percept that a reflex saw to, and that is nobody's business any more. */
export const HANDLED = "handled";

/**
 * Lets every reflex look at a percept, before anything else does. Returns the percept, marked as handled when all that
 * answered it want to stay invisible.
 */
export function react(draft: Draft, percept: Percept, now: Seconds, reflexes: readonly Reflex[]): Percept {
  let answered = false;
  let aware = false;
  for (const reflex of reflexes) {
    if (!matches(reflex, percept)) continue;
    const memory = memoryOf(draft, reflex.id);
    const recent = recentWith(memory, percept.at, reflex);
    if (recent.length < (reflex.when.count?.atLeast ?? 0)) {
      remember(draft, reflex.id, { ...memory, recent });
      continue;
    }
    answered = true;
    aware ||= reflex.awareness !== undefined;
    if (isCooling(reflex, memory, now) || causes(percept).includes(reflex.id)) {
      remember(draft, reflex.id, { ...memory, recent, suppressed: memory.suppressed + 1 });
      draft.counters = { ...draft.counters, suppressed: draft.counters.suppressed + 1 };
      continue;
    }
    // A new count begins: every firing has evidence of its own.
    remember(draft, reflex.id, { ...memory, lastFired: now, recent: [], fired: memory.fired + 1 });
    draft.intentions.push({ kind: "act", reflex: reflex.id, action: reflex.action, percept });
    if (reflex.awareness) draft.intentions.push({ kind: "notice", noticed: awarenessOf(reflex, percept, now) });
  }
  return answered && !aware ? { ...percept, tags: [...percept.tags, HANDLED] } : percept;
}

function matches(reflex: Reflex, percept: Percept): boolean {
  const { source, type, tags, intensity } = reflex.when;
  if (source !== undefined && !globMatches(source, percept.source)) return false;
  if (type !== undefined && !globMatches(type, percept.type)) return false;
  if (intensity !== undefined && !(percept.intensity >= intensity)) return false;
  return tags === undefined || tags.every((tag) => percept.tags.includes(tag));
}

function memoryOf(draft: Draft, id: string): ReflexMemory {
  return Object.hasOwn(draft.reflexes, id) ? (draft.reflexes[id] ?? UNTRIED) : UNTRIED;
}

function remember(draft: Draft, id: string, memory: ReflexMemory): void {
  draft.reflexes = { ...draft.reflexes, [id]: memory };
}

/** The last matches within the time that counts, this one included; none where nothing is counted. */
function recentWith(memory: ReflexMemory, at: Seconds, reflex: Reflex): readonly Seconds[] {
  const { count } = reflex.when;
  if (count === undefined) return [];
  return [...memory.recent.filter((time) => Math.abs(at - time) <= count.within), at].slice(-count.atLeast);
}

/** A clock that was set back does not hold a reflex down. */
function isCooling(reflex: Reflex, memory: ReflexMemory, now: Seconds): boolean {
  return memory.lastFired !== null && now >= memory.lastFired && now - memory.lastFired < reflex.coolDown;
}

function awarenessOf(reflex: Reflex, percept: Percept, now: Seconds): Noticed {
  return {
    source: `reflex/${reflex.id}`,
    type: reflex.awareness?.type ?? "",
    intensity: reflex.awareness?.intensity ?? 0,
    at: now,
    tags: reflex.awareness?.tags ?? [],
    data: {
      percept: percept.id,
      source: percept.source,
      type: percept.type,
      // Who called whom, so that reflexes that feed each other are cut after one round.
      because: [...causes(percept), reflex.id],
    },
  };
}

/** The reflexes that led to this percept. */
function causes(percept: Percept): readonly string[] {
  const because = percept.source.startsWith("reflex/") ? percept.data.because : undefined;
  return Array.isArray(because) ? because.filter((id) => typeof id === "string") : [];
}
