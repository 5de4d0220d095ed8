import { z } from "zod";
import { TOPIC_KINDS, type TopicKind, topicPattern } from "../topics.js";
import { alertSchema } from "./alert.js";
import { breathSchema } from "./breath.js";
import { commandSchema } from "./command.js";
import { desiredConfigSchema, reportedConfigSchema } from "./config.js";
import { descriptionSchema } from "./description.js";
import { glyphSchema } from "./glyph.js";
import { healthSchema } from "./health.js";
import { holdSchema } from "./hold.js";
import { insightSchema } from "./insight.js";
import { lastSchema } from "./last.js";
import { logSchema } from "./log.js";
import { mailboxSchema } from "./mailbox.js";
import { morningSchema } from "./morning.js";
import { perceptSchema } from "./percept.js";
import { readingSchema } from "./reading.js";
import { recordingSchema } from "./recording.js";
import { reflexSchema } from "./reflex.js";
import { resultSchema } from "./result.js";
import { spikeSchema } from "./spike.js";
import { stateSchema } from "./state.js";
import { threadsSchema } from "./threads.js";
import { traceSchema } from "./trace.js";
import { voiceSchema } from "./voice.js";

/** What may stand on each topic, and how its name is written. */
const SCHEMAS: Readonly<Record<TopicKind, () => z.ZodType>> = {
  state: stateSchema,
  description: descriptionSchema,
  breath: breathSchema,
  health: healthSchema,
  last: lastSchema,
  spike: spikeSchema,
  glyph: glyphSchema,
  percept: perceptSchema,
  reading: readingSchema,
  recording: recordingSchema,
  trace: traceSchema,
  reflex: reflexSchema,
  voice: voiceSchema,
  threads: threadsSchema,
  morning: morningSchema,
  insight: insightSchema,
  alert: alertSchema,
  command: commandSchema,
  result: resultSchema,
  hold: holdSchema,
  "config-desired": desiredConfigSchema,
  "config-reported": reportedConfigSchema,
  log: logSchema,
  mailbox: mailboxSchema,
};

/** What the name in a topic names, where it is not an id. */
const NAMES: Partial<Record<TopicKind, string>> = {
  last: "electrode",
  spike: "electrode",
  glyph: "electrode",
  percept: "source",
  reading: "event",
  recording: "dump",
  trace: "electrode",
  voice: "line",
  command: "name",
  result: "name",
  log: "level",
};

/** A payload, for an index. */
export interface PayloadEntry {
  readonly kind: TopicKind;
  /** Below the node's root: `spike/<electrode>`. */
  readonly topic: string;
  /** One line. */
  readonly summary: string;
}

/** All of them. */
export function payloadIndex(): readonly PayloadEntry[] {
  return TOPIC_KINDS.map((kind) => ({
    kind,
    topic: topicPattern(kind, NAMES[kind] ?? "id"),
    summary: SCHEMAS[kind]().description ?? "",
  }));
}

/** JSON Schema (draft-07) of a payload as it is on the wire. */
export function payloadJsonSchema({ kind, topic }: Pick<PayloadEntry, "kind" | "topic">): z.core.JSONSchema.JSONSchema {
  const schema = z.toJSONSchema(SCHEMAS[kind](), { io: "input", target: "draft-7", unrepresentable: "any" });
  return { ...schema, title: `andas: ${topic}` };
}
