import type { AttentionSettings } from "../../domain/attention-settings.js";
import type { Percept } from "../../domain/percept.js";
import { electrodeOf } from "../../domain/percept-source.js";
import type { Thread } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import { kindOf } from "../kinds/all.js";
import { doubtElectrode } from "../kinds/doubt-electrode.js";
import { findPercept } from "../pool/pool.js";
import { number, texts } from "../state/context.js";
import type { Draft } from "../state/draft.js";
import type { Lesson } from "../state/lesson.js";
import { findThread } from "../threads/find-thread.js";
import { strike } from "./diary/keep.js";
import { addExamples, looksIn } from "./examples/examples.js";
import { LIVELY } from "./examples/look.js";
import { dismissesLesson } from "./forms/dismisses.js";
import { usualLesson } from "./forms/usual.js";
import { wasLesson } from "./forms/was.js";
import { applyInsightsIfChanged, countEvidence, storeLesson } from "./insights.js";
import { noteTeaching, undo } from "./undo.js";

/** A person looked: that counts for more than one sighting. */
const LOOKED = 2;
/** Words for what somebody's hands did: what came soon before and after may be they as well. */
const HANDS: ReadonlySet<string> = new Set(["handling", "visit", "watering"]);
/** To be left in peace is half a dismissal: it must be asked for again and again. */
const HUSHED = 0.5;

/** The operator's words are evidence, at once; what they changed is kept, so that they can be taken back. */
export function learnFromOperator(draft: Draft, percept: Percept, now: Seconds, settings: AttentionSettings): void {
  if (percept.source !== "operator") return;
  const { type, data } = percept;
  const { insights, learning } = draft;
  if (type === "dismiss") dismissed(draft, percept, now);
  else if (type === "confirm") confirmed(draft, percept, now);
  else if (type === "label") labelled(draft, percept, now);
  else if (type === "undo") undo(draft, String(data.teaching));
  else if (type === "electrode.calibrate") calibrated(draft, data, now);
  else if (type === "hush" && typeof data.electrode === "string" && typeof data.type === "string")
    learn(draft, { ...dismissesLesson(data.electrode, data.type, draft.words.insights), weight: HUSHED }, now);
  else return;
  if (type !== "undo") noteTeaching(draft, percept, { insights, learning });
  applyInsightsIfChanged(draft, now, settings);
}

function dismissed(draft: Draft, percept: Percept, now: Seconds): void {
  const { data } = percept;
  if (typeof data.insight === "string") countEvidence(draft, data.insight, LOOKED, now, true);
  else if (typeof data.electrode === "string")
    learn(
      draft,
      dismissesLesson(data.electrode, typeof data.type === "string" ? data.type : undefined, draft.words.insights),
      now,
    );
  const thread = threadIn(draft, data);
  if (thread === undefined) return;
  for (const lesson of lessonsOf(thread, draft.words)) learn(draft, { ...lesson, against: true }, now);
  if (isDoubt(thread)) {
    judge(draft, thread, true, percept);
    return;
  }
  const { first, last } = thread.state.context;
  if (typeof first === "number" && typeof last === "number") strike(draft, thread.subject, [first, last], "word");
  const about = mostOf(draft, thread);
  if (about !== undefined) learn(draft, dismissesLesson(...about, draft.words.insights), now);
}

function confirmed(draft: Draft, percept: Percept, now: Seconds): void {
  const { data } = percept;
  if (typeof data.insight === "string") countEvidence(draft, data.insight, LOOKED, now);
  const thread = threadIn(draft, data);
  if (thread === undefined) return;
  for (const lesson of lessonsOf(thread, draft.words)) learn(draft, { ...lesson, weight: LOOKED }, now);
  judge(draft, thread, !isDoubt(thread), percept);
  const about = mostOf(draft, thread);
  if (about === undefined || isDoubt(thread)) return;
  // It was what it was called, and it matters.
  learn(draft, { ...dismissesLesson(...about, draft.words.insights), against: true, weight: LOOKED }, now);
  contradict(draft, ...about, now);
}

/** What was measured while a channel's voltage was known is what the channel itself is like. */
function calibrated(draft: Draft, { electrode, noise_mv, hum_mv, drift_mv_min }: Percept["data"], now: Seconds): void {
  if (typeof electrode !== "string") return;
  for (const [fact, value] of Object.entries({ noise: noise_mv, hum: hum_mv, drift: drift_mv_min }))
    if (typeof value === "number")
      learn(draft, { ...usualLesson(fact, electrode, value, draft.words.insights), weight: LOOKED }, now);
}

function labelled(draft: Draft, { id, data }: Percept, now: Seconds): void {
  const { electrode, as, called, from, to } = data;
  if (typeof electrode !== "string" || typeof as !== "string" || typeof from !== "number" || typeof to !== "number")
    return;
  const looks = looksIn(draft, electrode, from, to);
  if (!LIVELY.has(as)) strike(draft, electrode, [from, to], HANDS.has(as) ? "hand" : "word");
  for (const isRight of [true, false])
    addExamples(
      draft,
      electrode,
      looks.filter(({ type }) => (type === as) === isRight),
      isRight,
      id,
    );
  const types = texts(called);
  if (types.includes(as)) contradict(draft, electrode, as, now);
  else
    for (const type of types)
      if (LIVELY.has(type))
        learn(draft, { ...wasLesson(electrode, type, as, draft.words.insights), weight: LOOKED }, now);
}

/** What it was about was what it was called, or was something else. */
function judge(draft: Draft, thread: Thread, right: boolean, { id, at }: Percept): void {
  const { first, last } = thread.state.context;
  const to = isDoubt(thread) ? at : number(last, thread.lastActive);
  const looks = looksIn(draft, thread.subject, number(first, thread.created), to);
  const runs = looks.filter(({ type }) => type === "burst" || type === "train");
  addExamples(draft, thread.subject, runs, right, id);
}

function isDoubt({ kind }: Thread): boolean {
  return kind === doubtElectrode.name;
}

/** It was no mistake to call it so. */
function contradict(draft: Draft, electrode: string, called: string, now: Seconds): void {
  for (const { id, data } of draft.insights)
    if (data.form === "was" && data.electrode === electrode && data.called === called)
      countEvidence(draft, id, LOOKED, now, true);
}

function learn(draft: Draft, lesson: Lesson, now: Seconds): void {
  storeLesson(draft, lesson, { first: now, last: now });
}

function threadIn(draft: Draft, { thread }: Percept["data"]): Thread | undefined {
  return typeof thread === "string" ? findThread(draft, thread) : undefined;
}

function lessonsOf(thread: Thread, words: Catalogue): readonly Lesson[] {
  return kindOf(thread.kind)?.lessons(thread, words) ?? [];
}

/** The electrode and type of what mattered most to a thread, as far as the pool still has it. */
function mostOf(draft: Draft, thread: Thread): readonly [string, string] | undefined {
  let most = 0;
  let found: readonly [string, string] | undefined;
  for (const { percept: id, relevance } of thread.refs) {
    const percept = relevance > most ? findPercept(draft.pool, id) : undefined;
    const electrode = percept === undefined ? undefined : electrodeOf(percept.source);
    if (percept === undefined || electrode === undefined) continue;
    most = relevance;
    found = [electrode, percept.type];
  }
  return found;
}
