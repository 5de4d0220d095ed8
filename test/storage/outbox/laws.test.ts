import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rankOf } from "../../../src/storage/outbox/policy.js";
import { KEPT } from "../../fakes/crash-disk.js";
import type { CrashFiles } from "../../fakes/crash-files.js";
import { all, anOutbox } from "./an-outbox.js";

const topic = fc.constantFrom("alert/a", "insight/i", "reading/r", "reflex/x", "spike/e1", "glyph/e1", "percept/e1");
const deed = fc.oneof(
  { weight: 6, arbitrary: fc.record({ put: topic, size: fc.nat(90) }) },
  { weight: 2, arbitrary: fc.record({ acknowledge: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.constant("commit" as const) },
  { weight: 1, arbitrary: fc.constant("restart" as const) },
  { weight: 1, arbitrary: fc.record({ resend: fc.nat(30) }) },
);

test("law: what went in is there, in order, or was acknowledged, or is counted and named as dropped; and the least important fell out", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { maxLength: 80 }),
      fc.integer({ min: 300, max: 2000 }),
      fc.nat(1500),
      async (story, waiting, sent) => {
        const life = { bounds: { waiting, sent }, segmentBytes: 400 };
        let { files, outbox, put, boot } = await anOutbox(undefined, life);
        const unacknowledged = new Map<string, string>();
        let numbers = 0;
        let seq = 0;
        for (const one of story) {
          if (one === "commit" || one === "restart") {
            await outbox.commit();
            if (one === "restart") {
              ({ files, outbox, put, boot } = await anOutbox(
                files.crash(files.steps.length, KEPT) as CrashFiles,
                life,
              ));
              seq = 0;
            }
          } else if ("put" in one) {
            put(one.put, { text: "x".repeat(one.size) });
            unacknowledged.set(`${boot}/${++seq}`, one.put);
            numbers++;
          } else if ("acknowledge" in one) {
            const message = (await all(outbox))[one.acknowledge];
            if (message === undefined) continue;
            outbox.acknowledge(message);
            unacknowledged.delete(`${message.boot}/${message.seq}`);
          } else {
            const { count, gone } = outbox.resend({ boot, from: 1, to: one.resend + 1 });
            const lost = gone.reduce((sum, { from, to }) => sum + to - from + 1, 0);
            assert.equal(count + lost, Math.min(seq, one.resend + 1));
          }
        }
        const before = outbox.dropped;
        await outbox.commit();
        const left = (await all(outbox)).filter(({ again }) => again !== true);
        const order = left.map((message) => 1e6 * message.boot + message.seq);
        assert.deepEqual(
          order,
          order.toSorted((a, b) => a - b),
        );
        for (const message of left) assert.equal(unacknowledged.get(`${message.boot}/${message.seq}`), message.topic);
        assert.equal(left.length, outbox.depth);
        assert.equal(unacknowledged.size - left.length, outbox.dropped, `${numbers} were put in`);
        if (outbox.dropped > before) {
          const there = new Set(left.map((message) => `${message.boot}/${message.seq}`));
          const fell = [...unacknowledged].filter(([name]) => !there.has(name));
          const least = Math.max(...left.map((message) => rankOf(message.topic)), 0);
          assert.ok(fell.some(([, what]) => rankOf(what) >= least));
        }
      },
    ),
    {
      numRuns: 300,
      // A message that fell out before it ever lay on the disk had its name all the same.
      examples: [
        [
          [
            { put: "alert/a", size: 24 },
            "restart",
            { put: "insight/i", size: 23 },
            "restart",
            { put: "alert/a", size: 0 },
          ],
          300,
          0,
        ],
      ],
    },
  );
});
