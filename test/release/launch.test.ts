import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { temporary } from "../config/card-folder.js";
import { launcherIn, release } from "./a-shelf.js";

/** An image with 0.2.0, and a shelf with 0.3.0 that is tried; `as` lays it out otherwise. */
async function aCard(t: TestContext) {
  const folder = await temporary(t);
  const image = join(folder, "image");
  const shelf = join(folder, "shelf");
  release(image, "0.2.0");
  mkdirSync(shelf);
  const launcher = launcherIn(image);
  const at = (path: string) => join(shelf, path);
  return {
    at,
    put(version: string, role: string) {
      release(at(`releases/${version}`), version);
      writeFileSync(at(`releases/${version}/starts`), "");
      rmSync(at(role), { force: true });
      symlinkSync(`releases/${version}`, at(role));
    },
    start(...args: string[]) {
      const { stdout, stderr } = spawnSync(launcher, args.length === 0 ? ["run"] : args, {
        env: { ...process.env, ANDAS_SHELF: shelf, ANDAS_NODE: process.execPath },
        encoding: "utf8",
      });
      return { version: /andas (\S+)/.exec(stdout)?.[1], stderr };
    },
  };
}

test("without a shelf, or with an empty one, the image's own runs", async (t) => {
  const { start, at } = await aCard(t);
  assert.equal(start().version, "0.2.0");
  rmSync(at("."), { recursive: true });
  assert.deepEqual(start(), { version: "0.2.0", stderr: "" });
});

test("what stays runs, also when it has been started often; where it is gone, the image's own", async (t) => {
  const { start, put, at } = await aCard(t);
  put("0.3.0", "current");
  for (let i = 0; i < 5; i++) assert.equal(start().version, "0.3.0");
  rmSync(at("releases/0.3.0"), { recursive: true });
  assert.equal(start().version, "0.2.0");
});

test("a trial has three starts without a healthy breath; at the fourth the release before it runs, and goes on", async (t) => {
  const { start, put, at } = await aCard(t);
  put("0.3.0", "current");
  put("0.4.0", "trial");
  for (let i = 1; i <= 3; i++) {
    assert.equal(start().version, "0.4.0");
    assert.equal(readFileSync(at("releases/0.4.0/starts"), "utf8").length, i);
  }
  const { version, stderr } = start();
  assert.equal(version, "0.3.0");
  assert.match(stderr, /releases\/0\.4\.0 did not breathe well, the release before it runs again/);
  assert.deepEqual([existsSync(at("trial")), readlinkSync(at("failed"))], [false, "releases/0.4.0"]);
  assert.deepEqual(start(), { version: "0.3.0", stderr: "" });
});

test("a trial without its program, or whose starts cannot be counted, is given up at once", async (t) => {
  const { start, put, at } = await aCard(t);
  put("0.3.0", "trial");
  rmSync(at("releases/0.3.0/starts"));
  assert.equal(start().version, "0.2.0");
  put("0.4.0", "trial");
  rmSync(at("releases/0.4.0/dist"), { recursive: true });
  assert.equal(start().version, "0.2.0");
  assert.equal(readlinkSync(at("failed")), "releases/0.4.0");
});

test("who asks something else than to run gets the release that stays, and counts no start", async (t) => {
  const { start, put, at } = await aCard(t);
  put("0.3.0", "trial");
  assert.equal(start("doctor").version, "0.2.0");
  assert.equal(readFileSync(at("releases/0.3.0/starts"), "utf8"), "");
});
