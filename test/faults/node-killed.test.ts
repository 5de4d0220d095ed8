import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { aBroker, saidOn } from "../commands/a-broker.js";
import { groveRecording, lines, nodeOn, start } from "../commands/andas.js";
import { temporary } from "../config/card-folder.js";
import { pause } from "../mqtt/real-brokers.js";
import { type Kept, keptIn } from "../node/kept.js";

const LIVES = 7;

test("a node that is killed at any moment goes on in its next life: nothing torn, nothing forgotten, no name given twice", async (t) => {
  const grove = await groveRecording(await temporary(t));
  const broker = await aBroker(t);
  const node = await nodeOn(t, { broker: broker.url });
  const random = new SeededRandom("kills");
  /** Resolves when it has gone to sleep so many times from now on. */
  const asleep = (times: number) =>
    new Promise<void>((resolve) => {
      let left = times;
      const hear = (_topic: string, payload: Buffer) => {
        if (!payload.includes('"state":"sleeping"') || --left > 0) return;
        broker.client.off("message", hear);
        resolve();
      };
      broker.client.on("message", hear);
    });
  let last: Kept | undefined;
  for (let life = 1; life <= LIVES; life++) {
    const running = start(t, [...node.args, "--recording", grove, "--speed", "max"]);
    const breaths = 10 + Math.floor(random.next() * 40);
    const moment = Math.round(random.next() * 20);
    await asleep(breaths);
    await pause(moment);
    running.process.kill("SIGKILL");
    const { code, stderr } = await running.ended;
    const when = `life ${life}, killed ${moment} ms after breath ${breaths}: ${lines(stderr).slice(-3).join(" | ")}`;
    assert.equal(code, null, when);
    assert.doesNotMatch(stderr, /torn|damaged|begins anew/, when);

    const state = keptIn(await readFile(join(node.state, "state.json"), "utf8"));
    assert.equal(state.boot, life, when);
    if (last !== undefined) {
      for (const key of ["births", "cycle", "percepts"] as const) assert.ok(state[key] >= last[key], `${key}, ${when}`);
      assert.ok((state.committed ?? 0) >= (last.committed ?? 0), when);
      const known = new Set(state.attention.insights.map(({ id }) => id));
      for (const { id } of last.attention.insights) assert.ok(known.has(id), `insight ${id}, ${when}`);
    }
    last = state;
  }
  assert.ok(last && last.attention.insights.length > 0, "there was something to forget");

  const names = new Map<string, string>();
  const percepts = new Map<unknown, string>();
  for (const { topic, body } of saidOn(broker.heard, "spike/", "glyph/", "percept/", "reflex/")) {
    const { historical, ...said } = body;
    const text = `${topic} ${JSON.stringify(said)}`;
    const name = `${body.boot} ${body.seq}`;
    assert.equal(names.get(name) ?? text, text, "a name is given once");
    names.set(name, text);
    if (!topic.startsWith("percept/")) continue;
    assert.equal(percepts.get(body.id) ?? text, text, "a percept's id is never used again");
    percepts.set(body.id, text);
  }
  assert.ok(percepts.size > 20, `${percepts.size} percepts`);
});
