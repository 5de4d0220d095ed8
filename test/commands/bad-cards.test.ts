import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { put, textOf } from "../config/card-folder.js";
import { andas, lines, nodeOn } from "./andas.js";

const GROVE = { name: "g", kind: "grove" };
const BAD: readonly [string, Record<string, unknown>, string][] = [
  [
    "a key that nobody knows",
    { "node.json": { site: "a", node: "b", plaec: {} } },
    'node.json: plaec: is not known here; did you mean "place"?',
  ],
  [
    "a value of a wrong type",
    { "node.json": { site: "a", node: "b" }, "breath.json": { phases: { inhale_s: "long" } } },
    'breath.json: phases.inhale_s: is the text "long"; write a number',
  ],
  [
    "two devices with one name",
    { "node.json": { site: "a", node: "b" }, "electrodes.json": { devices: [GROVE, GROVE] } },
    'electrodes.json: devices[1].name: is "g", as devices[0] is already; give each its own',
  ],
];

for (const [what, files, fault] of BAD)
  test(`${what} on the card: check and run name the file, the place and what would be right, and end with 2`, async (t) => {
    const node = await nodeOn(t, { files });
    const check = await andas(t, "check", "--config", node.config);
    assert.equal(check.code, 2);
    assert.ok(check.stdout.startsWith(fault), check.stdout);
    const run = await andas(t, ...node.args);
    assert.deepEqual([run.code, run.stdout, lines(run.stderr).length], [2, "", 1], run.stderr);
    assert.ok(run.stderr.includes(fault), run.stderr);
    await assert.rejects(access(node.state), "a node that never started leaves no state");
  });

test("a card that goes bad does not stop a node that has lived: it goes on as before, and the card is told", async (t) => {
  const node = await nodeOn(t, { files: { "electrodes.json": { devices: [GROVE] } } });
  assert.equal(
    (await andas(t, ...node.args, "--recording", await shortRecording(node.config), "--speed", "max")).code,
    0,
  );
  await put(node.config, { "electrodes.json": "{ torn" });
  const again = await andas(t, ...node.args, "--recording", await shortRecording(node.config), "--speed", "max");
  assert.equal(again.code, 0, again.stderr);
  assert.match(again.stderr, /is bad: the last good configuration is in force until it is mended/);
  assert.match((await textOf(node.config, "ERRORS.txt")) ?? "", /electrodes\.json/);
});

for (const which of ["port", "websocketPort"] as const)
  test(`a ${which} that is taken is one clear line and exit code 1`, async (t) => {
    const node = await nodeOn(t);
    await listenOn(t, node[which]);
    const { code, stdout, stderr } = await andas(t, ...node.args, "--recording", await shortRecording(node.config));
    assert.deepEqual([code, stdout, lines(stderr).length], [1, "", 1], stderr);
    assert.match(
      stderr,
      new RegExp(
        `^andas: port ${node[which]} is taken, .*: stop it, name it as "broker" in node\\.json, or choose other ports`,
      ),
    );
  });

async function shortRecording(folder: string): Promise<string> {
  await put(folder, { "short.csv": `e1_mv\n${"1.5\n".repeat(100)}` });
  return `${folder}/short.csv`;
}

async function listenOn(t: TestContext, port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  t.after(() => server.close());
}
