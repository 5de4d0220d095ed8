import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { DesiredCard } from "../../src/config/desired-card.js";
import { loadCard } from "../../src/config/load-card.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { AS_FAT, KEPT, LOST } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { card, KINDS, NODE, textOf } from "./card-folder.js";

const PHASES = { phases: { inhale_s: 60 } };

async function aCard(t: TestContext, content: Record<string, unknown>) {
  const folder = await card(t, content);
  const said: string[] = [];
  const files = new OsFiles();
  const desired = new DesiredCard({
    folder,
    files,
    kinds: KINDS,
    log: (level, line) => said.push(`${level}: ${line}`),
  });
  const read = async (name: string) => JSON.parse((await textOf(folder, name)) ?? "null");
  return {
    folder,
    said,
    take: desired.take.bind(desired),
    read,
    load: () => loadCard({ folder, files, kinds: KINDS }),
  };
}

test("a newer card is written, what it takes the place of is kept beside, and both are told", async (t) => {
  const { take, read, said, load } = await aCard(t, {
    "node.json": { ...NODE, name: "The old spruce", version: 3 },
    "breath.json": PHASES,
  });
  const breath = { radio: "always" };
  assert.deepEqual(await take({ version: 4, breath }), { errors: [], wrote: true });
  assert.deepEqual(await read("node.json"), { ...NODE, name: "The old spruce", version: 4 });
  assert.deepEqual(await read("breath.json"), breath);
  assert.deepEqual(await read("breath.before.json"), PHASES);
  assert.deepEqual(said, [
    "warn: version 4 of the card came over MQTT and took the place of breath; what was there is kept as breath.before.json",
  ]);
  assert.ok((await load()).good, "and it is a good one, with what lies beside it");
  assert.deepEqual(await take({ version: 4, breath }), { errors: [], wrote: false }, "it comes with every connection");
});

test("the card that somebody edited by hand, and counted on, wins over an older one from afar", async (t) => {
  const { take, read } = await aCard(t, { "node.json": { ...NODE, version: 8 }, "breath.json": PHASES });
  for (const version of [7, 8]) {
    const { errors, wrote } = await take({ version, breath: {} });
    assert.equal(wrote, false);
    assert.deepEqual(errors, [
      `the card has version 8, and this is ${version}: the newer one counts, send a higher version`,
    ]);
  }
  assert.deepEqual(await read("breath.json"), PHASES);
  assert.equal((await take({ version: 9, reflexes: { reflexes: [] } })).wrote, true);
  assert.deepEqual(await read("breath.json"), PHASES, "what it does not speak of stays");
});

test("a bad one changes nothing, and every fault is told", async (t) => {
  const { take, read } = await aCard(t, { "node.json": NODE });
  const bad: [Record<string, never>, RegExp][] = [
    [{ version: 1, breath: { phasses: {} } } as never, /^breath\.json: phasses: .*did you mean "phases"/],
    [{ version: 1, node: { broker: {} } } as never, /^node: is changed at the card alone/],
    [{ version: 1, braeth: {} } as never, /^braeth: is not known here; did you mean "breath"\?/],
    [{ version: 1, spores: {} } as never, /^spores: is not known here; there are electrodes/],
    [{ breath: {} } as never, /^version: is a whole number from 1/],
    [{ version: "2" } as never, /^version: /],
  ];
  for (const [wanted, fault] of bad) {
    const { errors, wrote } = await take(wanted);
    assert.equal(wrote, false);
    assert.match(errors[0] ?? "", fault);
  }
  assert.deepEqual(await read("node.json"), NODE);
});

test("a good one from afar mends a card that went bad, but for what it does not replace", async (t) => {
  const { take, load } = await aCard(t, { "node.json": NODE, "breath.json": "{ half", "reflexes.json.txt": "[]" });
  assert.match((await take({ version: 1, breath: {} })).errors.join(), /reflexes\.json/);
  assert.equal((await take({ version: 1, breath: {}, reflexes: { reflexes: [] } })).wrote, true);
  const { good, found } = await load();
  assert.ok(good);
  assert.ok(found.includes("reflexes.json.txt"), "under the name that it has");
});

test("without a card, on one that cannot be written, and on one with two files of a name, it is refused", async (t) => {
  const none = new DesiredCard({ folder: undefined, files: new OsFiles(), kinds: KINDS, log: () => {} });
  assert.match((await none.take({ version: 1 })).errors[0] ?? "", /lives by no card/);
  const files = new CrashFiles({ "/card/node.json": JSON.stringify(NODE) });
  files.fault = ({ do: what }) => (what === "write" || what === "empty" ? "EROFS" : undefined);
  const locked = new DesiredCard({ folder: "/card", files, kinds: KINDS, log: () => {} });
  assert.match((await locked.take({ version: 1, breath: {} })).errors[0] ?? "", /^the card could not be written: /);
  const { take } = await aCard(t, { "node.json": NODE, "breath.json": {}, "breath.json.txt": {} });
  assert.match((await take({ version: 1, breath: PHASES })).errors[0] ?? "", /is there more than once/);
});

test("cut off at any moment, the card is the old one or is made the new one by the next try", async () => {
  const start = { "/card/node.json": JSON.stringify(NODE), "/card/breath.json": JSON.stringify(PHASES) };
  const wanted = { version: 2, breath: { radio: "always" }, attention: { pool: { capacity: 100 } } };
  const take = (files: CrashFiles) =>
    new DesiredCard({ folder: "/card", files, kinds: KINDS, log: () => {} }).take(wanted);
  const whole = new CrashFiles(start);
  assert.equal((await take(whole)).wrote, true);
  for (let cut = 0; cut <= whole.steps.length; cut++)
    for (const fate of [LOST, KEPT, AS_FAT]) {
      const found = whole.crash(cut, fate);
      assert.deepEqual((await loadCard({ folder: "/card", files: found, kinds: KINDS })).problems, [], `cut ${cut}`);
      assert.deepEqual((await take(found)).errors, [], `cut ${cut}`);
      assert.deepEqual(JSON.parse((await found.read(join("/card", "breath.json"))) ?? ""), wanted.breath);
      assert.equal(JSON.parse((await found.read("/card/node.json")) ?? "").version, 2);
    }
});
