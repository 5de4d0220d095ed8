import type { Percept } from "../../domain/percept.js";
import type { Reference, Thread } from "../../domain/thread.js";
import type { Context, ThreadKind } from "../kinds/kind.js";
import { compareIds } from "../pool/ids.js";
import { isTable } from "../state/context.js";
import { embeddingOf } from "./embedding.js";
import type { Relevance } from "./relevance.js";

/** References to the newest so many percepts; what older ones said is in the context. */
export const REFERENCES = 16;

/** What a thread understands with one more percept. What only a reading's likeness lets in, its kind has no rule to grasp by. */
export function stateWith(thread: Thread, percept: Percept, kind: ThreadKind, score: Relevance): Thread["state"] {
  const { context } = thread.state;
  const next = withEmbeddingOf(score.parts.rule > 0 ? kind.updateContext(context, percept) : context, percept);
  return next === context ? thread.state : { ...thread.state, context: next };
}

/** Many threads may refer to the same percept. */
export function withReference(refs: readonly Reference[], percept: Percept, score: Relevance): readonly Reference[] {
  const kept = refs.length < REFERENCES ? [...refs] : refs.slice(refs.length - REFERENCES + 1);
  kept.push({ percept: percept.id, relevance: score.relevance, parts: score.parts });
  return kept;
}

/** Keeps the embedding of a reading, to know later ones by. */
export function withEmbeddingOf(context: Context, percept: Percept): Context {
  const embedding = embeddingOf(percept);
  return embedding === undefined ? context : { ...context, embedding };
}

/** What a person said to a thread makes it matter. */
export function markIfPersonal(thread: Thread, { source, tags }: Percept): Thread {
  const isPersonal = source === "operator" || tags.includes("from:operator");
  return isPersonal && thread.mattered !== true ? { ...thread, mattered: true } : thread;
}

/** The references of both, the newest of them; of two to the same percept the stronger. */
export function mergedReferences(one: readonly Reference[], other: readonly Reference[]): readonly Reference[] {
  const all = new Map<string, Reference>();
  for (const reference of [...one, ...other]) {
    const there = all.get(reference.percept);
    if (there === undefined || reference.relevance > there.relevance) all.set(reference.percept, reference);
  }
  return [...all.values()].sort((a, b) => compareIds(a.percept, b.percept)).slice(-REFERENCES);
}

/** The contexts of both: the kind knows how, else theirs stays beside ours. */
export function mergedContext(ours: Thread, theirs: Thread, kind: ThreadKind | undefined): Context {
  if (kind?.merge !== undefined && ours.kind === theirs.kind)
    return withEmbedding(kind.merge(ours.state.context, theirs.state.context), ours, theirs);
  const { merged: ourOthers, ...own } = ours.state.context;
  const { merged: theirOthers, embedding: _, ...beside } = theirs.state.context;
  const others = { ...contextsIn(ourOthers), [theirs.id]: beside, ...contextsIn(theirOthers) };
  const kept = Object.keys(others).sort(compareIds).slice(-CONTEXTS);
  const merged = Object.fromEntries(kept.map((id) => [id, others[id] ?? {}]));
  return withEmbedding({ ...own, merged }, ours, theirs);
}

/** So many contexts of merged threads are kept, of the latest. */
const CONTEXTS = 8;

function withEmbedding(context: Context, ours: Thread, theirs: Thread): Context {
  const embedding = ours.state.context.embedding ?? theirs.state.context.embedding;
  return embedding === undefined ? context : { ...context, embedding };
}

function contextsIn(merged: Context[string] | undefined): Readonly<Record<string, Context>> {
  if (!isTable(merged)) return {};
  return Object.fromEntries(
    Object.entries(merged).flatMap(([id, context]) => (isTable(context) ? [[id, context]] : [])),
  );
}
