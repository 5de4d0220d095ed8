import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { version } from "../../src/commands/cli/version.js";
import { groveRecording, nodeOn, start } from "../commands/andas.js";
import { temporary } from "../config/card-folder.js";

/** A shelf on which a release has a role. */
function aShelf(folder: string, role: string, of: string): string {
  const shelf = join(folder, "shelf");
  mkdirSync(join(shelf, "releases", of), { recursive: true });
  writeFileSync(join(shelf, "releases", of, "starts"), ".");
  symlinkSync(`releases/${of}`, join(shelf, role));
  return shelf;
}

test("a node on trial that breathes well makes itself the one that stays", async (t) => {
  const folder = await temporary(t);
  const shelf = aShelf(folder, "trial", version());
  const { args } = await nodeOn(t);
  const run = [...args, "--no-reader", "--recording", await groveRecording(folder, 4000), "--speed", "max"];
  const { code, stderr } = await start(t, run, { ANDAS_SHELF: shelf, ANDAS_RELEASE: "trial" }).ended;
  assert.equal(code, 0, stderr);
  assert.match(stderr, /breathed well 3 times, and stays/);
  assert.equal(readlinkSync(join(shelf, "current")), `releases/${version()}`);
});

test("a node ends its run where another release waits, and tells of one that came back", async (t) => {
  const folder = await temporary(t);
  const shelf = aShelf(folder, "trial", "9.0.0");
  symlinkSync("releases/8.0.0", join(shelf, "failed"));
  const { args, state } = await nodeOn(t);
  const run = [...args, "--no-reader", "--recording", await groveRecording(folder, 30_000), "--speed", "max"];
  const { code, stderr } = await start(t, run, { ANDAS_SHELF: shelf, ANDAS_RELEASE: "image" }).ended;
  assert.equal(code, 0, stderr);
  assert.match(stderr, /andas 9\.0\.0 is installed: this run ends, and it is tried/);
  assert.match(readFileSync(join(state, "state.json"), "utf8"), /8\.0\.0 was tried and did not breathe/);
});
