import assert from "node:assert/strict";
import { test } from "node:test";
import { readWish } from "../../src/visit/wish.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { aForest } from "./a-forest.js";

const PHASES = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const BUTTON = { kind: "button", config: { line: 22, long_press: "visit", visit_minutes: 15 } };
const GROVE = { kind: "grove", config: { electrodes: 2, activity: 0, disturbance: 0, settle_minutes: 0 } };
const PATH = "/run/andas/visit.json";

/** A node with a light and a button, and somebody who holds it for four seconds from then on. */
async function visited(files = new CrashFiles({ "/run/andas/x": "" })) {
  const light = { kind: "led", config: { line: 4, shows: "status" } };
  const forest = await aForest({
    ...{ devices: [light, BUTTON, GROVE], breath: { phases: PHASES } },
    visit: { files, path: PATH },
  });
  await forest.node.start();
  const hold = async (from: number) => {
    await forest.until(from);
    forest.gpio.press(22);
    await forest.until(from + 4);
    forest.gpio.release(22);
    await forest.until(from + 5);
  };
  return { ...forest, files, hold };
}

test("a long press wishes for a visit: the node stays awake, says how each electrode touches, and ends it by itself", async () => {
  const { node, files, hold, until, noticed, breathPhases } = await withPhases();
  await hold(400);
  const wish = await readWish(files, PATH);
  assert.ok(wish !== undefined && wish.left > 880 && wish.left <= 900, `${wish?.left}`);
  assert.equal(wish.contact.length, 2);
  assert.match(wish.contact[0] ?? "", /^.+: \S+/);
  assert.deepEqual(
    noticed("operator").map(({ type }) => type),
    ["visit"],
  );
  await until(1300);
  assert.ok(!breathPhases(406, 1300).includes("pause"), "it stays awake");
  assert.ok((await readWish(files, PATH)) !== undefined);
  await until(1310);
  assert.equal(await files.size(PATH), undefined);
  await node.stop("stopped");
});

test("it ends at the second long press, with the node, and where the wish was taken away", async () => {
  const { node, files, hold, until, log } = await visited();
  await hold(10);
  assert.ok(await files.size(PATH));
  await hold(60);
  assert.equal(await files.size(PATH), undefined);
  await hold(100);
  await files.remove(PATH);
  await until(110);
  assert.equal(await files.size(PATH), undefined, "nobody writes it anew");
  await hold(200);
  assert.ok(await files.size(PATH));
  await node.stop("stopped");
  assert.equal(await files.size(PATH), undefined);
  const ends = log.flatMap((line) => /the visit is over: (.*)/.exec(line)?.[1] ?? []);
  assert.deepEqual(ends, [
    ...["the button was held once more", "whoever opened the door has closed it", "the node ends"],
  ]);
});

test("a wish that cannot be written is told, and the contact check goes on without a door", async () => {
  const files = new CrashFiles({ "/run/andas/x": "" });
  files.fault = ({ do: what }) => (what === "empty" || what === "write" ? "EROFS" : undefined);
  const { node, hold, log } = await visited(files);
  await hold(10);
  assert.match(log.join("\n"), /the visit's door stays shut: EROFS/);
  await node.stop("stopped");
});

async function withPhases() {
  const forest = await visited();
  const began = forest.now();
  const breathPhases = (from: number, to: number) =>
    forest
      .of("breath")
      .filter(({ breath: { since } }) => since >= began + from && since < began + to)
      .map(({ breath }) => breath.phase);
  return { ...forest, breathPhases };
}
