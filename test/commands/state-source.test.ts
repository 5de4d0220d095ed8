import assert from "node:assert/strict";
import { copyFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, type TestContext, test } from "node:test";
import { claimState } from "../../src/commands/run/state-source.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { temporary } from "../config/card-folder.js";
import { type Ended, groveRecording, nodeOn, start } from "./andas.js";
import { folderForAll } from "./folder.js";

const folder = folderForAll();
let night = "";
let other = "";
before(async () => {
  night = await groveRecording(folder.path, 900);
  other = join(folder.path, "other.csv");
  await writeFile(other, `mushroom (mV)\n${"0.1\n".repeat(600)}`);
});

/** A node that listens to a recording, started where its state is then found. */
async function listen(t: TestContext, place: string, file: string, ...more: string[]): Promise<Ended> {
  const { config } = await nodeOn(t);
  const args = ["run", "--config", config, "--no-host", "--no-reader", "--speed", "max", "--recording", file, ...more];
  return start(t, args, {}, place).ended;
}

test("each recording has a state of its own, which it finds again under another name; the usual one is the card's", async (t) => {
  const place = await temporary(t);
  for (const file of [night, other, night]) assert.equal((await listen(t, place, file)).code, 0);
  const moved = join(place, "grove.csv");
  await copyFile(night, moved);
  assert.equal((await listen(t, place, moved)).code, 0);
  const states = await readdir(join(place, ".andas", "by-recording"));
  assert.deepEqual(
    states.map((name) => name.replace(/-[0-9a-f]{8}$/, "")),
    ["grove", "other"],
  );
  assert.deepEqual(await readdir(join(place, ".andas")), ["by-recording"]);
});

test("a state is never told of another source: one line says whose it is and what to do", async (t) => {
  const state = join(await temporary(t), "state");
  assert.equal((await listen(t, folder.path, night, "--state", state)).code, 0);
  const refused = await listen(t, folder.path, other, "--state", state);
  assert.deepEqual(
    [refused.code, refused.stderr],
    [
      2,
      `andas: ${state} is the state of the recording grove.csv, and this is the recording other.csv: ` +
        "give --state another folder, or remove this one to begin anew\n",
    ],
  );
  const { args } = await nodeOn(t, { files: { "electrodes.json": { devices: [{ name: "grove", kind: "grove" }] } } });
  const living = await start(t, [...args.slice(0, 3), "--state", state]).ended;
  assert.equal(living.code, 2);
  assert.match(living.stderr, /is the state of the recording grove\.csv, and this is a simulated grove: give --state/);
});

test("a state from before there were marks is taken as it is, and is its source's from then on", async (t) => {
  const state = join(await temporary(t), "state");
  for (const mark of [undefined, '{"kind":"recor', '{"kind":"moon"}']) {
    assert.equal((await listen(t, folder.path, night, "--state", state)).code, 0);
    assert.equal((await listen(t, folder.path, other, "--state", state)).code, 2);
    if (mark === undefined) await rm(join(state, "source.json"));
    else await writeFile(join(state, "source.json"), mark);
    assert.equal((await listen(t, folder.path, other, "--state", state)).code, 0);
    assert.equal((await listen(t, folder.path, night, "--state", state)).code, 2);
    await rm(join(state, "source.json"));
  }
});

test("living electrodes do not wait for somebody to clear up: what a grove left in their folder is put aside, and said", async (t) => {
  const state = await temporary(t);
  for (const name of ["state.json", "state.last-good.json", "senses.json", "andas.lock"])
    await writeFile(join(state, name), name);
  await writeFile(join(state, "source.json"), '{"kind":"grove"}');
  const said: string[] = [];
  const claim = { files: new OsFiles(), folder: state, log: (_: string, line: string) => void said.push(line) };
  for (let start = 1; start <= 2; start++) await claimState({ ...claim, source: { kind: "electrodes" } });
  assert.deepEqual((await readdir(state)).sort(), ["andas.lock", "of-grove"]);
  assert.deepEqual((await readdir(join(state, "of-grove"))).sort(), [
    ...["senses.json", "source.json", "state.json", "state.last-good.json"],
  ]);
  assert.deepEqual(said, [
    `what was learnt of a simulated grove is put aside in ${state}/of-grove: electrodes begin anew`,
  ]);
});
