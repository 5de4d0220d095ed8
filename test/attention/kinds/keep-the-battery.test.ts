import assert from "node:assert/strict";
import { test } from "node:test";
import { AttentionUnderTest, DAWN, lessonsIn } from "../attention-under-test.js";

const sags = (attention: AttentionUnderTest, minute: number, data = {}) =>
  attention.hears(minute, "host", "supply", {
    intensity: 1,
    tags: ["urgent"],
    data: { text: "the supply sags", ...data },
  });

test("when power runs short the node says so once, asks for nothing that costs, and waits for better days", () => {
  const attention = new AttentionUnderTest();
  sags(attention, 0);
  assert.equal(attention.attendsTo, "keep the battery: supply");
  assert.deepEqual(
    attention.thinks(1).filter(({ kind }) => kind !== "thread"),
    [{ kind: "say", line: "keep-the-battery", text: "the supply sags" }],
  );
  sags(attention, 10);
  assert.deepEqual(
    attention.thinks(11).filter(({ kind }) => kind !== "thread"),
    [],
  );
  attention.thinks(41);
  assert.equal(attention.thread("keep-the-battery").state.phase, "there is power again");
  assert.equal(lessonsIn(attention.sleeps(200))[0]?.sentence, "power runs short about 06 o'clock UTC");
});

test("a battery that says when it will be empty sets a deadline, and the thread ends with it", () => {
  const attention = new AttentionUnderTest();
  sags(attention, 0, { empty_at_s: DAWN + 20 * 60 });
  assert.equal(attention.thread("keep-the-battery").deadline, DAWN + 20 * 60);
  attention.thinks(21);
  assert.equal(attention.thread("keep-the-battery").status, "complete");
});

test("a hot processor is minded by the board's own thread", () => {
  const attention = new AttentionUnderTest();
  attention.hears(0, "host", "temperature", { intensity: 0.9 });
  assert.deepEqual(
    attention.threads.map(({ kind }) => kind),
    ["mind-the-board"],
  );
  sags(attention, 1);
  assert.deepEqual(
    attention.threads.map(({ kind }) => kind),
    ["mind-the-board", "keep-the-battery"],
  );
});
