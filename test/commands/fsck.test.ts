import assert from "node:assert/strict";
import { appendFile, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { temporary } from "../config/card-folder.js";
import { andas, groveRecording, lines, nodeOn, start } from "./andas.js";
import { folderForAll } from "./folder.js";

const folder = folderForAll();
let night = "";
before(async () => {
  night = await groveRecording(folder.path, 6000);
});

test("the card of a node is damaged: fsck says what is lost, repairs the rest, and the node goes on", async (t) => {
  const { config, state } = await nodeOn(t, { broker: "mqtt://127.0.0.1:1" });
  const args = ["run", "--config", config, "--state", state, "--recording", night, "--no-host", "--no-reader"];
  const ran = await start(t, [...args, "--speed", "max"]).ended;
  assert.equal(ran.code, 0, ran.stderr);
  const fsck = (...more: string[]) => andas(t, "fsck", "--state", state, ...more);
  const well = await fsck();
  assert.deepEqual([well.code, well.stderr], [0, ""], well.stdout);
  assert.match(well.stdout, /^state\.json: whole, version 3, 18 sections, committed 2000-/);
  assert.match(well.stdout, /outbox\/00000001\.log: whole, \d+ messages, \d+ waiting\n/);

  const segment = join(state, "outbox", "00000001.log");
  const whole = await readFile(segment);
  await appendFile(segment, '99 0 {"boot":1,"seq":999999,"at":');
  await writeFile(join(state, "state.json"), '{"v":3');
  const looked = await fsck("--check", "--json");
  const said = JSON.parse(looked.stdout) as { v: number; ok: boolean; files: { file: string; verdict: string }[] };
  assert.deepEqual([looked.code, said.v, said.ok], [1, 1, false]);
  assert.deepEqual(
    said.files.filter(({ verdict }) => verdict !== "whole").map(({ file, verdict }) => [file, verdict]),
    [
      ["state.json", "mendable"],
      ["outbox/00000001.log", "mendable"],
    ],
  );
  assert.match((await fsck("--check")).stdout, /state\.json: mendable: .*; a repair: put aside, and restored from/);

  const out = join(folder.path, "state-as-one.json");
  const mended = await fsck("--export", out);
  assert.equal(mended.code, 0, mended.stdout);
  assert.match(
    mended.stdout,
    /outbox\/00000001\.log: mended: .* \(33 bytes, 1 record, boot 1 seq 999999\); cut off; left: /,
  );
  assert.match(lines(mended.stdout).at(-1) ?? "", /^\d+ files: \d+ whole, 2 mended$/);
  assert.deepEqual(await readFile(segment), whole);
  const exported = JSON.parse(await readFile(out, "utf8"));
  assert.deepEqual([exported.from, exported.sections.boot], ["state.json", { v: 1, data: 1 }]);
  assert.ok(exported.outbox.waiting.length > 0);
  assert.equal((await stat(out)).mode & 0o077, 0);

  const again = await start(t, [...args, "--speed", "max"]).ended;
  assert.equal(again.code, 0);
  assert.doesNotMatch(again.stderr, /last good state|damaged/);

  await writeFile(join(state, "state.json"), "");
  await writeFile(join(state, "state.last-good.json"), "");
  const lost = await fsck();
  assert.equal(lost.code, 1);
  assert.match(lost.stdout, /state\.json: damaged: it is empty: a node puts it aside and begins anew/);
});

test("fsck keeps off a state that a node runs on, and says what it was given wrong", async (t) => {
  const { args, state } = await nodeOn(t);
  const node = start(t, [...args, "--recording", night, "--no-reader", "--speed", "1", "--verbose"]);
  await node.said(/inhale/);
  const refused = await andas(t, "fsck", "--state", state);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^andas: another andas \(pid \d+\) uses .*: stop it/);
  node.process.kill("SIGTERM");
  await node.ended;
  const unwritable = await andas(t, "fsck", "--state", state, "--export", join(state, "none", "x.json"));
  assert.equal(unwritable.code, 2);
  assert.match(unwritable.stderr, /give --export another name/);
  const nothing = await andas(t, "fsck", "--state", join(await temporary(t), "none"));
  assert.equal(nothing.code, 2);
  assert.match(nothing.stderr, /holds no state: say with --state/);
});
