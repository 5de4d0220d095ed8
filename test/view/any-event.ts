import fc from "fast-check";
import { PHASES } from "../../src/domain/breath.js";
import type { NodeEvent } from "../../src/domain/event.js";
import { GLYPHS } from "../../src/domain/glyph.js";
import { EVENTS } from "../../src/domain/reading.js";

/** Any code points at all, lone surrogates and control characters among them. */
const codePoints = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x2ff }), fc.integer({ min: 0, max: 0x10ffff })), { maxLength: 60 })
  .map((points) => String.fromCodePoint(...points));

/** Text of every sort: other scripts, emoji, combining marks, escape sequences, bidi tricks, line breaks. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  codePoints,
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.constantFrom(
    "\x1b[2J\x1b[31mred",
    "木の下で聞く",
    "🍄🌲🌳",
    "a\nb\tc",
    "\u202eevil\u202c",
    "e\u0301\u0301\u0301",
    "",
  ),
);
const text = anyText;
const name = fc.constantFrom("e1", "e2", "a-very-long-electrode-name-of-a-very-long-cable", "e4", "e5", "e6");
const at = fc.double({ min: -1e9, max: 4e9, noNaN: true });
const near = fc.double({ min: 946684800, max: 946684800 + 90000, noNaN: true });
const time = fc.oneof(at, near, near, near);
const figure = fc.double();
const length = fc.nat({ max: 900 });
const CAUSES = ["rhythm", "gasp", "early-exhale", "sentinel", "deepened", "held", "released", "start"] as const;
const action = fc.oneof(
  fc.record({ kind: fc.constant("pulse" as const), output: text, seconds: time }),
  fc.record({ kind: fc.constant("publish" as const), text }),
  fc.record({ kind: fc.constant("alert" as const), text }),
  fc.record({ kind: fc.constant("breath" as const), call: fc.constantFrom("gasp" as const, "exhale" as const) }),
);

const happening = fc.oneof(
  fc.record({ type: fc.constant("sample-gap" as const), device: text, reason: text, lost: fc.nat() }),
  fc.record({
    type: fc.constant("spike" as const),
    spike: fc.record({
      electrode: name,
      onset: time,
      peak: time,
      end: time,
      amplitude: figure,
      polarity: fc.constantFrom(1 as const, -1 as const),
      z: figure,
      match: figure,
      decided: time,
    }),
  }),
  fc.record({
    type: fc.constant("glyph" as const),
    glyph: fc.record({
      electrode: name,
      name: fc.constantFrom(...GLYPHS),
      start: time,
      end: time,
      spikes: fc.nat(),
      amplitude: figure,
      decided: time,
    }),
  }),
  fc.record({
    type: fc.constant("reflex" as const),
    reflex: text,
    action,
    percept: fc.constant("p-1"),
  }),
  fc.record({
    type: fc.constant("thread" as const),
    change: fc.constantFrom(
      ...(["created", "referred", "activated", "paused", "frozen", "thawed", "completed", "culled"] as const),
    ),
    thread: fc.record({
      id: fc.constantFrom("t-1", "t-2", "t-3", "t-4"),
      kind: text,
      goal: text,
      subject: name,
      refs: fc.constant([]),
      why: fc.constant({ boosts: [], age: 1, habituation: 1 }),
      state: fc.record({ phase: text, context: fc.constant({}), nextStep: text }),
      salience: fc.double({ min: 0, max: 1, noNaN: true }),
      status: fc.constantFrom(...(["active", "paused", "frozen", "complete"] as const)),
      created: time,
      lastActive: time,
    }),
  }),
  fc.record({
    type: fc.constant("reading" as const),
    reading: fc.record({
      text,
      event: fc.constantFrom(...EVENTS),
      confidence: figure,
      surprise: figure,
      electrodes: fc.array(name, { maxLength: 8 }),
      start: time,
      end: time,
      decided: time,
    }),
  }),
  fc.record({
    type: fc.constant("breath" as const),
    breath: fc.record({
      phase: fc.constantFrom(...PHASES),
      cycle: fc.nat(),
      since: time,
      until: time,
      cause: fc.constantFrom(...CAUSES),
      rhythm: fc.record({
        kind: fc.constant("fixed" as const),
        phases: fc.record({ inhale: length, hold: length, exhale: length, pause: length }),
      }),
      ahead: fc.array(fc.record({ phase: fc.constantFrom(...PHASES), cycle: fc.nat(), since: time, until: time }), {
        maxLength: 8,
      }),
    }),
  }),
  fc.record({
    type: fc.constant("insight" as const),
    insight: fc.record({
      id: fc.string(),
      kind: fc.constant("fact" as const),
      subject: name,
      sentence: text,
      data: fc.constant({ form: "fact" }),
      support: fc.nat(),
      against: fc.nat(),
      firstSeen: time,
      lastSeen: time,
    }),
  }),
  fc.record({ type: fc.constant("commit" as const), bytes: fc.nat(), commits: fc.nat() }),
  fc.record({
    type: fc.constant("alert" as const),
    alert: fc.record({ id: fc.constantFrom("a", "b", "c"), text, at: time, raised: fc.boolean() }),
  }),
);

/** Anything at all that a node might tell. */
export const anyEvent: fc.Arbitrary<NodeEvent> = fc
  .tuple(time, fc.nat(), happening)
  .map(([when, seq, what]) => ({ at: when, seq, ...what }));
