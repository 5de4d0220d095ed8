import assert from "node:assert/strict";
import { test } from "node:test";
import { DAWN, lessonsIn, Mind } from "../mind.js";

const sags = (mind: Mind, minute: number, data = {}) =>
  mind.hears(minute, "host", "supply", { intensity: 1, tags: ["urgent"], data: { text: "the supply sags", ...data } });

test("when power runs short the node says so once, asks for nothing that costs, and waits for better days", () => {
  const mind = new Mind();
  sags(mind, 0);
  assert.equal(mind.attendsTo, "keep the battery: supply");
  assert.deepEqual(
    mind.thinks(1).filter(({ kind }) => kind !== "thread"),
    [{ kind: "say", line: "keep-the-battery", text: "the supply sags" }],
  );
  sags(mind, 10);
  assert.deepEqual(
    mind.thinks(11).filter(({ kind }) => kind !== "thread"),
    [],
  );
  mind.thinks(41);
  assert.equal(mind.thread("keep-the-battery").state.phase, "there is power again");
  assert.equal(lessonsIn(mind.sleeps(200))[0]?.sentence, "power runs short about 06 o'clock UTC");
});

test("a battery that says when it will be empty sets a deadline, and the thread ends with it", () => {
  const mind = new Mind();
  sags(mind, 0, { empty_at_s: DAWN + 20 * 60 });
  assert.equal(mind.thread("keep-the-battery").deadline, DAWN + 20 * 60);
  mind.thinks(21);
  assert.equal(mind.thread("keep-the-battery").status, "complete");
});

test("a hot processor is minded by the board's own thread", () => {
  const mind = new Mind();
  mind.hears(0, "host", "temperature", { intensity: 0.9 });
  assert.deepEqual(
    mind.threads.map(({ kind }) => kind),
    ["mind-the-board"],
  );
  sags(mind, 1);
  assert.deepEqual(
    mind.threads.map(({ kind }) => kind),
    ["mind-the-board", "keep-the-battery"],
  );
});
