import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { temporary } from "../config/card-folder.js";
import { wellFormed } from "../view/read-svg.js";
import { andas, groveRecording, nodeOn, start } from "./andas.js";
import { folderForAll } from "./folder.js";

const folder = folderForAll();
let night = "";
before(async () => {
  night = await groveRecording(folder.path, 9000);
});

test("after two hours and a half: where the energy went, for how long the battery lasts, what settings would save, and a picture", async (t) => {
  const { config, state } = await nodeOn(t, { broker: "mqtt://127.0.0.1:1" });
  const card = JSON.parse(await readFile(join(config, "node.json"), "utf8"));
  const energy = { board: "4", battery_wh: 10 };
  await writeFile(join(config, "node.json"), JSON.stringify({ ...card, energy }));
  const where = ["--config", config, "--state", state];
  const run = ["run", ...where, "--recording", night, "--no-host", "--no-reader", "--speed", "max"];
  assert.equal((await start(t, run).ended).code, 0);

  const picture = join(folder.path, "energy.svg");
  const page = await andas(t, "energy", ...where, "--picture", picture);
  assert.deepEqual([page.code, page.stderr], [0, ""]);
  assert.match(page.stdout, /2\.50 h in the ledger, estimated/);
  assert.match(page.stdout, /\nall +2\.50 +6\.7\d\d +2\.70\d +540 *\n/);
  assert.match(page.stdout, /\n2000-01-01 +2\.50 /);
  assert.match(page.stdout, /the battery will last 0\.2 days, by what it holds and what is spent:\n- nothing measures/);
  assert.match(page.stdout, /\npause_s: 7200, switched off +0\.\d+ +2\.\d+ +\d+ %\n/);
  const svg = await readFile(picture, "utf8");
  wellFormed(svg);
  assert.match(
    svg,
    /<desc id="andas-desc">mean watts of each hour, by phase of the breath; 4, estimated\. 3 hours: inhale 1\.\d+ Wh/,
  );

  const json = await andas(t, "energy", ...where, "--json");
  const said = JSON.parse(json.stdout);
  assert.equal(said.v, 1);
  assert.deepEqual([said.energy.board, said.energy.board_known, said.energy.measured], ["4", true, 0]);
  const phases: { wh: number }[] = Object.values(said.energy.phases);
  assert.ok(Math.abs(phases.reduce((sum, { wh }) => sum + wh, 0) - said.energy.wh) < 0.001);
  assert.equal(said.days.length, 1);
  assert.equal(said.hours.length, 3);

  const broken = await readFile(join(state, "state.json"), "utf8");
  assert.match(broken, /"energy":/);
  const nowhere = await andas(t, "energy", ...where, "--picture", join(folder.path, "no", "such.svg"));
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.stderr, /give --picture a file in a folder that is there/);
});

test("where there is no ledger yet, it says what to do", async (t) => {
  const empty = await temporary(t);
  const { code, stderr } = await andas(t, "energy", "--state", empty);
  assert.equal(code, 1);
  assert.match(stderr, /holds no state: say with --state where the node keeps its own/);
});
