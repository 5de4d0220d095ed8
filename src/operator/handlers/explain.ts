import { loudness } from "../../attention/pool/decay.js";
import { resolve } from "../../attention/pool/pool.js";
import { arousalAt, thresholdAt } from "../../attention/salience/arousal.js";
import { salienceOf } from "../../attention/salience/salience.js";
import type { AttentionRules, AttentionState } from "../../attention/state/state.js";
import { findThread } from "../../attention/threads/find-thread.js";
import type { Answer } from "../../domain/command.js";
import { confidenceOf } from "../../domain/insight.js";
import type { Facts } from "../../domain/percept.js";
import type { Reference, Thread } from "../../domain/thread.js";
import { iso, type Seconds } from "../../domain/time.js";
import type { AnswerWords } from "../../language/catalogue/answers.js";
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
  const { settings, words } = rules;
  const found = id === undefined ? foremost(state) : findThread(state, id);
  if (found === undefined) {
    if (id !== undefined) return undefined;
    return { text: words.answers.noThread, thread: null, references: [] };
  }
  const thread: Thread = { ...found, ...(found.status !== "complete" && salienceOf(found, state, now, settings)) };
  const threshold = thresholdAt(arousalAt(state.arousal, now, settings), settings);
  const references = thread.refs.map((reference) => explainReference(reference, state, now, rules));
  return {
    text: words.answers.why({ thread, threshold, now }),
    thread: threadBody(thread, UTC),
    threshold: rounded(threshold),
    references,
    gone: references.filter((reference) => reference.gone === true).length,
  };
}

/**
 * What was learnt, surest first, and apart from it what is suspected and told to nobody else; with `about`, of an electrode or another
 * subject alone.
 */
export function explainLearnt(
  { insights, learning }: Pick<AttentionState, "insights" | "learning">,
  words: AnswerWords,
  about?: string,
): Answer {
  const suspicions = learning.suspicions.filter(({ subject }) => about === undefined || subject === about);
  const ofIt = insights
    .filter((insight) => about === undefined || insight.subject === about)
    .sort((a, b) => confidenceOf(b) - confidenceOf(a) || b.lastSeen - a.lastSeen || (a.id < b.id ? -1 : 1));
  const surest = ofIt.slice(0, IN_A_SENTENCE).map((one) => ({ sentence: one.sentence, confidence: confidenceOf(one) }));
  return {
    text: words.learnt({ about, count: ofIt.length, surest, suspected: suspicions.map(({ sentence }) => sentence) }),
    insights: ofIt.slice(0, MOST).map((insight) => insightBody(insight, UTC)),
    count: ofIt.length,
    suspicions: suspicions.map(({ id, sentence, confidence }) => ({ id, sentence, confidence })),
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

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
