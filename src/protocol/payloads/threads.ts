import { z } from "zod";
import type { Facts } from "../../domain/percept.js";
import type { SalienceParts, Thread, ThreadStatus } from "../../domain/thread.js";
import type { Seconds } from "../../domain/time.js";
import { STAMP, type Stamped, stamped } from "../envelope.js";
import { facts, given, lazily, read, round } from "../json.js";
import { type TimeStyle, time, UTC } from "../time.js";

/** What the node attends to: the threads that are told, and how many more there are. */
export interface ThreadsReport {
  /** Most salient first. */
  readonly active: readonly Thread[];
  /** The top few. */
  readonly paused: readonly (Pick<Thread, "id" | "kind" | "goal" | "salience" | "why"> & {
    readonly sentence: string;
  })[];
  readonly pausedCount: number;
  readonly frozen: number;
  readonly complete: number;
  readonly arousal: number;
  readonly factors: Readonly<Record<string, number>>;
  readonly threshold: number;
}

/** A thread as it is heard: percepts by their ids, and what it waits for in a word. */
export interface ThreadMessage extends Pick<Thread, "id" | "kind" | "goal" | "subject" | "salience" | "state"> {
  readonly status: ThreadStatus;
  readonly why: WhyMessage;
  readonly refs: readonly string[];
  readonly waiting?: { readonly for: string; readonly until: Seconds };
  readonly deadline?: Seconds;
  readonly merged?: readonly { readonly id: string; readonly goal: string }[];
  readonly created: Seconds;
  readonly lastActive: Seconds;
}

/** `SalienceParts`, whose sources a later version may have more of. */
export interface WhyMessage extends Pick<SalienceParts, "age" | "habituation"> {
  readonly boosts: readonly { readonly by: string; readonly boost: number }[];
}

/** `threads`, as it is heard. */
export interface ThreadsMessage
  extends Pick<ThreadsReport, "pausedCount" | "frozen" | "complete" | "arousal" | "factors" | "threshold"> {
  readonly active: readonly ThreadMessage[];
  readonly paused: readonly (Pick<Thread, "id" | "kind" | "goal" | "salience"> & {
    readonly why: WhyMessage;
    readonly sentence: string;
  })[];
}

const share = z.number().describe("0 to 1");
const count = z.int().min(0);

const why = lazily(() => z.object({ boosts: z.record(z.string(), z.number()), age: share, habituation: share }));
const brief = lazily(() =>
  z.object({ id: z.string(), kind: z.string(), goal: z.string(), salience: share, why: why() }),
);

const thread = lazily(() =>
  brief().extend({
    subject: z.string(),
    status: z.enum(["active", "paused", "frozen", "complete"]),
    deadline: time.optional(),
    merged: z.array(z.object({ id: z.string(), goal: z.string() })).optional(),
    waiting_for: z.string().optional(),
    waiting_until: time.optional(),
    refs: z.array(z.string()).describe("ids of percepts"),
    state: z.object({ phase: z.string(), context: facts, next_step: z.string() }),
    created: time,
    last_active: time,
  }),
);

export const threadsSchema = lazily(() =>
  z
    .object({
      ...STAMP,
      arousal: share,
      aroused_by: z.record(z.string(), z.number()),
      threshold: share.describe("the salience that takes the attention now"),
      active: thread().nullable(),
      also_active: z.array(thread()).optional(),
      paused: z.array(brief().extend({ sentence: z.string() })).describe("the top few"),
      paused_count: count.describe("all of them"),
      frozen: count,
      complete: count,
    })
    .describe("what the node attends to: the active thread whole, the paused in a line, the others counted; retained"),
);

/** `threads`: the active one whole, the top few of the paused in a line with why, all others counted. */
export function threadsBody(report: ThreadsReport): Facts {
  const [active, ...others] = report.active;
  const risen = Object.entries(report.factors).filter(([, level]) => level >= 0.0005);
  return {
    arousal: round(report.arousal, 3),
    aroused_by: Object.fromEntries(risen.map(([name, level]) => [name, round(level, 3)])),
    threshold: round(report.threshold, 3),
    active: active ? threadBody(active, UTC) : null,
    ...(others.length > 0 && { also_active: others.map((thread) => threadBody(thread, UTC)) }),
    paused: report.paused.map(({ id, kind, goal, salience, why, sentence }) => ({
      ...{ id, kind, goal, salience: round(salience, 3), why: whyBody(why), sentence },
    })),
    paused_count: report.pausedCount,
    frozen: report.frozen,
    complete: report.complete,
  };
}

export function threadBody(thread: Thread, time: TimeStyle): Facts {
  return {
    id: thread.id,
    kind: thread.kind,
    goal: thread.goal,
    subject: thread.subject,
    status: thread.status,
    salience: round(thread.salience, 3),
    why: whyBody(thread.why),
    ...(thread.deadline !== undefined && { [`deadline${time.suffix}`]: time.write(thread.deadline) }),
    ...(thread.merged && { merged: thread.merged }),
    ...(thread.waiting &&
      thread.waiting.over !== true && {
        waiting_for: thread.waiting.name ?? thread.waiting.for,
        [`waiting_until${time.suffix}`]: time.write(thread.waiting.until),
      }),
    refs: thread.refs.map((reference) => reference.percept),
    state: { phase: thread.state.phase, context: thread.state.context, next_step: thread.state.nextStep },
    [`created${time.suffix}`]: time.write(thread.created),
    [`last_active${time.suffix}`]: time.write(thread.lastActive),
  };
}

/** Why a thread is as salient as it is. */
function whyBody({ boosts, age, habituation }: SalienceParts): Facts {
  const rounded = boosts.map(({ by, boost }) => [by, round(boost, 3)]);
  return { boosts: Object.fromEntries(rounded), age: round(age, 3), habituation: round(habituation, 3) };
}

export function decodeThreads(payload: string): Stamped<ThreadsMessage> | undefined {
  const said = read(threadsSchema, payload);
  if (said === undefined) return undefined;
  const { arousal, aroused_by: factors, threshold, active, also_active, paused, frozen, complete } = said;
  return stamped(said, {
    active: [...(active === null ? [] : [active]), ...(also_active ?? [])].map(threadFrom),
    paused: paused.map((one) => ({ ...one, why: whyFrom(one.why) })),
    ...{ pausedCount: said.paused_count, frozen, complete, arousal, factors, threshold },
  });
}

function threadFrom(said: z.output<ReturnType<typeof thread>>): ThreadMessage {
  const { id, kind, goal, subject, status, salience, deadline, merged, refs, state, created } = said;
  const { waiting_for, waiting_until, last_active: lastActive } = said;
  return {
    ...{ id, kind, goal, subject, status, salience, refs, created, lastActive, why: whyFrom(said.why) },
    state: { phase: state.phase, context: state.context, nextStep: state.next_step },
    ...given({ deadline }),
    ...given({ merged }),
    ...(waiting_for !== undefined &&
      waiting_until !== undefined && { waiting: { for: waiting_for, until: waiting_until } }),
  };
}

function whyFrom({ boosts, age, habituation }: z.output<ReturnType<typeof why>>): WhyMessage {
  return { boosts: Object.entries(boosts).map(([by, boost]) => ({ by, boost })), age, habituation };
}
