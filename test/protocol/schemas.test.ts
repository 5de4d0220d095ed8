import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { encodeStamped } from "../../src/protocol/envelope.js";
import { encodeCommand } from "../../src/protocol/payloads/command.js";
import { eventMessage, eventTopic } from "../../src/protocol/payloads/event.js";
import { encodeHold } from "../../src/protocol/payloads/hold.js";
import { encodeResult } from "../../src/protocol/payloads/result.js";
import { payloadIndex, payloadJsonSchema } from "../../src/protocol/payloads/schemas.js";
import { encodeState } from "../../src/protocol/payloads/state.js";
import { threadsBody } from "../../src/protocol/payloads/threads.js";
import { TOPIC_KINDS, type TopicKind } from "../../src/protocol/topics.js";
import { count, quality, queuedEvent, shape, share, text, thread } from "./arbitraries.js";

const START = 946_684_800;

/** A reader that knows nothing but the JSON Schema. */
function reader(kind: TopicKind): (payload: string) => void {
  const payload = payloadIndex().find((one) => one.kind === kind);
  assert.ok(payload);
  const schema = z.fromJSONSchema(payloadJsonSchema(payload));
  return (text) => void schema.parse(JSON.parse(text));
}

test("every topic has the schema of its payload, draft-07, with a line that says what it is", () => {
  assert.deepEqual(
    payloadIndex().map(({ kind }) => kind),
    TOPIC_KINDS,
  );
  for (const payload of payloadIndex()) {
    const schema = payloadJsonSchema(payload);
    assert.match(schema.$schema ?? "", /draft-07/, payload.kind);
    assert.equal(schema.title, `andas: ${payload.topic}`);
    assert.equal(schema.type, "object", payload.kind);
    assert.match(payload.summary, /^[a-z]/, payload.kind);
  }
});

test("what a node says is what its schema says", () => {
  const readers = new Map(TOPIC_KINDS.map((kind) => [kind, reader(kind)]));
  const read = (kind: TopicKind, payload: string): void => readers.get(kind)?.(payload);
  fc.assert(
    fc.property(queuedEvent, quality, (event, worth) => {
      const topic = eventTopic(event);
      assert.ok(topic);
      read(topic.kind, eventMessage(event, topic, 1, worth).encode({ boot: 1, seq: 1 }));
    }),
  );
  const report = shape({
    ...{ active: fc.array(thread, { maxLength: 2 }), pausedCount: count, frozen: count, complete: count },
    ...{ paused: fc.constant([]), arousal: share(), factors: fc.constant({}), threshold: share() },
  });
  fc.assert(
    fc.property(report, (one) => read("threads", encodeStamped(threadsBody(one), { at: START, quality: "ntp" }))),
  );
  fc.assert(
    fc.property(text, (reason) => {
      read("state", encodeState({ state: "sleeping", births: 1, since: START, quality: "rtc", until: START, reason }));
      read("hold", encodeHold({ until: START, reason }));
      read("command", encodeCommand({ transaction: reason, expires: START, body: { text: reason } }));
      read("result", encodeResult(undefined, { status: "ok", data: { text: reason } }));
      read("result", encodeResult(reason, { status: "error", error: { code: "busy", message: reason } }));
    }),
  );
  assert.throws(() => read("spike", '{"v":1}'), /./);
});
