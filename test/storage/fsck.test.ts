import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CommandLog } from "../../src/storage/command-log.js";
import { seal } from "../../src/storage/envelope.js";
import { checkState } from "../../src/storage/fsck/check-state.js";
import { exportState } from "../../src/storage/fsck/export-state.js";
import { type Checked, settle } from "../../src/storage/fsck/finding.js";
import { encodeRecord } from "../../src/storage/log/record.js";
import { NumberFile } from "../../src/storage/number-file.js";
import { encodeBlock } from "../../src/storage/ring/block.js";
import { framed } from "../../src/storage/ring/frame.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { anOutbox, named, send } from "./outbox/an-outbox.js";

const STATE = "/s";
const FORMAT = { migrations: [], sections: { boot: 1, mind: 1 } };
const SECTIONS = { boot: { v: 1, data: 7 }, mind: { v: 1, data: {} } };
const WHOLE = seal(1, SECTIONS);
const OLDER = seal(1, { boot: { v: 1, data: 6 } });

/** A node that reads everything, but a mind that is text. */
const READING = {
  format: FORMAT,
  read: (state: object) => {
    const text = JSON.stringify(state).includes('"mind":{"v":1,"data":"');
    const mind = { name: "mind", holds: "what it had learnt", reason: "it: expected object", saved: { v: 1, data: 0 } };
    return { committed: text ? undefined : 0, setAside: text ? [mind] : [] };
  },
};

const look = (files: CrashFiles) => checkState(files, STATE, READING);

/** By file: the verdict and what is told of it. */
async function fsck(files: CrashFiles, repair = true): Promise<Map<string, Checked>> {
  return new Map((await settle(await look(files), repair)).map((one) => [one.file, one]));
}

const text = (files: CrashFiles, path: string) => Buffer.from(files.bytes(path) ?? []).toString("utf8");
const verdicts = (checked: Map<string, Checked>) =>
  [...checked.values()].map(({ file, verdict }) => `${file} ${verdict}`);

/** A log's file with bytes put behind it. */
function grown(files: CrashFiles, path: string, more: string): CrashFiles {
  return withFile(files, path, Buffer.concat([files.bytes(path) ?? new Uint8Array(), Buffer.from(more)]));
}

function withFile(files: CrashFiles, path: string, content: string | Uint8Array): CrashFiles {
  const all = Object.fromEntries(files.paths.map((name) => [name, files.bytes(name) ?? ""]));
  return new CrashFiles({ ...all, [path]: content });
}

/** An outbox of one segment: two messages sent, three that wait. */
async function outboxed(): Promise<CrashFiles> {
  const { files, outbox, put } = await anOutbox(new CrashFiles({ "/s/state.json": WHOLE }), { segmentBytes: 1e6 });
  for (let i = 0; i < 5; i++) put("spike/e1", { text: '{"boot":9,"seq":9,}' });
  await outbox.commit();
  await send(outbox, 2);
  await outbox.commit();
  await outbox.close();
  return files;
}
const SEGMENT = "/s/outbox/00000001.log";

test("a state that is whole is told so, file by file, and nothing on the disk changes", async () => {
  const files = withFile(await outboxed(), "/s/state.last-good.json", OLDER);
  const before = files.paths.map((path) => text(files, path));
  const checked = await fsck(files);
  assert.deepEqual(verdicts(checked), ["state.json whole", "state.last-good.json whole", "outbox/00000001.log whole"]);
  assert.equal(checked.get("state.json")?.holds, "version 1, 2 sections, committed 1970-01-01T00:00:00.000Z");
  assert.equal(checked.get("outbox/00000001.log")?.holds, "5 messages, 3 waiting");
  assert.deepEqual(
    files.paths.map((path) => text(files, path)),
    before,
  );
  assert.equal(files.steps.length, 0);
});

test("a torn end of the outbox is cut off, and the message in it is named; looking alone changes nothing", async () => {
  const whole = await outboxed();
  const tail = '312 00000000 {"boot":1,"seq":6,"at":0,"tq":"ntp","cycle":1,"topic":"spi';
  const files = grown(whole, SEGMENT, tail);
  const looked = (await fsck(files, false)).get("outbox/00000001.log");
  assert.deepEqual([looked?.verdict, looked?.how], ["mendable", "cut off"]);
  assert.equal(files.steps.length, 0);

  const mended = (await fsck(files)).get("outbox/00000001.log");
  assert.equal(mended?.verdict, "mended");
  assert.deepEqual(mended?.lost, { bytes: tail.length, records: 1, numbers: [{ boot: 1, from: 6, to: 6 }] });
  assert.equal(text(files, SEGMENT), text(whole, SEGMENT));
  assert.deepEqual(verdicts(await fsck(files)), ["state.json whole", "outbox/00000001.log whole"]);
  const { outbox } = await anOutbox(files);
  assert.deepEqual(await named(outbox), ["1/3 spike/e1", "1/4 spike/e1", "1/5 spike/e1"]);
});

test("damage between whole records stays; what was sent, or lies elsewhere too, is not lost", async () => {
  const whole = await outboxed();
  const lines = text(whole, SEGMENT).split("\n");
  // The first message was sent, the fourth waited; the fifth is damaged, and whole once more behind that.
  const broken = lines.map((line, i) => ([1, 4, 5].includes(i) ? line.replace("spike", "spoke") : line));
  const files = withFile(whole, SEGMENT, [...broken.slice(0, -1), lines[5], "\0\0"].join("\n"));
  const found = (await fsck(files)).get("outbox/00000001.log");
  assert.equal(found?.verdict, "damaged");
  assert.deepEqual([found?.lost?.records, found?.lost?.numbers], [3, [{ boot: 1, from: 4, to: 4 }]]);
  assert.equal(files.steps.length, 0);
});

test("a damaged state is put aside and the one before it restored; a damaged one before it is written anew", async () => {
  const files = new CrashFiles({ "/s/state.json": WHOLE.slice(0, 40), "/s/state.last-good.json": OLDER });
  const checked = await fsck(files);
  assert.match(
    checked.get("state.json")?.trouble ?? "",
    /^it is torn or half written: a node goes on with state\.last-good\.json$/,
  );
  assert.deepEqual(verdicts(checked), ["state.json mended", "state.last-good.json whole"]);
  assert.deepEqual([text(files, "/s/state.json"), text(files, "/s/state.damaged-1.json")], [OLDER, WHOLE.slice(0, 40)]);
  assert.deepEqual(verdicts(await fsck(files)), [
    "state.json whole",
    "state.last-good.json whole",
    "state.damaged-1.json whole",
  ]);

  const other = new CrashFiles({ "/s/state.json": WHOLE, "/s/state.last-good.json": "\0\0" });
  assert.deepEqual(verdicts(await fsck(other)), ["state.json whole", "state.last-good.json mended"]);
  assert.equal(text(other, "/s/state.last-good.json"), WHOLE);

  const missing = new CrashFiles({ "/s/state.last-good.json": OLDER });
  assert.equal((await fsck(missing)).get("state.json")?.how, "restored from state.last-good.json");
  assert.equal(text(missing, "/s/state.json"), OLDER);
});

test("a state of which nothing is left is said, with the backup that could take its place; senses only settle anew", async () => {
  const files = new CrashFiles({
    "/s/state.json": "",
    "/s/backup/state.json": WHOLE,
    "/s/senses.json": "{",
    "/s/source.json": "{",
    "/s/last-good.json": "{}",
  });
  const checked = await fsck(files);
  assert.deepEqual(verdicts(checked), [
    "senses.json mended",
    "state.json damaged",
    "last-good.json whole",
    "source.json mended",
    "backup/state.json whole",
  ]);
  assert.match(checked.get("state.json")?.trouble ?? "", /begins anew; backup\/state\.json is whole: copy it here$/);
  assert.equal(text(files, "/s/state.json"), "");
  assert.equal(text(files, "/s/senses.damaged-1.json"), "{");
  assert.equal(
    (await fsck(new CrashFiles({ "/s/state.json": "" }))).get("state.json")?.trouble?.includes("copy"),
    false,
  );
});

test("a section that cannot be read costs itself alone, a newer andas is left alone, an older copy may be of any version", async () => {
  const odd = new CrashFiles({
    "/s/state.json": seal(1, { mind: { v: 1, data: "?" } }),
    "/s/state.v0.json": seal(1, {}),
  });
  const found = (await fsck(odd)).get("state.json");
  assert.equal(found?.verdict, "damaged");
  assert.match(
    found?.trouble ?? "",
    /^"mind" cannot be read \(it: expected object\): a node goes on without what it had learnt/,
  );
  const newer = (await fsck(new CrashFiles({ "/s/state.json": seal(5, {}) }))).get("state.json");
  assert.equal(newer?.verdict, "whole");
  assert.match(newer?.holds ?? "", /^a newer andas wrote it \(version 5, this one knows 1\)/);

  const refuses = { migrations: [() => assert.fail("no")], sections: {} };
  const old = new CrashFiles({ "/s/state.json": WHOLE });
  const [stuck] = await settle(await checkState(old, STATE, { ...READING, format: refuses }), true);
  assert.match(stuck?.trouble ?? "", /cannot be brought from version 1 to 2/);
  const bug = { ...READING, read: () => assert.fail("a bug") };
  await assert.rejects(checkState(old, STATE, bug), /a bug/);
});

const ROWS = { device: "d", names: ["e1"], times: Float64Array.of(0, 1), values: [Float64Array.of(1, 2)], rested: [] };
const BLOCK = framed(encodeBlock({ anchor: { boot: 1, quality: "ntp", wall: 0, steady: 0 }, rows: ROWS }));

test("the ring of raw signal: a torn block is cut off, damage between blocks is told", async () => {
  const torn = new CrashFiles({
    "/s/raw/00000001.raw": Buffer.concat([BLOCK, BLOCK.subarray(0, 20)]),
    "/s/raw/00000002.raw": Buffer.concat([BLOCK.subarray(0, 20), BLOCK]),
    "/s/raw/00000003.raw": new Uint8Array(),
  });
  const checked = await fsck(torn);
  assert.deepEqual(verdicts(checked), [
    "raw/00000001.raw mended",
    "raw/00000002.raw damaged",
    "raw/00000003.raw whole",
  ]);
  const cut = checked.get("raw/00000001.raw");
  assert.equal(cut?.holds, "1 block, 2 rows, 1970-01-01T00:00:00.000Z to 1970-01-01T00:00:01.000Z");
  assert.deepEqual(cut?.lost, { bytes: 20, records: 1, numbers: [] });
  assert.deepEqual(Buffer.from(torn.bytes("/s/raw/00000001.raw") ?? []), Buffer.from(BLOCK));
});

test("commands: a torn end is cut off, damage is told, and a record that makes no sense costs itself", async () => {
  const files = new CrashFiles({ "/s/state.json": WHOLE });
  const log = await CommandLog.open(files, STATE, () => {});
  const command = { name: "ask", payload: "{}", answerTopic: "res/ask", stands: false, begun: true };
  await log.write({ id: 1, ...command, sent: true });
  await log.write({ id: 2, ...command, sent: false });
  await log.close();
  const whole = text(files, "/s/commands.log");
  const cases = [
    [whole, "whole", "2 commands, 1 to be answered"],
    [`${whole}12 0`, "mended", "2 commands, 1 to be answered"],
    [`12 0\n${whole}`, "damaged", "2 commands, 1 to be answered"],
    [`${encodeRecord("{}").toString("utf8")}${whole}`, "damaged", "2 commands, 1 to be answered"],
  ] as const;
  for (const [content, verdict, holds] of cases) {
    const found = (await fsck(withFile(files, "/s/commands.log", content))).get("commands.log");
    assert.deepEqual([found?.verdict, found?.holds], [verdict, holds], content);
  }
});

test("what a power cut left half written is removed; what is nobody's is left alone; a damaged recording is told", async () => {
  const files = new CrashFiles({
    "/s/state.json": WHOLE,
    "/s/state.json.tmp": "{",
    "/s/andas.lock": "",
    "/s/andas.lock.7.stale": "",
    "/s/notes.tmp": "mine",
    "/s/by-recording": "",
    "/s/backup/readme": "",
    "/s/recordings/a.csv": "time,e1\n0,1\n",
    "/s/recordings/b.csv": "time,e1\n0,",
    "/s/recordings/c.csv.tmp": "",
  });
  const checked = await fsck(files);
  assert.deepEqual(
    new Set(verdicts(checked)),
    new Set([
      "andas.lock.7.stale mended",
      "backup/readme whole",
      "by-recording whole",
      "notes.tmp whole",
      "recordings/a.csv whole",
      "recordings/b.csv damaged",
      "recordings/c.csv.tmp mended",
      "state.json whole",
      "state.json.tmp mended",
    ]),
  );
  assert.deepEqual([files.bytes("/s/state.json.tmp"), text(files, "/s/notes.tmp")], [undefined, "mine"]);
});

test("of the numbers that were given one copy is enough; without any a node counts on from far above", async () => {
  const files = await outboxed();
  const numbers = new NumberFile(files, STATE);
  await numbers.write({ boot: 7, births: 20 });
  await numbers.write({ boot: 7, births: 21 });
  const whole = Buffer.from(files.bytes("/s/numbers") ?? []);
  assert.equal((await fsck(files)).get("numbers")?.holds, "boot 7, births 21");
  whole.fill(0, 4096, 4100);
  assert.equal((await fsck(withFile(files, "/s/numbers", whole))).get("numbers")?.holds, "boot 7, births 20");
  whole.fill(0, 0, 4);
  const damaged = (await fsck(withFile(files, "/s/numbers", whole))).get("numbers");
  assert.equal(damaged?.verdict, "damaged");
  assert.match(damaged?.trouble ?? "", /a node counts on from far above/);
});

test("a disk that cannot be read is damage of each file, and one that cannot be written keeps what it has", async () => {
  const files = withFile(grown(await outboxed(), SEGMENT, "1"), "/s/senses.json", "{");
  const all = new CrashFiles({
    ...Object.fromEntries(files.paths.map((path) => [path, files.bytes(path) ?? ""])),
    "/s/commands.log": "",
    "/s/numbers": "",
    "/s/source.json": "{}",
    "/s/raw/00000001.raw": BLOCK,
    "/s/recordings/a.csv": "",
  });
  all.fault = ({ do: what }) => (what === "read" ? "EIO" : undefined);
  const unread = [...(await fsck(all, false)).values()].filter(({ trouble }) =>
    trouble?.includes("the disk cannot read it"),
  );
  assert.equal(unread.length, 8);

  files.fault = ({ do: what }) => (what === "read" || what === "list" ? undefined : "EROFS");
  const checked = await fsck(files);
  assert.match(checked.get("outbox/00000001.log")?.trouble ?? "", /it could not be mended: .*EROFS/);
  assert.match(checked.get("senses.json")?.trouble ?? "", /it cannot be moved aside: is the disk read-only\?/);
});

test("the state as one JSON: the best sections, what waits, the commands without what they said", async () => {
  const files = withFile(withFile(await outboxed(), "/s/state.json", "{"), "/s/state.last-good.json", OLDER);
  const said = async () => {
    let all = "";
    for await (const piece of exportState(files, STATE, FORMAT)) all += piece;
    return JSON.parse(all);
  };
  const log = await CommandLog.open(files, STATE, () => {});
  const command = { payload: "secret", answerTopic: "res/ask", stands: false, begun: true, sent: false };
  await log.write({ id: 1, name: "ask", ...command });
  await log.close();
  const { v, from, sections, senses, commands, outbox } = await said();
  assert.deepEqual([v, from, senses], [1, "state.last-good.json", null]);
  assert.deepEqual(sections, { boot: { v: 1, data: 6 } });
  assert.deepEqual(commands, [{ id: 1, name: "ask", begun: true, sent: false }]);
  assert.deepEqual([outbox.dropped, outbox.dropped_ranges], [0, []]);
  assert.deepEqual(
    outbox.waiting.map(({ seq }: { seq: number }) => seq),
    [3, 4, 5],
  );
  const empty = new CrashFiles({ "/s/x": "" });
  let all = "";
  for await (const piece of exportState(empty, STATE, FORMAT)) all += piece;
  assert.deepEqual(JSON.parse(all).sections, null);
});

test("law: wherever a segment is cut off or damaged, a node finds after a repair what it would have found without one", async () => {
  const whole = await outboxed();
  const bytes = whole.bytes(SEGMENT) ?? new Uint8Array();
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length), fc.option(fc.nat(bytes.length - 1)), async (length, flipped) => {
      const damaged = bytes.slice(0, length);
      if (flipped !== null && flipped < length) damaged[flipped]! ^= 1;
      const [alone, helped] = [withFile(whole, SEGMENT, damaged), withFile(whole, SEGMENT, damaged)];
      await fsck(helped);
      assert.ok([...(await fsck(helped, false)).values()].every(({ verdict }) => verdict !== "mendable"));
      assert.deepEqual(await named((await anOutbox(helped)).outbox), await named((await anOutbox(alone)).outbox));
    }),
  );
});
