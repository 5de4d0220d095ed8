import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { isAndasError } from "../../src/domain/errors.js";
import type { SectionSpec } from "../../src/ports/section.js";
import { NO_OLDER_OUTBOX, OLDER_OUTBOX } from "../../src/storage/outbox/older-outbox.js";
import { type SavedSections, Sections } from "../../src/storage/sections.js";
import { Store } from "../../src/storage/store.js";
import { KEPT, LOST, torn } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { FakeProcesses } from "../fakes/fake-processes.js";

const NOTES: SectionSpec<readonly string[]> = {
  name: "notes",
  holds: "its notes",
  shape: z.array(z.string()),
  fresh: () => [],
};
const SHOUTED: SectionSpec<readonly string[]> = {
  ...NOTES,
  migrations: [(old) => (old as string[]).map((note) => note.toUpperCase())],
};

test("a section goes on with what it knew, and begins anew where there is nothing", () => {
  const sections = new Sections({ notes: { v: 1, data: ["moss"] } });
  assert.deepEqual(sections.take(NOTES).value, ["moss"]);
  assert.deepEqual(new Sections({}).take(NOTES).value, []);
});

test("what its owner changes is in the state, with the present version", () => {
  const state: SavedSections = { notes: { v: 1, data: ["moss"] } };
  const notes = new Sections(state).take(SHOUTED);
  assert.deepEqual(notes.value, ["MOSS"]);
  notes.value = ["FERN"];
  assert.deepEqual(JSON.parse(JSON.stringify(state)), { notes: { v: 2, data: ["FERN"] } });
});

test("what cannot be read costs its section alone, and says where it is wrong first", () => {
  const state: SavedSections = {
    notes: { v: 1, data: ["moss", 7] },
    outbox: { v: 1, data: { dropped: 0, messages: [{ boot: 1, topic: 3 }] } },
    other: { v: 1, data: ["fern"] },
  };
  const sections = new Sections(state);
  assert.deepEqual(sections.take(NOTES).value, []);
  sections.take({ name: "outbox", holds: "", shape: OLDER_OUTBOX, fresh: () => NO_OLDER_OUTBOX });
  assert.deepEqual(sections.take({ ...NOTES, name: "other" }).value, ["fern"]);
  const [notes, outbox] = sections.setAside;
  assert.deepEqual([notes?.name, notes?.saved], ["notes", { v: 1, data: ["moss", 7] }]);
  assert.match(notes?.reason ?? "", /^\[1\]: .*expected string/);
  assert.match(outbox?.reason ?? "", /^messages\[0\]\.seq: .*expected number/);
});

test("a migration that fails, a version that nobody knows, and no section at all: all are set aside", () => {
  for (const saved of [{ v: 1, data: 7 }, { v: 9, data: ["moss"] }, { v: 0, data: [] }, {}, "moss", { v: "\n" }]) {
    const sections = new Sections({ notes: saved } as SavedSections);
    assert.deepEqual(sections.take(SHOUTED).value, []);
    assert.deepEqual(sections.setAside[0]?.saved, saved);
    assert.match(sections.setAside[0]?.reason ?? "", /^[^\n]+$/);
  }
});

test("a section has one owner; what nobody takes stays as it is", () => {
  const state: SavedSections = { moss: { v: 4, data: { green: true } } };
  const sections = new Sections(state);
  sections.take(NOTES);
  assert.throws(
    () => sections.take(NOTES),
    (error) => isAndasError(error, "internal"),
  );
  assert.deepEqual(state.moss, { v: 4, data: { green: true } });
});

async function storeOn(files: CrashFiles, boot: string) {
  const processes = new FakeProcesses(1, boot);
  const store = new Store<SavedSections>({ files, processes, folder: "/s", defaults: {} });
  await store.open();
  return store;
}
const UNREADABLE = { v: 1, data: [7] };

async function begun(): Promise<CrashFiles> {
  const files = new CrashFiles();
  const store = await storeOn(files, "first");
  store.state.notes = UNREADABLE;
  await store.commit();
  await store.close();
  return files.crash(files.steps.length, KEPT);
}

test("what was set aside lies on the medium before anything is written over it, whatever moment the power goes at", async () => {
  const files = await begun();
  const store = await storeOn(files, "second");
  const [aside] = takenFrom(store.state);
  assert.equal(await store.setAside("notes", aside?.saved ?? {}), "state.notes.set-aside-1.json");
  for (let n = 0; n < 3; n++) await store.commit();
  for (let steps = 0; steps <= files.steps.length; steps++)
    for (const fate of [LOST, KEPT, torn(3)]) {
      const found = files.crash(steps, fate);
      const inState = (await found.read("/s/state.json"))?.includes('"data":[7]');
      const beside = await found.read("/s/state.notes.set-aside-1.json");
      assert.ok(inState || beside === JSON.stringify(UNREADABLE), `cut after ${steps}`);
    }
});

test("while it cannot be kept nothing is committed, and it is kept as soon as it can be", async () => {
  const files = await begun();
  const store = await storeOn(files, "second");
  const [aside] = takenFrom(store.state);
  files.fault = (attempt) => (attempt.do === "write" && attempt.path.includes("set-aside") ? "ENOSPC" : undefined);
  await assert.rejects(store.setAside("notes", aside?.saved ?? {}), (error) => isAndasError(error, "state"));
  await assert.rejects(store.commit(), (error) => isAndasError(error, "state"));
  assert.match((await files.read("/s/state.json")) ?? "", /"data":\[7\]/);
  files.fault = undefined;
  await store.commit();
  assert.equal(await files.read("/s/state.notes.set-aside-1.json"), JSON.stringify(UNREADABLE));
  assert.match((await files.read("/s/state.json")) ?? "", /"data":\[\]/);
});

function takenFrom(state: SavedSections) {
  const sections = new Sections(state);
  sections.take(NOTES);
  return sections.setAside;
}
