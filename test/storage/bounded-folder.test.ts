import assert from "node:assert/strict";
import { test } from "node:test";
import { BoundedFolder } from "../../src/storage/bounded-folder.js";
import { quarantine, setAside } from "../../src/storage/quarantine.js";
import { LOST, torn } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";

const CSV = /\.csv$/;

test("the oldest files give way, by number and by size; what is not of their kind is left alone", async () => {
  const files = new CrashFiles({ "/r/README": "mine" });
  const folder = new BoundedFolder(files, "/r", CSV, { count: 3, bytes: 100 });
  for (const n of [1, 2, 3, 4]) await folder.keep(`0${n}.csv`, "x".repeat(10));
  assert.deepEqual(files.paths, ["/r/02.csv", "/r/03.csv", "/r/04.csv", "/r/README"]);
  await folder.keep("05.csv", "x".repeat(85));
  assert.deepEqual(files.paths, ["/r/04.csv", "/r/05.csv", "/r/README"]);
});

test("numbers in names are numbers", async () => {
  const files = new CrashFiles({ "/r/n-9.csv": "", "/r/n-10.csv": "", "/r/n-2.csv": "" });
  const folder = new BoundedFolder(files, "/r", CSV, { count: 2, bytes: 100 });
  assert.deepEqual(await folder.names(), ["n-2.csv", "n-9.csv", "n-10.csv"]);
  await folder.keep("n-11.csv", "");
  assert.deepEqual(await folder.names(), ["n-10.csv", "n-11.csv"]);
});

test("power cuts leave whole files, and nothing that fills the folder by and by", async () => {
  const files = new CrashFiles({ "/r/1.csv": "one" });
  await new BoundedFolder(files, "/r", CSV, { count: 9, bytes: 100 }).keep("2.csv", "two");
  for (let steps = 0; steps <= files.steps.length; steps++)
    for (const fate of [LOST, torn(1)]) {
      const found = files.crash(steps, fate);
      const folder = new BoundedFolder(found, "/r", CSV, { count: 9, bytes: 100 });
      const there = await folder.names();
      assert.ok(there.length === 1 || (await found.read("/r/2.csv")) === "two", `cut after ${steps}`);
      await folder.keep("3.csv", "three");
      assert.deepEqual(
        found.paths,
        [...there, "3.csv"].map((name) => `/r/${name}`),
      );
    }
});

test("what cannot be read is set aside once, and the newest five are kept", async () => {
  const files = new CrashFiles({ "/s/state.json": "" });
  for (const n of [1, 2, 3, 4, 5, 6, 7]) {
    assert.equal(await setAside(files, "/s", "state.alerts", `{"n":${n}}`), `state.alerts.set-aside-${n}.json`);
    // The power went before the state could do without it.
    assert.equal(await setAside(files, "/s", "state.alerts", `{"n":${n}}`), `state.alerts.set-aside-${n}.json`);
  }
  const kept = files.paths.filter((path) => path.includes("set-aside"));
  assert.deepEqual(
    kept,
    [3, 4, 5, 6, 7].map((n) => `/s/state.alerts.set-aside-${n}.json`),
  );
});

test("what is damaged stays where it is when the disk is read-only", async () => {
  const files = new CrashFiles({ "/s/state.json": "{" });
  files.fault = (attempt) => (attempt.do === "rename" ? "EROFS" : undefined);
  assert.equal(await quarantine(files, "/s", "state.json", "state"), undefined);
  files.fault = undefined;
  assert.equal(await quarantine(files, "/s", "state.json", "state"), "state.damaged-1.json");
  assert.deepEqual(files.paths, ["/s/state.damaged-1.json"]);
});
