import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Message } from "../../src/domain/message.js";
import { BoundedOutbox } from "../../src/storage/outbox.js";

let seq = 0;
function message(topic: string, payload = "{}"): Message {
  return { boot: 1, seq: seq++, topic, payload, at: seq, cycle: 1, retain: false };
}
function all(outbox: BoundedOutbox): Message[] {
  return Array.from({ length: outbox.depth }, (_, i) => outbox.at(i) as Message);
}
const room = { count: 3, bytes: 1e6 };

test("messages come out in the order in which they came in, whatever they are", () => {
  const outbox = new BoundedOutbox();
  const sent = ["percept/e1", "alert/hot", "spike/e1", "voice/1", "reading/wave", "glyph/e2"].map((t) => message(t));
  for (const each of sent) outbox.put(each);
  assert.deepEqual(all(outbox), sent);
  assert.equal(outbox.at(sent.length), undefined);
});

test("what is acknowledged is gone, and nothing else", () => {
  const outbox = new BoundedOutbox();
  const [a, b, c] = [message("spike/e1"), message("alert/x"), message("spike/e1")];
  for (const each of [a, b, c]) outbox.put(each);
  outbox.acknowledge(a);
  outbox.acknowledge(a);
  assert.deepEqual(all(outbox), [b, c]);
  assert.equal(outbox.dropped, 0);
});

test("when it is full, percepts fall out first, then spikes, alerts last, the oldest of each first", () => {
  const outbox = new BoundedOutbox(room);
  const [p1, s1, p2] = [message("percept/e1"), message("spike/e1"), message("percept/e2")];
  for (const each of [p1, s1, p2]) outbox.put(each);
  const alerts = [1, 2, 3, 4].map((n) => message(`alert/${n}`));
  const left = alerts.map((alert) => {
    outbox.put(alert);
    return all(outbox);
  });
  const [a1, a2, a3, a4] = alerts as [Message, Message, Message, Message];
  assert.deepEqual(left, [
    [s1, p2, a1],
    [s1, a1, a2],
    [a1, a2, a3],
    [a2, a3, a4],
  ]);
  assert.equal(outbox.dropped, 4);
});

test("a percept that finds nothing but alerts falls out itself", () => {
  const outbox = new BoundedOutbox(room);
  for (const n of [1, 2, 3]) outbox.put(message(`alert/${n}`));
  outbox.put(message("percept/e1"));
  assert.equal(outbox.dropped, 1);
  assert.ok(all(outbox).every((each) => each.topic.startsWith("alert/")));
});

test("the acknowledgement of one that fell out on its way takes no other", () => {
  const outbox = new BoundedOutbox(room);
  const onItsWay = message("percept/e1");
  outbox.put(onItsWay);
  for (const n of [1, 2, 3]) outbox.put(message(`spike/${n}`));
  outbox.acknowledge(onItsWay);
  assert.equal(outbox.depth, 3);
});

test("one message too big for the whole outbox drives nothing out", () => {
  const outbox = new BoundedOutbox({ count: 10, bytes: 100 });
  const small = message("percept/e1");
  outbox.put(small);
  outbox.put(message("alert/long", "x".repeat(200)));
  assert.deepEqual(all(outbox), [small]);
  assert.equal(outbox.dropped, 1);
});

test("five thousand wait by default, and are taken out quickly", () => {
  const outbox = new BoundedOutbox();
  for (let i = 0; i < 20_000; i++) outbox.put(message("spike/e1"));
  assert.equal(outbox.depth, 5000);
  assert.equal(outbox.dropped, 15_000);
  for (let oldest = outbox.at(0); oldest; oldest = outbox.at(0)) outbox.acknowledge(oldest);
  assert.equal(outbox.depth, 0);
  assert.equal(outbox.bytes, 0);
});

const topics = fc.constantFrom(
  "alert/a",
  "insight/i",
  "reading/r",
  "reflex/x",
  "spike/e1",
  "glyph/e1",
  "percept/e1",
  "voice/v",
);
const deeds = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ put: topics, size: fc.nat(60) }) },
    { weight: 1, arbitrary: fc.record({ acknowledge: fc.nat(6) }) },
    { weight: 1, arbitrary: fc.constant("restart" as const) },
  ),
  { maxLength: 80 },
);

test("law: never over its bounds, in order, and what went in is there, acknowledged or counted as dropped", () => {
  const least = ["percept"];
  const most = ["alert", "insight", "reading", "reflex"];
  const importance = (m: Message) => {
    const word = m.topic.split("/")[0] as string;
    return most.includes(word) ? 0 : least.includes(word) ? 2 : 1;
  };
  fc.assert(
    fc.property(deeds, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 20, max: 300 }), (story, count, bytes) => {
      let outbox = new BoundedOutbox({ count, bytes });
      let put = 0;
      let acknowledged = 0;
      for (const deed of story) {
        const before = all(outbox);
        if (deed === "restart") {
          const saved = JSON.parse(JSON.stringify(outbox));
          outbox = new BoundedOutbox({ count, bytes });
          outbox.restore(saved);
          assert.deepEqual(all(outbox), before);
        } else if ("put" in deed) {
          const one = message(deed.put, "x".repeat(deed.size));
          outbox.put(one);
          put++;
          const after = all(outbox);
          const fell = [...before, one].filter((m) => !after.includes(m));
          if (one.topic.length + one.payload.length <= bytes)
            for (const lost of fell)
              for (const kept of after)
                assert.ok(
                  importance(lost) > importance(kept) || (importance(lost) === importance(kept) && lost.seq < kept.seq),
                  `${lost.topic} fell out before ${kept.topic}`,
                );
        } else {
          const one = outbox.at(deed.acknowledge);
          if (one) {
            outbox.acknowledge(one);
            acknowledged++;
            assert.deepEqual(
              all(outbox),
              before.filter((m) => m !== one),
            );
          }
        }
        const now = all(outbox);
        assert.equal(put, acknowledged + outbox.dropped + outbox.depth);
        assert.ok(outbox.depth <= count && outbox.bytes <= bytes);
        assert.equal(
          outbox.bytes,
          now.reduce((sum, m) => sum + m.topic.length + m.payload.length, 0),
        );
        assert.deepEqual(
          now,
          now.toSorted((a, b) => a.seq - b.seq),
        );
      }
    }),
    { numRuns: 300 },
  );
});
