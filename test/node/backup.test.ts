import assert from "node:assert/strict";
import { test } from "node:test";
import { Backup } from "../../src/actions/backup.js";
import type { Reflex } from "../../src/domain/reflex.js";
import { DAY, HOUR } from "../../src/domain/time.js";
import { nodeState, STATE_FORMAT } from "../../src/node/node-state.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { type SavedSections, Sections } from "../../src/storage/sections.js";
import { Store } from "../../src/storage/store.js";
import { AS_FAT, KEPT, LOST, torn } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";
import { aForest } from "./a-forest.js";

const NIGHTLY: Reflex = { id: "nightly", when: { daily: [3 * HOUR] }, actions: [{ kind: "backup" }], coolDown: 0 };

function storeOn(files: CrashFiles, folder: string) {
  const options = { files, folder, processes: new FakeProcesses(), defaults: {}, format: STATE_FORMAT };
  return new Store<SavedSections>(options);
}

test("every night the state goes to a second place, is read back, and the backup can take the state's place", async () => {
  const files = new CrashFiles();
  const { node, until, noticed } = await aForest({
    devices: [],
    reflexes: [NIGHTLY],
    store: storeOn(files, "/s"),
    keeping: { recordings: { files, folder: "/s/recordings" }, backup: { files, folder: "/stick" } },
  });
  await node.start();
  await until(2 * DAY);
  await node.stop("stopped");
  const done = noticed("reflex/nightly");
  assert.deepEqual(
    done.map(({ type, tags, data }) => [type, tags, data.text]),
    Array(2).fill(["backed-up", ["routine"], "backup completed"]),
  );
  const again = storeOn(files, "/stick");
  assert.equal((await again.open()).fresh, false);
  const { boot, percepts } = nodeState(new Sections(again.state));
  assert.equal(boot.value, 1);
  assert.ok(percepts.value > 0);
  await again.close();
});

test("a backup that cannot be written, or is not what it should be when it is read back, is a failure that is noticed", async () => {
  for (const spoil of ["EROFS", "read back"]) {
    const files = new CrashFiles();
    if (spoil === "EROFS")
      files.fault = (attempt) => (attempt.path.startsWith("/stick") && attempt.do === "empty" ? "EROFS" : undefined);
    else {
      const read = files.read.bind(files);
      let reads = 0;
      // The medium flips a bit between writing and reading.
      files.read = async (path) => {
        const text = await read(path);
        return path.startsWith("/stick") && text !== undefined && ++reads > 0
          ? text.replace('"boot":{"v":1,"data":1}', '"boot":{"v":1,"data":3}')
          : text;
      };
    }
    const { node, until, noticed } = await aForest({
      devices: [],
      reflexes: [NIGHTLY],
      store: storeOn(files, "/s"),
      keeping: { recordings: { files, folder: "/s/recordings" }, backup: { files, folder: "/stick" } },
    });
    await node.start();
    await until(4 * HOUR);
    const [failed] = noticed("reflex/nightly");
    assert.deepEqual([failed?.type, failed?.data.action], ["failed", "backup"], spoil);
    assert.match(String(failed?.data.reason), /the backup in \/stick cannot be trusted: .*; change the medium/);
    await node.stop("stopped");
  }
});

test("whatever moment the power goes at, the backup place holds the last backup or the one before", async () => {
  const files = new CrashFiles({ "/stick/hello": "" });
  const state = { n: 1 };
  const backup = new Backup({
    clock: new SimulatedClock(0),
    state: () => state,
    format: { migrations: [] },
    place: { files, folder: "/stick" },
  });
  await backup.run();
  const first = files.steps.length;
  state.n = 2;
  await backup.run();
  for (let steps = first; steps <= files.steps.length; steps++) {
    for (const fate of [LOST, KEPT, AS_FAT, torn(5)]) {
      const found = files.crash(steps, fate);
      const text = await found.read("/stick/state.json");
      assert.match(text ?? "", /"data":\{"n":[12]\}/, `after ${steps} steps`);
    }
  }
});
