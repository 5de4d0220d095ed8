import assert from "node:assert/strict";
import { test } from "node:test";
import type { Listening } from "../../src/domain/electrode.js";
import { aForest, START } from "./a-forest.js";

/** Half a minute of inhaling in every two: rests are long beside what is heard. */
const PHASES = { inhale: 30, hold: 15, exhale: 45, pause: 30 };
const CYCLE = 120;
const calm = { electrodes: 2, activity: 0, disturbance: 0, settle_minutes: 0 };

async function fastGrove(listening: Listening | undefined) {
  const grove = { kind: "grove", config: { ...calm, rate_hz: 10 }, ...(listening && { listening }) };
  const forest = await aForest({ devices: [grove], breath: { phases: PHASES } });
  await forest.node.start();
  await forest.until(20 * CYCLE);
  await forest.node.stop("stopped");
  const glyphs = forest.of("glyph").map(({ glyph }) => glyph);
  return { ...forest, glyphs, unheard: glyphs.filter(({ name }) => name === "unheard") };
}

test("what a node does not hear while it rests is unheard: never a gap, never a silence, and no fault", async () => {
  const { glyphs, unheard, of, node } = await fastGrove("inhale");
  // Of two electrodes in twenty breaths; what the latest of them were is not settled yet.
  assert.ok(unheard.length >= 2 * 10, `${unheard.length} times unheard`);
  for (const { start, end } of unheard) {
    const into = (start - START) % CYCLE;
    assert.ok(Math.abs(into - PHASES.inhale) <= 1.5, `a rest begins as the inhale ends, not ${into} s into the breath`);
    assert.ok(Math.abs(end - start - (CYCLE - PHASES.inhale)) <= 1.5, `${end - start} s unheard`);
  }
  assert.deepEqual(
    glyphs.filter(({ name }) => name === "gap"),
    [],
  );
  for (const { name, start, end } of glyphs)
    assert.ok(
      name === "unheard" || name === "settling" || end - start <= PHASES.inhale + 1,
      `${name} of ${end - start} s`,
    );
  assert.deepEqual(of("sample-gap"), []);
  assert.deepEqual(
    of("percept").filter(({ percept }) => /gap|unheard/.test(percept.type)),
    [],
  );
  const heard = node.inputs.all.reduce((rows, input) => rows + input.rows, 0);
  assert.ok(Math.abs(heard - 20 * PHASES.inhale * 10) <= 20, `${heard} rows woke the processor`);
});

test("a device that is listened to always has nothing unheard", async () => {
  const { unheard, node } = await fastGrove("continuous");
  assert.deepEqual(unheard, []);
  assert.ok(node.inputs.all.every((input) => input.rows >= 20 * CYCLE * 10 - 10));
});

test("unless the card says otherwise, what is faster than 1 Hz is heard in the inhale alone", async () => {
  const { node, unheard } = await fastGrove(undefined);
  assert.equal(node.inputs.all[0]?.listening, "inhale");
  assert.ok(unheard.length > 0);
});

test("a sentinel that calls during the rest ends it: the node inhales at once", async () => {
  const devices = [
    { kind: "grove", listening: "sentinel" as const, config: { ...calm, rate_hz: 10 } },
    { kind: "button", listening: "sentinel" as const, config: { line: 17 } },
  ];
  const { node, gpio, of, until, now } = await aForest({ devices, breath: { phases: PHASES } });
  await node.start();
  await until(100.5);
  assert.equal(node.breath?.phase, "pause");
  gpio.press(17);
  assert.deepEqual(
    [node.breath?.phase, node.breath?.cause, node.breath?.cycle, node.breath?.since],
    ["inhale", "sentinel", 2, now()],
  );
  const before = node.inputs.all[0]?.rows ?? 0;
  await until(110);
  assert.ok((node.inputs.all[0]?.rows ?? 0) - before >= 90, "it listens again");
  gpio.press(17);
  assert.equal(node.breath?.cycle, 2, "who inhales already need not be called");
  await node.stop("stopped");
  assert.equal(of("percept").filter(({ percept }) => percept.source.includes("button")).length, 0);
});

test("a button that is no sentinel is somebody's word, and an inhale now", async () => {
  const devices = [
    { kind: "grove", config: { ...calm, rate_hz: 1 } },
    { kind: "button", config: { line: 17 } },
  ];
  const { node, gpio, of, until } = await aForest({ devices, breath: { phases: PHASES } });
  await node.start();
  await until(100.5);
  assert.equal(node.breath?.phase, "pause");
  gpio.press(17);
  assert.equal(of("percept").length, 1);
  await until(101);
  assert.deepEqual([node.breath?.phase, node.breath?.cause], ["inhale", "gasp"]);
  await node.stop("stopped");
});
