import assert from "node:assert/strict";
import { test } from "node:test";
import type { SavedSections } from "../../src/storage/sections.js";
import { Store } from "../../src/storage/store.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aForest } from "../node/a-forest.js";
import { type Kept, keptIn } from "../node/kept.js";

const HOUR = 3600;
const devices = [{ kind: "grove", config: { electrodes: 4, rate_hz: 1 } }];
const ALERT = "andas/1/test/n1/alert/state";

function storeOn(files: CrashFiles) {
  return new Store<SavedSections>({ files, processes: new FakeProcesses(), folder: "/s", defaults: {} });
}

function onDisk(files: CrashFiles): Kept {
  return keptIn(Buffer.from(files.bytes("/s/state.json") ?? []).toString("utf8"));
}

test("on a full disk a node goes on, says so once, loses nothing, and says when there is room again", async () => {
  const files = new CrashFiles();
  const wire = new FakeWire();
  const { node, until, of, state, outbox, log } = await aForest({ devices, store: storeOn(files), disk: files, wire });
  const healthy = await aForest({ devices, wire: new FakeWire() });
  for (const each of [node, healthy.node]) await each.start();
  await until(HOUR);
  const safe = onDisk(files);
  files.capacity = files.paths.reduce((sum, path) => sum + (files.bytes(path)?.length ?? 0), 0);
  await until(4 * HOUR);
  assert.deepEqual(onDisk(files), safe, "what was safe is safe still");
  const raised = of("alert").map(({ alert }) => [alert.id, alert.raised]);
  assert.deepEqual(raised, [["state", true]], "once, not with every breath");
  assert.match(
    of("alert")[0]?.alert.text ?? "",
    /^the disk is full: free space on \/s; nothing is lost while the node runs/,
  );
  assert.match(wire.retained.get(ALERT) ?? "", /the disk is full/);
  assert.ok(log.some((line) => line.startsWith("error: the disk is full")));

  files.capacity = Number.POSITIVE_INFINITY;
  await until(5 * HOUR);
  assert.deepEqual(
    of("alert").map(({ alert }) => alert.raised),
    [true, false],
  );
  assert.equal(wire.retained.get(ALERT), undefined);
  await node.stop("stopped");

  // Beside one whose disk was never full: the same was heard, thought and learnt.
  await healthy.until(5 * HOUR);
  await healthy.node.stop("stopped");
  for (const type of ["spike", "glyph", "percept", "thread", "insight"] as const)
    assert.deepEqual(of(type).map(bare), healthy.of(type).map(bare), type);
  assert.ok(of("percept").length > 10);
  const { attention, percepts, outbox: older, alerts } = onDisk(files);
  assert.deepEqual(
    { attention, percepts },
    { attention: healthy.state.attention.value, percepts: healthy.state.percepts.value },
  );
  assert.deepEqual([older.messages, outbox.depth, outbox.dropped, alerts], [[], 0, 0, []]);
  assert.equal(state.boot.value, 1);
});

/** Without its number, in which alerts and commits count too. */
function bare<E extends { readonly seq: number }>({ seq, ...event }: E): Omit<E, "seq"> {
  return event;
}
