import assert from "node:assert/strict";
import { test } from "node:test";
import type { SavedSections } from "../../src/storage/sections.js";
import { Store } from "../../src/storage/store.js";
import { LOST } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest } from "./a-forest.js";

const grove = { kind: "grove", config: { electrodes: 2, rate_hz: 1, settle_minutes: 0 } };

/** A life on this disk, with a radio that stays up. */
async function aLife(files: CrashFiles, wire = new FakeWire()) {
  const store = new Store<SavedSections>({ files, processes: new FakeProcesses(), folder: "/s", defaults: {} });
  const forest = await aForest({ devices: [grove], store, disk: files, wire, breath: { radio: "always" } });
  await forest.node.start();
  return { ...forest, wire, store };
}

test("whoever hears ok may pull the plug: what a command did lies on the disk before it is answered", async () => {
  const files = new CrashFiles();
  const { node, until, wire } = await aLife(files);
  await until(200);
  let asAnswered: CrashFiles | undefined;
  wire.denies = (topic) => {
    if (topic.endsWith("/res/hush")) asAnswered ??= files.crash(files.steps.length, LOST);
    return false;
  };
  await wire.deliver("andas/1/test/n1/cmd/hush", '{"transaction":"1","for_s":3600,"electrode":"e2"}');
  await until(210);
  assert.ok(asAnswered, "it was answered");
  await node.stop("stopped");

  const after = await aLife(asAnswered);
  assert.match(JSON.stringify(after.node.status().hushed), /e2/);
  await after.node.stop("stopped");
});

test("who only asks writes nothing", async () => {
  const files = new CrashFiles();
  const { node, until, wire, store } = await aLife(files);
  await until(200);
  const before = store.commits;
  await wire.deliver("andas/1/test/n1/cmd/ping", '{"transaction":"1"}');
  await wire.deliver("andas/1/test/n1/cmd/hush", '{"transaction":"2","for_s":"long"}');
  await until(210);
  assert.ok(wire.published.some(({ topic }) => topic.endsWith("/res/hush")));
  assert.equal(store.commits, before);
  await node.stop("stopped");
});
