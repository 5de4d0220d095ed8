import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { eventsOf, groveRecording, start } from "./andas.js";
import { folderForAll } from "./folder.js";

const TYPES = [
  "sample-gap",
  "morning",
  "spike",
  "glyph",
  "percept",
  "reflex",
  "thread",
  "reading",
  "breath",
  "insight",
  "commit",
  "alert",
  "voice",
];
const folder = folderForAll();

async function replay(t: TestContext, file: string, how: string, env: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await start(t, ["replay", file, how, "--quiet"], env).ended;
  assert.deepEqual([code, stderr], [0, ""]);
  return stdout;
}

/** The whole story of a recording. */
async function isSteady(t: TestContext, file: string): Promise<void> {
  const [here, there] = await Promise.all([
    replay(t, file, "--json", { TZ: "UTC" }),
    replay(t, file, "--json", { TZ: "Asia/Tokyo", LANG: "sv_SE.UTF-8" }),
  ]);
  assert.ok(here === there, "another time zone, other bytes");
  let last = Number.NEGATIVE_INFINITY;
  for (const [i, { type, at, seq }] of eventsOf(here).entries()) {
    assert.ok(TYPES.includes(type), type);
    assert.ok(typeof at === "number" && at >= last - 1e-9, `line ${i} lies at ${at}, after ${last}`);
    assert.equal(seq, i);
    last = at;
  }
  for (const type of ["spike", "glyph", "percept", "thread", "breath", "commit"])
    assert.ok(
      eventsOf(here).some((event) => event.type === type),
      `there is a ${type}`,
    );
}

test("a grove's recording is replayed to the same bytes, again and in Tokyo", async (t) => {
  const file = await groveRecording(folder.path, 24_000);
  await isSteady(t, file);
  const [page, again] = await Promise.all([
    replay(t, file, "--digest", { TZ: "America/Caracas" }),
    replay(t, file, "--digest", { TZ: "Asia/Tokyo" }),
  ]);
  assert.equal(page, again);
  assert.match(page, /^grove\.csv: /);
});

test("the recording of a real fungus is replayed to the same bytes, again and in Tokyo", async (t) => {
  const file = process.env.RECORDING;
  if (file === undefined || !existsSync(file)) return t.skip("needs RECORDING: the path of a real recording");
  await isSteady(t, file);
});
