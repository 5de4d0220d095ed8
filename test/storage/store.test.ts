import assert from "node:assert/strict";
import { test } from "node:test";
import { isAndasError } from "../../src/domain/errors.js";
import { seal } from "../../src/storage/envelope.js";
import { Store } from "../../src/storage/store.js";
import { VolatileStore } from "../../src/storage/volatile-store.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";

interface State {
  n: number;
  insights: string[];
}
const DEFAULTS: State = { n: 0, insights: [] };

function storeOn(files: CrashFiles, processes = new FakeProcesses()) {
  return new Store<State>({ files, processes, folder: "/s", defaults: DEFAULTS });
}

test("a node that starts again goes on with what it knew", async () => {
  const files = new CrashFiles();
  const first = storeOn(files);
  assert.deepEqual(await first.open(), { fresh: true });
  first.state.insights.push("e1 bursts at dusk");
  const { bytes } = await first.commit();
  await first.close();

  const second = storeOn(files);
  assert.deepEqual(await second.open(), { fresh: false });
  assert.deepEqual(second.state, { n: 0, insights: ["e1 bursts at dusk"] });
  assert.equal(bytes, files.bytes("/s/state.json")?.length);
  assert.deepEqual(DEFAULTS, { n: 0, insights: [] });
});

test("nothing is written but by a commit", async () => {
  const files = new CrashFiles();
  const store = storeOn(files);
  await store.open();
  store.state.n = 7;
  await store.close();
  assert.deepEqual(files.paths, []);
});

test("commits that come while one is written share the next, which holds the latest", async () => {
  const files = new CrashFiles();
  const store = storeOn(files);
  await store.open();
  const commits: Promise<unknown>[] = [];
  for (store.state.n = 1; store.state.n < 10; store.state.n++) {
    commits.push(store.commit());
    await Promise.resolve();
  }
  store.state.n = 10;
  commits.push(store.commit());
  await Promise.all(commits);
  assert.ok(store.commits >= 2 && store.commits < 10, `${store.commits} writes for 10 commits`);
  assert.equal(await files.read("/s/state.json"), seal(1, { n: 10, insights: [] }));
  const writes = files.steps.filter((step) => step.do === "empty" && step.path.includes("state.json")).length;
  const renames = files.steps.filter((step) => step.do === "rename" && step.path === "/s/state.json").length;
  assert.equal(writes, store.commits);
  assert.equal(renames, store.commits);
});

test("who commits again the moment a commit resolves never writes beside another", async () => {
  const files = new CrashFiles();
  const store = storeOn(files);
  await store.open();
  const eager = async () => {
    for (let i = 0; i < 20; i++) {
      store.state.n++;
      const asked = store.state.n;
      await store.commit();
      const onDisk = JSON.parse((await files.read("/s/state.json")) ?? "").data.n;
      assert.ok(onDisk >= asked, `asked for ${asked}, found ${onDisk}`);
    }
  };
  await Promise.all([eager(), eager(), eager()]);
  let writing = false;
  for (const step of files.steps) {
    if (step.do === "empty" && step.path === "/s/state.json.tmp") {
      assert.equal(writing, false, "two writes at once");
      writing = true;
    }
    if (step.do === "rename" && step.path === "/s/state.json") writing = false;
  }
});

test("commits and bytes are counted, failed ones are not", async () => {
  const files = new CrashFiles();
  const store = storeOn(files);
  await store.open();
  const first = await store.commit();
  files.fault = () => "EIO";
  await assert.rejects(store.commit());
  files.fault = undefined;
  const second = await store.commit();
  assert.equal(store.commits, 2);
  assert.equal(store.bytesWritten, first.bytes + second.bytes);
});

test("a store that is not open commits nothing", async () => {
  const files = new CrashFiles();
  const store = storeOn(files);
  await assert.rejects(store.commit(), (e) => isAndasError(e, "internal"));
  await store.open();
  await store.close();
  await store.close();
  await assert.rejects(store.commit(), (e) => isAndasError(e, "internal"));
});

test("closing waits for the commit under way, just asked for or half done", async () => {
  for (const turns of [0, 1, 2, 3]) {
    const files = new CrashFiles();
    const store = storeOn(files);
    await store.open();
    store.state.n = 5;
    const commit = store.commit();
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    await store.close();
    assert.equal(await files.read("/s/state.json"), seal(1, { n: 5, insights: [] }));
    assert.equal(files.steps.at(-1)?.path, "/s/andas.lock", "the lock goes last");
    await commit;
  }
});

test("who asks for a commit while the store closes is refused, or it is done before the lock goes", async () => {
  for (const turns of [0, 1, 2, 5, 9, 20]) {
    const files = new CrashFiles();
    const store = storeOn(files);
    await store.open();
    const first = store.commit();
    const closing = store.close();
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    const late = store.commit().catch((error: unknown) => assert.ok(isAndasError(error, "internal")));
    await Promise.all([first, closing, late]);
    assert.equal(files.steps.at(-1)?.path, "/s/andas.lock", `after ${turns} turns`);
  }
});

test("a state that JSON cannot say is a bug of ours, told as one, and the disk keeps what it has", async () => {
  const files = new CrashFiles();
  const store = storeOn(files);
  await store.open();
  await store.commit();
  Object.assign(store.state, { n: 10n });
  await assert.rejects(store.commit(), (error) => isAndasError(error, "internal"));
  assert.equal(await files.read("/s/state.json"), seal(1, DEFAULTS));
});

test("an older state is brought to the present version, step by step", async () => {
  const files = new CrashFiles({ "/s/state.json": seal(1, { count: 3 }) });
  const store = new Store<{ n: number; born: string }>({
    files,
    processes: new FakeProcesses(),
    folder: "/s",
    defaults: { n: 0, born: "" },
    format: {
      migrations: [(old) => ({ n: (old as { count: number }).count }), (old) => ({ ...old, born: "in the forest" })],
    },
  });
  await store.open();
  assert.deepEqual(store.state, { n: 3, born: "in the forest" });
  await store.commit();
  assert.equal(JSON.parse((await files.read("/s/state.json")) ?? "").v, 3);
});

test("a migration that fails changes nothing and says what to go back to", async () => {
  const text = seal(1, { n: 1 });
  const files = new CrashFiles({ "/s/state.json": text });
  const fails = () => {
    throw new Error("no such field");
  };
  const options = {
    files,
    processes: new FakeProcesses(),
    folder: "/s",
    defaults: {},
    format: { migrations: [fails] },
  };
  await assert.rejects(new Store(options).open(), (e) => isAndasError(e, "state") && /version 1 to 2/.test(e.message));
  assert.deepEqual(files.paths, ["/s/state.json"]);
});

test("recovery is reported on opening", async () => {
  const files = new CrashFiles({ "/s/state.json": "", "/s/state.last-good.json": seal(1, { n: 3, insights: [] }) });
  const store = storeOn(files);
  const report = await store.open();
  assert.equal(report.recovered?.from, "last-good");
  assert.equal(report.fresh, false);
  assert.equal(store.state.n, 3);
});

test("a store in memory counts as the durable one does", async () => {
  const durable = storeOn(new CrashFiles());
  const memory = new VolatileStore<State>(DEFAULTS);
  assert.deepEqual(await memory.open(), await durable.open());
  for (const store of [durable, memory]) {
    store.state.n = 12;
    await store.commit();
    await store.commit();
  }
  assert.equal(memory.commits, durable.commits);
  assert.equal(memory.bytesWritten, durable.bytesWritten);
  assert.deepEqual(DEFAULTS, { n: 0, insights: [] });
});
