import { becauseOf, becauseWith } from "../../domain/because.js";
import type { Noticed, Percept } from "../../domain/percept.js";
import { reflexSource } from "../../domain/percept-source.js";
import type { Reflex } from "../../domain/reflex.js";
import type { Seconds } from "../../domain/time.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import { findPercept } from "../pool/pool.js";
import { type Draft, setReflexState } from "../state/draft.js";
import { type ReflexState, reflexStateOf } from "../state/reflex-state.js";
import { countedWith } from "./counting.js";
import { rulebookOf } from "./rulebook.js";
import { CLOCK } from "./time-percepts.js";

/** The tag of a percept that a reflex saw to, and that is nobody's business any more. */
export const HANDLED = "handled";

/** How strongly it is felt that a reflex had to be cut off. */
const CUT = 0.5;

/**
 * Lets every reflex look at a percept, before anything else does. Returns the percept, marked as handled when all that
 * answered it want to stay invisible.
 */
export function react(draft: Draft, percept: Percept, now: Seconds, reflexes: readonly Reflex[]): Percept {
  const rules = rulebookOf(reflexes).rulesFor(percept.source, percept.type);
  if (rules.length === 0) return percept;
  const because = becauseOf(percept);
  const root = because.length === 0 ? percept.id : rootOf(draft.pool, percept);
  let answered = false;
  let aware = false;
  for (const { reflex, conditions, role } of rules) {
    if (!conditions.match(percept)) continue;
    const ownDoing = because.includes(reflex.id);
    const state = reflexStateOf(draft.reflexes, reflex.id);
    if (role === "hushed") {
      // What it made known itself, or the clock does for it, is no end of the quiet.
      if (!ownDoing && percept.source !== CLOCK)
        setReflexState(draft, reflex.id, { ...state, quiet: { since: Math.min(percept.at, now), told: false } });
      continue;
    }
    const counted = countedWith(state, percept, reflex.when.count);
    if (!counted.enough) {
      setReflexState(draft, reflex.id, { ...state, ...counted.kept });
      continue;
    }
    if (ownDoing) {
      const cut = state.cut ?? 0;
      if (cut === 0) draft.intentions.push({ kind: "notice", noticed: cutOff(reflex, percept, now, draft.words) });
      setReflexState(draft, reflex.id, { ...state, ...counted.kept, cut: cut + 1, suppressed: state.suppressed + 1 });
      suppress(draft);
      continue;
    }
    answered = true;
    aware ||= reflex.awareness !== undefined;
    if (isCooling(reflex, state, now) || (because.length > 0 && state.root === root)) {
      setReflexState(draft, reflex.id, { ...state, ...counted.kept, suppressed: state.suppressed + 1 });
      suppress(draft);
      continue;
    }
    // A new count begins: every firing has evidence of its own.
    setReflexState(draft, reflex.id, { ...state, ...counted.none, lastFired: now, root, fired: state.fired + 1 });
    fire(draft, reflex, percept, now);
  }
  return answered && !aware ? { ...percept, tags: [...percept.tags, HANDLED] } : percept;
}

/**
 * What was there before any reflex answered. Reflexes that feed each other answer it once each, and not once for every order in which
 * they could: a card with seven of them acts seven times.
 */
function rootOf(pool: readonly Percept[], percept: Percept): string {
  let root = percept;
  for (const _ of becauseOf(percept)) {
    const { percept: answered } = root.data;
    const before = typeof answered === "string" ? findPercept(pool, answered) : undefined;
    if (before === undefined) break;
    root = before;
  }
  return root.id;
}

/** Acts, and makes known that it did where the card wants that. */
function fire(draft: Draft, reflex: Reflex, percept: Percept, now: Seconds): void {
  for (const action of reflex.actions) draft.intentions.push({ kind: "act", reflex: reflex.id, action, percept });
  if (reflex.awareness === undefined) return;
  const { type, intensity, tags } = reflex.awareness;
  const data = causeOf(reflex.id, percept);
  draft.intentions.push({
    kind: "notice",
    noticed: { source: reflexSource(reflex.id), type, intensity, at: now, tags: tags ?? [], data },
  });
}

function suppress(draft: Draft): void {
  draft.counters = { ...draft.counters, suppressed: draft.counters.suppressed + 1 };
}

/** A clock that was set back does not hold a reflex down. */
function isCooling(reflex: Reflex, { lastFired }: ReflexState, now: Seconds): boolean {
  return lastFired !== null && now >= lastFired && now - lastFired < reflex.coolDown;
}

/** The card did not show that the reflex feeds itself: a person should know. */
function cutOff({ id }: Reflex, percept: Percept, now: Seconds, { threads }: Catalogue): Noticed {
  return {
    source: reflexSource(id),
    type: "self-trigger",
    intensity: CUT,
    at: now,
    tags: ["trouble"],
    data: { ...causeOf(id, percept), text: threads.selfTrigger(id) },
  };
}

function causeOf(reflex: string, percept: Percept): Noticed["data"] {
  return {
    percept: percept.id,
    source: percept.source,
    type: percept.type,
    because: becauseWith(percept, reflex),
  };
}
