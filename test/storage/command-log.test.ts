import assert from "node:assert/strict";
import { test } from "node:test";
import type { NotedCommand } from "../../src/ports/command-journal.js";
import { CommandLog } from "../../src/storage/command-log.js";
import { encodeRecord } from "../../src/storage/log/record.js";
import { LOST } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";

const command = (id: number, more: Partial<NotedCommand> = {}): NotedCommand => ({
  ...{ id, name: "ping", payload: "{}", answerTopic: "a/b", stands: false, begun: false, sent: false },
  ...more,
});

const open = (files: CrashFiles, lines: string[] = []) =>
  CommandLog.open(files, "/s", (level, line) => lines.push(`${level}: ${line}`));

test("what was written is there for the next run, the newest of each, bytes and all", async () => {
  const files = new CrashFiles({ "/s/other": "" });
  const log = await open(files);
  assert.deepEqual(log.commands, []);
  const second = command(2, { correlation: Buffer.from([0, 255]), delivery: 3, stands: true });
  await Promise.all([log.write(command(1)), log.write(second), log.write(command(1, { begun: true, answer: "å" }))]);
  log.note(command(2, { sent: true }));
  await log.close();
  const next = await open(files.crash(files.steps.length, LOST));
  assert.deepEqual(
    next.commands,
    [command(1, { begun: true, answer: "å" }), second],
    "what was noted alone may be lost",
  );
});

test("a damaged line costs that line; a file that is rubbish or cannot be read costs no start", async () => {
  const files = new CrashFiles({ "/s/other": "" });
  const log = await open(files);
  for (const id of [1, 2, 3]) await log.write(command(id));
  const text = Buffer.from(files.bytes("/s/commands.log") ?? "").toString();
  const torn = new CrashFiles({ "/s/commands.log": `${text.replace('"id":2', '"id":5')}half a li` });
  const mended = await open(torn);
  assert.deepEqual(
    mended.commands.map(({ id }) => id),
    [1, 3],
  );
  await mended.write(command(4));
  assert.equal((await open(torn)).commands.length, 3, "nothing was glued to the half line");

  const lines: string[] = [];
  const bad = new CrashFiles({ "/s/commands.log": text });
  bad.fault = ({ do: what }) => (what === "read" ? "EIO" : undefined);
  assert.deepEqual((await open(bad, lines)).commands, []);
  assert.match(lines[0]!, /^warn: commands that waited for their answers are lost: the disk under \/s fails/);
});

test("a whole record that makes no sense, as a later andas may leave one, costs itself alone, and is said", async () => {
  const odd = Buffer.concat(
    [{ id: 2, shape: "another" }, undefined].map((said) => encodeRecord(JSON.stringify(said) ?? "\t")),
  );
  const other = new CrashFiles({ "/s/other": "" });
  const log = await open(other);
  await log.write(command(1));
  const text = Buffer.from(other.bytes("/s/commands.log") ?? "").toString();
  const lines: string[] = [];
  const next = await open(new CrashFiles({ "/s/commands.log": `${odd.toString()}${text}` }), lines);
  assert.deepEqual(next.commands, [command(1)]);
  assert.equal(lines.length, 2);
  assert.match(lines[1] ?? "", /it is no JSON$/);
  assert.match(lines[0] ?? "", /^warn: [^\n]+ makes no sense, and is lost: name: [^\n]+$/);
});

test("it is written anew before it grows without end, and what is forgotten goes", async () => {
  const files = new CrashFiles({ "/s/other": "" });
  const log = await open(files);
  for (let id = 1; id <= 600; id++) {
    await log.write(command(id, { payload: "x".repeat(1000) }));
    if (id > 3) log.forget(id - 3);
  }
  await log.close();
  assert.ok((files.bytes("/s/commands.log")?.length ?? 0) < 70_000);
  assert.ok((await open(files)).commands.length < 70);
});
