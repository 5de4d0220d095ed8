import assert from "node:assert/strict";
import { test } from "node:test";
import { Low } from "lowdb";
import { isAndasError } from "../../src/domain/errors.js";
import { DurableAdapter } from "../../src/storage/durable-adapter.js";
import { seal } from "../../src/storage/envelope.js";
import { CrashFiles } from "../fakes/crash-files.js";

interface State {
  n: number;
}
const MAIN = "/s/state.json";
const LAST_GOOD = "/s/state.last-good.json";
const whole = (n: number) => seal(1, { n });

function adapterOn(files: CrashFiles) {
  return new DurableAdapter<State>(files, "/s");
}

test("where nothing is, lowdb keeps its defaults", async () => {
  const low = new Low<State>(adapterOn(new CrashFiles({ "/s/other": "" })), { n: 42 });
  await low.read();
  assert.deepEqual(low.data, { n: 42 });
});

test("a write syncs the file before it renames it, and file and folder after", async () => {
  const files = new CrashFiles({ [MAIN]: whole(1) });
  const adapter = adapterOn(files);
  await adapter.read();
  await adapter.write({ n: 2 });
  assert.deepEqual(
    files.steps.map((step) => `${step.do} ${step.path}`),
    [
      "empty /s/state.json.tmp",
      "write /s/state.json.tmp",
      "fsync /s/state.json.tmp",
      "link /s/state.last-good.json.tmp",
      "rename /s/state.last-good.json",
      "rename /s/state.json",
      "fsync /s/state.json",
      "syncFolder /s",
    ],
  );
});

test("the state before is kept as the last good one", async () => {
  const files = new CrashFiles({ "/s/other": "" });
  const adapter = adapterOn(files);
  for (let n = 1; n <= 3; n++) await adapter.write({ n });
  assert.equal(await files.read(MAIN), whole(3));
  assert.equal(await files.read(LAST_GOOD), whole(2));
  assert.equal(adapter.bytes, whole(3).length);
  assert.deepEqual(files.paths, ["/s/other", MAIN, LAST_GOOD]);
});

test("a state file cut at any byte is put aside and the last good one is used", async () => {
  const text = whole(2);
  for (let cut = 0; cut < text.trimEnd().length; cut++) {
    const files = new CrashFiles({ [MAIN]: text.slice(0, cut), [LAST_GOOD]: whole(1) });
    const adapter = adapterOn(files);
    assert.deepEqual(await adapter.read(), { n: 1 }, `cut at ${cut}`);
    assert.equal(adapter.recovered?.from, "last-good");
    assert.deepEqual(adapter.recovered?.quarantined, ["state.damaged-1.json"]);
    assert.equal(await files.read("/s/state.damaged-1.json"), text.slice(0, cut));
  }
});

test("empty, zero-filled, half overwritten: all are known as damage", async () => {
  const damages = { empty: "", zeros: "\0".repeat(40), "half zeros": `${whole(2).slice(0, 12)}${"\0".repeat(20)}` };
  for (const [name, text] of Object.entries(damages)) {
    const adapter = adapterOn(new CrashFiles({ [MAIN]: text, [LAST_GOOD]: whole(1) }));
    assert.deepEqual(await adapter.read(), { n: 1 }, name);
    assert.match(adapter.recovered?.reason ?? "", /^state\.json: it (is|holds) /);
  }
});

test("both damaged: the node starts fresh and both are kept aside", async () => {
  const files = new CrashFiles({ [MAIN]: "", [LAST_GOOD]: "{" });
  const adapter = adapterOn(files);
  assert.equal(await adapter.read(), null);
  assert.deepEqual(adapter.recovered, {
    from: "nothing",
    reason: "state.json: it is empty; state.last-good.json: it is torn or half written",
    quarantined: ["state.damaged-1.json", "state.damaged-2.json"],
  });
  await adapter.write({ n: 1 });
  assert.deepEqual(await adapterOn(files).read(), { n: 1 });
});

test("a state file that was taken away is replaced by the last good one", async () => {
  const adapter = adapterOn(new CrashFiles({ [LAST_GOOD]: whole(1) }));
  assert.deepEqual(await adapter.read(), { n: 1 });
  assert.match(adapter.recovered?.reason ?? "", /missing/);
});

test("damage never becomes the last good one", async () => {
  const files = new CrashFiles({ [MAIN]: "damage", [LAST_GOOD]: whole(1) });
  files.fault = (attempt) => (attempt.do === "rename" && attempt.from === MAIN ? "EROFS" : undefined);
  const adapter = adapterOn(files);
  assert.deepEqual(await adapter.read(), { n: 1 });
  assert.deepEqual(adapter.recovered?.quarantined, []); // it could not be moved, and is in the way
  await adapter.write({ n: 2 });
  assert.equal(await files.read(LAST_GOOD), whole(1));
  assert.deepEqual(await adapterOn(files).read(), { n: 2 });
});

test("a bounded number of damaged files is kept, the newest ones", async () => {
  const files = new CrashFiles({ [LAST_GOOD]: whole(1) });
  for (let time = 1; time <= 12; time++) {
    await files.writeDurably(MAIN, `damage ${time}`);
    await adapterOn(files).read();
  }
  const kept = files.paths.filter((path) => path.includes("damaged"));
  assert.equal(kept.length, 5);
  assert.equal(await files.read("/s/state.damaged-12.json"), "damage 12");
  assert.equal(await files.read("/s/state.damaged-7.json"), undefined);
});

test("a sector that cannot be read is damage", async () => {
  const files = new CrashFiles({ [MAIN]: whole(2), [LAST_GOOD]: whole(1) });
  files.fault = (attempt) => (attempt.do === "read" && attempt.path === MAIN ? "EIO" : undefined);
  const adapter = adapterOn(files);
  assert.deepEqual(await adapter.read(), { n: 1 });
  assert.match(adapter.recovered?.reason ?? "", /cannot read/);
});

test("what an interrupted write left is swept away", async () => {
  const files = new CrashFiles({ [MAIN]: whole(1), "/s/state.json.tmp": whole(2), "/s/state.last-good.json.tmp": "" });
  const adapter = adapterOn(files);
  assert.deepEqual(await adapter.read(), { n: 1 });
  assert.equal(adapter.recovered, undefined);
  assert.deepEqual(files.paths, [MAIN]);
});

test("a folder that may not be read, or is gone, is said so with what to do", async () => {
  const locked = new CrashFiles({ [MAIN]: whole(1) });
  locked.fault = (attempt) => (attempt.do === "read" ? "EACCES" : undefined);
  await assert.rejects(adapterOn(locked).read(), (e) => isAndasError(e, "state") && /may not be read/.test(e.message));
  await assert.rejects(
    adapterOn(new CrashFiles()).write({ n: 1 }),
    (e) => isAndasError(e, "state") && /\/s is not there: .*--state/.test(e.message),
  );
});
