import { loudness } from "../../attention/pool/decay.js";
import { resolve } from "../../attention/pool/pool.js";
import { arousalAt, thresholdAt } from "../../attention/salience/arousal.js";
import { salienceOf } from "../../attention/salience/salience.js";
import type { AttentionRules, AttentionState } from "../../attention/state/state.js";
import { findThread } from "../../attention/threads/find-thread.js";
import type { Answer } from "../../domain/command.js";
import { confidenceOf, type Insight } from "../../domain/insight.js";
import type { Facts } from "../../domain/percept.js";
import type { Reference, Thread, Waiting } from "../../domain/thread.js";
import { iso, type Seconds, spoken } from "../../domain/time.js";
import { insightBody } from "../../protocol/payloads/insight.js";
import { threadBody } from "../../protocol/payloads/threads.js";
import { UTC } from "../../protocol/time.js";

/** More insights than these nobody reads in an answer; all of them stand on `insight/<id>`. */
const MOST = 20;

/** So many are said in the sentence. */
const IN_A_SENTENCE = 3;

/**
 * Why a thread has the attention, or has not: its salience with its parts as they are now, its references with what of them is
 * still there, and what it waits for. Without `id` it speaks of the active thread, else of the most salient. Undefined where there
 * is no such thread; without any thread at all it says so.
 */
export function explainThread(
  state: AttentionState,
  now: Seconds,
  rules: AttentionRules,
  id?: string,
): Answer | undefined {
  const found = id === undefined ? foremost(state) : findThread(state, id);
  if (found === undefined) {
    if (id !== undefined) return undefined;
    return { text: "nothing has the attention: there is no thread", thread: null, references: [] };
  }
  const { settings } = rules;
  const thread: Thread = { ...found, ...(found.status !== "complete" && salienceOf(found, state, now, settings)) };
  const threshold = thresholdAt(arousalAt(state.arousal, now, settings), settings);
  const references = thread.refs.map((reference) => explainReference(reference, state, now, rules));
  return {
    text: `${headline(thread, threshold, now)}. ${whyIn(thread)}. ${nextIn(thread)}.`,
    thread: threadBody(thread, UTC),
    threshold: rounded(threshold),
    references,
    gone: references.filter((reference) => reference.gone === true).length,
  };
}

/** What was learnt, surest first; with `about`, of an electrode or another subject alone. */
export function explainLearnt(insights: readonly Insight[], about?: string): Answer {
  const ofIt = insights
    .filter((insight) => about === undefined || insight.subject === about)
    .sort((a, b) => confidenceOf(b) - confidenceOf(a) || b.lastSeen - a.lastSeen || (a.id < b.id ? -1 : 1));
  const where = about === undefined ? "" : ` about ${about}`;
  const sentences = ofIt.slice(0, IN_A_SENTENCE).map((one) => `${one.sentence} (${percent(confidenceOf(one))} sure)`);
  const count = ofIt.length === 1 ? "one thing was" : `${ofIt.length} things were`;
  return {
    text:
      ofIt.length === 0
        ? `nothing was learnt${where} yet`
        : `${count} learnt${where}; the surest: ${sentences.join("; ")}`,
    insights: ofIt.slice(0, MOST).map((insight) => insightBody(insight, UTC)),
    count: ofIt.length,
  };
}

function foremost({ live }: AttentionState): Thread | undefined {
  return (
    live.find((thread) => thread.status === "active") ??
    live.reduce<Thread | undefined>(
      (best, one) => (best !== undefined && best.salience >= one.salience ? best : one),
      undefined,
    )
  );
}

function explainReference(
  reference: Reference,
  state: AttentionState,
  now: Seconds,
  { settings }: AttentionRules,
): Facts {
  const { percept: id, relevance, parts } = reference;
  const matters = { percept: id, relevance: rounded(relevance), parts: partsOf(parts) };
  const percept = resolve(state.pool, id, now, settings.pool);
  if (percept === undefined) return { ...matters, gone: true };
  return {
    ...matters,
    source: percept.source,
    type: percept.type,
    at: iso(percept.at),
    loudness: rounded(loudness(percept, now, settings.pool)),
  };
}

function partsOf(parts: Reference["parts"]): Facts {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, rounded(part)]));
}

/** `t-4 "follow the burst on e2" has the attention: salience 0.71, from 0.40 on a thread may take it` */
function headline({ id, goal, status, salience, lastActive }: Thread, threshold: number, now: Seconds): string {
  const ago = `${spoken(now - lastActive)} ago`;
  const is = {
    active: "has the attention",
    paused: `was last minded ${ago}`,
    frozen: `was left ${ago} and is frozen`,
    complete: "is over",
  }[status];
  const line = `${id} "${goal}" ${is}`;
  if (status === "complete") return line;
  return `${line}: salience ${salience.toFixed(2)}, from ${threshold.toFixed(2)} on a thread may take it`;
}

function whyIn({ why, refs }: Thread): string {
  const boosts = why.boosts.map(({ by, boost }) => `${by} ${boost.toFixed(2)}`);
  if (boosts.length === 0) return refs.length === 0 ? "It refers to nothing" : "What it came of has faded";
  const less = [
    ...(why.age < 0.995 ? [`less for its age (times ${why.age.toFixed(2)})`] : []),
    ...(why.habituation < 0.995 ? [`less because it is nothing new (times ${why.habituation.toFixed(2)})`] : []),
  ];
  return `That comes of ${[boosts.join(", "), ...less].join(", ")}`;
}

function nextIn({ state, waiting, status }: Thread): string {
  if (status === "complete") return `It ended: ${state.phase}`;
  if (waiting === undefined) return `Next: ${state.nextStep}`;
  return `It waits for ${awaited(waiting)}, at most until ${iso(waiting.until)}; then: ${state.nextStep}`;
}

function awaited({ for: what, name }: Waiting): string {
  const plain = {
    percept: "something of its own",
    time: "its time",
    phase: "a phase",
    reply: "a reply",
    model: "a reading",
  };
  if (name === undefined) return plain[what];
  return what === "phase" ? `the ${name}` : `${plain[what]} of ${name}`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
