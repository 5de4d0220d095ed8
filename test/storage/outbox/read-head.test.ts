import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Message } from "../../../src/domain/message.js";
import { readWrittenHead } from "../../../src/storage/outbox/read-head.js";
import { readHead, writeMessage } from "../../../src/storage/outbox/records.js";

const message = fc.record<Message>({
  boot: fc.nat(),
  seq: fc.maxSafeNat(),
  at: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
  quality: fc.constantFrom("ntp", "rtc", "floor", "simulated"),
  cycle: fc.nat(),
  topic: fc.oneof(fc.constant("spike/e1"), fc.string({ unit: "grapheme" })),
  payload: fc.json(),
});

test("law: the head of a message is what was written, whatever stands in it", () => {
  fc.assert(
    fc.property(message, ({ payload, ...head }) => {
      const json = Buffer.from(writeMessage({ ...head, payload }));
      const expected = { ...head, at: head.at + 0, topic: Buffer.from(head.topic).toString() }; // JSON knows no -0
      assert.deepEqual(readHead(json), { kind: "head", head: expected });
      const quick = readWrittenHead(json);
      if (quick !== undefined) assert.deepEqual(quick, expected);
    }),
    { numRuns: 2000 },
  );
});

test("what a node writes all the time is read the quick way, and nothing else is", () => {
  const head = { boot: 7, seq: 12, at: 946684800.25, quality: "ntp", cycle: 4, topic: "spike/e1" } as const;
  const json = writeMessage({ ...head, payload: '{"v":1}' });
  assert.deepEqual(readWrittenHead(Buffer.from(json)), head);
  assert.deepEqual(readWrittenHead(Buffer.from(json.replace("946684800.25", "-12"))), { ...head, at: -12 });
  const others: readonly (readonly [string, string])[] = [
    ['"boot":7', '"boot":-7'],
    ['"boot":7', '"boot":1234567890123456'],
    ["946684800.25", "1.2.3"],
    ["946684800.25", "1e99"],
    ["946684800.25", ""],
    ['"ntp"', '"sundial"'],
    ['"cycle":4', '"cycle":null'],
    ["spike/e1", "spike\\\\u002fe1"],
    ['"payload":"', '"payload":{"'],
    ['","payload":', ""],
    ["{", "["],
  ];
  for (const [from, to] of others) assert.equal(readWrittenHead(Buffer.from(json.replace(from, to))), undefined, to);
});
