import fc from "fast-check";
import { CAUSES, PHASES } from "../../src/domain/breath.js";
import type { NodeEvent } from "../../src/domain/event.js";
import { GLYPHS } from "../../src/domain/glyph.js";
import type { Json } from "../../src/domain/percept.js";
import type { PerceptSource } from "../../src/domain/percept-source.js";
import { EVENTS } from "../../src/domain/reading.js";
import type { Action } from "../../src/domain/reflex.js";
import { TOPIC_KINDS, type Topic } from "../../src/protocol/topics.js";
import { aBreath } from "../fakes/a-breath.js";

/** Times on the wire have milliseconds, from the year 1 to 9999. */
export const time = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }).map((ms) => ms / 1000);

/** A number that the wire tells to so many digits. */
export function decimal(digits: number, most = 1000) {
  const scale = 10 ** digits;
  return fc.integer({ min: -most * scale, max: most * scale }).map((steps) => steps / scale || 0);
}

/** 0 to 1, to so many digits. */
export const share = (digits = 3) => fc.integer({ min: 0, max: 10 ** digits }).map((steps) => steps / 10 ** digits);

export const count = fc.nat({ max: 1e9 });
export const text = fc.string({ unit: "grapheme", maxLength: 60 });
export const id = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
export const quality = fc.constantFrom("ntp" as const, "rtc" as const, "floor" as const, "simulated" as const);
const flag = fc.boolean();

/** Plain objects without the one key that JavaScript has for itself. */
export function record<Value>(value: fc.Arbitrary<Value>) {
  return fc.dictionary(
    text.filter((key) => key !== "__proto__"),
    value,
    { maxKeys: 5, noNullPrototype: true },
  );
}

export const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    ...[text, decimal(3), flag, fc.constant(null)],
    fc.array(tie("json"), { maxLength: 3 }),
    record(tie("json")),
  ),
})).json;

/** The keys in `optional` may be left out. */
function shape<Fields, Optional extends keyof Fields = never>(
  fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> },
  ...optional: Optional[]
) {
  const requiredKeys = (Object.keys(fields) as (keyof Fields)[]).filter(
    (key): key is Exclude<keyof Fields, Optional> => !(optional as (keyof Fields)[]).includes(key),
  );
  return fc.record(fields, { requiredKeys, noNullPrototype: true });
}

export { shape };

export const source: fc.Arbitrary<PerceptSource> = fc.oneof(
  fc.constantFrom<PerceptSource>("host", "operator", "sky", "node"),
  id.map((name): PerceptSource => `electrode/${name}`),
  id.map((name): PerceptSource => `reflex/${name}`),
);

export const spike = shape({
  ...{ electrode: id, onset: time, peak: time, end: time, decided: time },
  ...{ amplitude: decimal(5), polarity: fc.constantFrom(1 as const, -1 as const), z: decimal(2), match: share() },
});

export const glyph = shape(
  {
    ...{ electrode: id, name: fc.constantFrom(...GLYPHS), start: time, end: time, decided: time },
    ...{ spikes: count, amplitude: decimal(5), deep: fc.constant(true as const) },
  },
  "deep",
);

export const reading = shape({
  ...{ event: fc.constantFrom(...EVENTS), confidence: share(), surprise: decimal(3), text },
  ...{ electrodes: fc.array(id, { maxLength: 4 }), start: time, end: time, decided: time },
});

export const percept = shape({
  ...{ id: id.map((n) => `p-${n}`), source, type: id, intensity: share(), at: time },
  ...{ tags: fc.array(id, { maxLength: 4 }), data: record(json) },
});

export const insight = shape({
  ...{ id, kind: fc.constantFrom("pattern" as const, "correction" as const, "preference" as const, "fact" as const) },
  ...{ subject: id, sentence: text, data: record(json).map((more) => ({ ...more, form: "rhythm" })) },
  ...{ support: decimal(2).map(Math.abs), against: decimal(2).map(Math.abs), firstSeen: time, lastSeen: time },
});

const told = fc.array(shape({ id, sentence: text }), { maxLength: 12 });
const dayFact = shape(
  { value: decimal(3), usual: decimal(3), changed: fc.constantFrom("more" as const, "less" as const) },
  ...(["value", "usual", "changed"] as const),
);
const hour = fc.nat(23);
const span = shape({ from: time, until: time });
export const anyMorning = shape({
  ...{ from: time, to: time, learnt: told, lost: told },
  electrodes: fc.array(
    shape(
      {
        ...{ electrode: text, heard: decimal(0).map(Math.abs), days: fc.nat(14) },
        ...{ rate: dayFact, amplitude: dayFact, level: dayFact },
        ...{ shape: fc.constantFrom("+slow", "-fast", "-very-slow"), usualShape: fc.constantFrom("+slow", "-fast") },
        liveliest: shape({ from: hour, to: hour }),
      },
      ...(["shape", "usualShape", "liveliest"] as const),
    ),
    { maxLength: 12 },
  ),
  moments: fc.array(
    shape({
      ...{ thread: id, electrodes: fc.array(id, { maxLength: 3 }), text, from: time, until: time, salience: share() },
      raw: span,
    }),
    { maxLength: 3 },
  ),
  unheard: fc.array(
    shape(
      { electrodes: fc.array(id, { maxLength: 5 }), all: flag, from: time, until: time, why: id },
      ...(["why"] as const),
    ),
    { maxLength: 8 },
  ),
});

export const alert = shape({ id, text, raised: flag, at: time });

const seconds = decimal(0).map(Math.abs);
export const action: fc.Arbitrary<Action> = fc.oneof(
  shape({ kind: fc.constant("pulse" as const), output: id, seconds }),
  shape({ kind: fc.constant("level" as const), output: id, on: flag }),
  shape({ kind: fc.constant("publish" as const), text }),
  shape({ kind: fc.constant("alert" as const), text }),
  shape({ kind: fc.constant("record" as const), before: seconds, after: seconds }),
  shape({ kind: fc.constant("breath" as const), call: fc.constantFrom("gasp" as const, "exhale" as const) }),
  shape({
    kind: fc.constant("breath" as const),
    call: fc.constantFrom("deepen" as const, "stay-awake" as const),
    seconds,
  }),
  shape({ kind: fc.constant("backup" as const) }),
  shape({ kind: fc.constant("mute" as const), electrode: id, seconds }, "electrode"),
  shape({ kind: fc.constant("rest" as const), seconds, probe: seconds }),
  shape({
    kind: fc.constant("command" as const),
    name: fc.constantFrom("gasp" as const, "hush" as const),
    body: record(json),
  }),
);

export const breath = shape({
  ...{ phase: fc.constantFrom(...PHASES), cycle: count, since: time, until: time.filter((at) => at < 253_400_000_000) },
  cause: fc.constantFrom(...CAUSES),
}).map(aBreath);

const heardMv = fc.oneof({ weight: 9, arbitrary: decimal(4) }, { weight: 1, arbitrary: fc.constant(Number.NaN) });
const trace = fc.array(fc.tuple(heardMv, heardMv, heardMv), { minLength: 1, maxLength: 20 }).chain((rows) =>
  shape({
    ...{ electrode: id, from: time, every: fc.integer({ min: 1, max: 3600 }) },
    ...{ least: fc.constant(rows.map(([one]) => one)), mean: fc.constant(rows.map(([, one]) => one)) },
    greatest: fc.constant(rows.map(([, , one]) => one)),
  }),
);

/** The events that go through the outbox. */
export const queuedEvent: fc.Arbitrary<NodeEvent> = fc
  .tuple(
    time,
    count,
    fc.oneof(
      spike.map((one) => ({ type: "spike" as const, spike: one })),
      glyph.map((one) => ({ type: "glyph" as const, glyph: one })),
      percept.map((one) => ({ type: "percept" as const, percept: one })),
      reading.map((one) => ({ type: "reading" as const, reading: one })),
      shape({ type: fc.constant("voice" as const), line: id, text }),
      shape({
        dump: id,
        part: fc.integer({ min: 1, max: 99 }),
        of: fc.integer({ min: 1, max: 99 }),
        device: text,
        electrodes: fc.array(id, { maxLength: 4 }),
        ...{ from: time, to: time, rows: count, data: fc.base64String() },
      }).map((recording) => ({ type: "recording" as const, recording })),
      trace.map((one) => ({ type: "trace" as const, trace: one })),
      shape({ type: fc.constant("reflex" as const), reflex: id, action, percept: id }),
    ),
  )
  .map(([at, seq, happening]) =>
    happening.type === "percept"
      ? { at, seq, ...happening, percept: { ...happening.percept, at } }
      : { at, seq, ...happening },
  );

const parts = shape({
  boosts: fc
    .uniqueArray(shape({ by: source, boost: share() }), { maxLength: 4, selector: ({ by }) => by })
    .map((boosts) => boosts),
  ...{ age: share(), habituation: share() },
});

export const thread = shape(
  {
    ...{ id: id.map((n) => `t-${n}`), kind: id, goal: text, subject: id, salience: share(), why: parts },
    status: fc.constantFrom("active" as const, "paused" as const),
    refs: fc.array(
      percept.map((one) => ({ percept: one.id, relevance: 1, parts: { rule: 1 } })),
      { maxLength: 4 },
    ),
    state: shape({ phase: id, context: record(json), nextStep: text }),
    waiting: shape({ for: fc.constantFrom("time" as const, "reply" as const), name: id, until: time }, "name"),
    ...{ deadline: time, merged: fc.array(shape({ id, goal: text }), { minLength: 1, maxLength: 2 }) },
    ...{ created: time, lastActive: time },
  },
  ...(["waiting", "deadline", "merged"] as const),
);

export const topic: fc.Arbitrary<Topic> = fc.constantFrom(...TOPIC_KINDS).chain((kind): fc.Arbitrary<Topic> => {
  switch (kind) {
    case "state":
    case "description":
    case "breath":
    case "health":
    case "threads":
    case "morning":
    case "hold":
    case "config-desired":
    case "config-reported":
    case "mailbox":
      return fc.constant({ kind });
    case "percept":
      return source.map((name) => ({ kind, name }));
    default:
      return fc.stringMatching(/^[^+#/\0]{1,20}$/).map((name) => ({ kind, name }));
  }
});
