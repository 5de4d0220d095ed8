import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY } from "../../../src/domain/time.js";
import { KEPT } from "../../fakes/crash-disk.js";
import { CrashFiles } from "../../fakes/crash-files.js";
import { all, anOutbox, FOLDER, named, send } from "./an-outbox.js";

/** The disk as the next run finds it. */
const later = (files: CrashFiles) => files.crash(files.steps.length, KEPT);

test("messages come out in the order in which they came in, and count from 1 in each boot", async () => {
  const first = await anOutbox();
  for (const topic of ["percept/e1", "alert/hot", "spike/e1"]) first.put(topic);
  assert.equal(first.outbox.isKept, false);
  await first.outbox.commit();
  assert.equal(first.outbox.isKept, true);
  const { outbox, put } = await anOutbox(later(first.files));
  put("voice/1");
  put("glyph/e2");
  const expected = ["1/1 percept/e1", "1/2 alert/hot", "1/3 spike/e1", "2/1 voice/1", "2/2 glyph/e2"];
  assert.deepEqual(await named(outbox), expected);
  assert.deepEqual([outbox.depth, outbox.oldest, outbox.dropped, outbox.trouble], [5, 0, 0, undefined]);
});

test("what cannot be said gets no number", async () => {
  const { outbox, put } = await anOutbox();
  const encode = () => {
    throw new Error("no JSON");
  };
  assert.throws(() => outbox.put({ topic: "spike/e1", at: 0, quality: "ntp", cycle: 1, encode }));
  put("spike/e1");
  assert.deepEqual(await named(outbox), ["1/1 spike/e1"]);
});

test("what was acknowledged is not sent again by a later run, and all else is", async () => {
  const first = await anOutbox();
  for (let i = 0; i < 20; i++) first.put("spike/e1");
  await first.outbox.commit();
  await send(first.outbox, 12);
  first.outbox.acknowledge({ boot: 1, seq: 16 });
  assert.equal(first.outbox.depth, 7);
  await first.outbox.commit();
  const { outbox } = await anOutbox(later(first.files));
  const left = [13, 14, 15, 17, 18, 19, 20];
  assert.deepEqual(
    await named(outbox),
    left.map((seq) => `1/${seq} spike/e1`),
  );
});

test("a commit with nothing new writes nothing", async () => {
  const { outbox, put, files } = await anOutbox();
  await outbox.commit();
  assert.equal(files.steps.length, 0);
  put("spike/e1");
  await Promise.all([outbox.commit(), outbox.commit()]);
  const written = outbox.bytesWritten;
  assert.ok(written > 60);
  await outbox.commit();
  assert.equal(outbox.bytesWritten, written);
  assert.equal(files.steps.filter((step) => step.do === "fsync").length, 1, "one append and one sync");
});

test("what is put while it is sent comes too, from memory and from the disk", async () => {
  const { outbox, put } = await anOutbox();
  for (let i = 0; i < 130; i++) put("spike/e1");
  await outbox.commit();
  const seen: number[] = [];
  for await (const message of outbox.waiting()) {
    seen.push(message.seq);
    outbox.acknowledge(message);
    if (message.seq < 140) put("spike/e1");
    if (message.seq === 131) await outbox.commit();
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 269 }, (_, i) => i + 1),
  );
  assert.equal(outbox.depth, 0);
});

test("a topic in `except` waits, and keeps no other waiting", async () => {
  const { outbox, put } = await anOutbox();
  for (let i = 0; i < 4; i++) for (const topic of ["spike/e1", "spike/e2"]) put(topic);
  const except = new Set<string>();
  const seen: string[] = [];
  for await (const { topic, seq } of outbox.waiting(except)) {
    seen.push(`${topic} ${seq}`);
    if (seq === 3) except.add("spike/e1");
  }
  assert.deepEqual(seen, ["spike/e1 1", "spike/e2 2", "spike/e1 3", "spike/e2 4", "spike/e2 6", "spike/e2 8"]);
});

test("where there is no room, telemetry falls out first, then percepts, alerts last, the oldest of each first, and it is said which", async () => {
  const { outbox, put } = await anOutbox(undefined, { bounds: { waiting: 900 } });
  for (const topic of ["alert/a", "percept/e1", "spike/e1", "glyph/e1", "percept/e2", "spike/e2"]) put(topic);
  await outbox.commit();
  assert.equal(outbox.dropped, 0);
  for (const n of [1, 2, 3]) put(`alert/${n}`);
  await outbox.commit();
  assert.deepEqual(await named(outbox), [
    "1/1 alert/a",
    "1/2 percept/e1",
    "1/5 percept/e2",
    "1/6 spike/e2",
    ...[7, 8, 9].map((n) => `1/${n} alert/${n - 6}`),
  ]);
  assert.deepEqual(outbox.droppedRanges, [{ boot: 1, from: 3, to: 4 }]);
  for (const n of [4, 5, 6, 7]) put(`alert/${n}`);
  await outbox.commit();
  assert.ok((await all(outbox)).every(({ topic }) => topic.startsWith("alert/")));
  const next = await anOutbox(later((await anOutbox()).files));
  assert.equal(next.outbox.dropped, 0);
});

test("what was dropped is known to later runs, also when its segments are gone", async () => {
  const bounds = { waiting: 400, sent: 0 };
  let life = await anOutbox(undefined, { bounds });
  let dropped = 0;
  for (let run = 0; run < 6; run++) {
    for (let i = 0; i < 12; i++) life.put(`spike/${i}`);
    await life.outbox.commit();
    assert.ok(life.outbox.dropped > dropped);
    ({ dropped } = life.outbox);
    const { droppedRanges } = life.outbox;
    life = await anOutbox(later(life.files), { bounds });
    assert.equal(life.outbox.dropped, dropped);
    assert.deepEqual(life.outbox.droppedRanges, droppedRanges);
  }
});

test("a power cut that left the newest segment empty costs no count, when the one before it is given up", async () => {
  const bounds = { waiting: 400, sent: 0 };
  const life = await anOutbox(undefined, { bounds });
  for (let i = 0; i < 12; i++) life.put(`spike/${i}`);
  await life.outbox.commit();
  await send(life.outbox);
  await life.outbox.commit();
  const files = later(life.files);
  await (await files.openToAppend(`${FOLDER}/00000099.log`)).close();
  await files.syncFolder(FOLDER);
  const { outbox } = await anOutbox(files, { bounds });
  await outbox.commit();
  for (let cut = 0; cut <= files.steps.length; cut++) {
    const { outbox: woken } = await anOutbox(files.crash(cut, KEPT), { bounds });
    assert.deepEqual([woken.dropped, woken.lastBoot], [life.outbox.dropped, life.boot], `cut after ${cut}`);
  }
});

test("what nobody came for in months is let go, by how important it is, and only where both times can be believed", async () => {
  const { outbox, put, files } = await anOutbox(undefined, { quality: "floor" });
  put("spike/e1", { at: 0, quality: "ntp" });
  put("spike/e2", { at: 0, quality: "floor" });
  put("percept/e1", { at: 0, quality: "rtc" });
  await outbox.commit();
  const waits = async (now: number, quality: "ntp" | "floor") => {
    const { outbox } = await anOutbox(later(files), { now, quality });
    await outbox.commit();
    return (await all(outbox)).map(({ seq }) => seq);
  };
  assert.deepEqual(await waits(49 * DAY, "ntp"), [1, 2, 3]);
  assert.deepEqual(await waits(51 * DAY, "ntp"), [2, 3]);
  assert.deepEqual(await waits(9999 * DAY, "floor"), [1, 2, 3]);
  assert.deepEqual(await waits(101 * DAY, "ntp"), [2]);
});

test("who has not got messages gets them again, as long as they can be had, and is told which cannot", async () => {
  const { outbox, put, files } = await anOutbox(undefined, { bounds: { sent: 1200 } });
  for (let i = 1; i <= 30; i++) {
    put("spike/e1");
    if (i % 3 === 0) await outbox.commit();
  }
  await send(outbox);
  put("spike/e1");
  await outbox.commit();
  const { count, gone, last } = outbox.resend({ boot: 1, from: 1, to: 99 });
  assert.equal(last, 31);
  assert.equal(gone.length, 1);
  const to = gone[0]?.to ?? 0;
  assert.deepEqual(gone, [{ boot: 1, from: 1, to }]);
  assert.ok(to > 5 && to < 28, "the newest are there still");
  assert.equal(count, 31 - to);
  const again = await all(outbox);
  assert.deepEqual(
    again.map(({ seq }) => seq),
    Array.from({ length: count }, (_, i) => to + 1 + i),
  );
  assert.deepEqual(
    again.map(({ again }) => again === true),
    again.map(({ seq }) => seq !== 31),
  );
  await send(outbox);
  assert.deepEqual(await all(outbox), []);

  const next = await anOutbox(later(files));
  assert.deepEqual(next.outbox.resend({ boot: 7, from: 1, to: 3 }), { count: 0, gone: [{ boot: 7, from: 1, to: 3 }] });
  assert.equal(next.outbox.resend({ boot: 1, from: 30, to: 31 }).count, 2, "an earlier run's too");
  assert.deepEqual(next.outbox.resend({ boot: 2, from: 1, to: 9 }), { count: 0, gone: [], last: 0 });
});

test("what was dropped can be had while it lies on the disk still", async () => {
  const { outbox, put } = await anOutbox(undefined, { bounds: { waiting: 300 } });
  for (let i = 0; i < 9; i++) put("spike/e1");
  await outbox.commit();
  put("spike/e1");
  await outbox.commit();
  const { dropped } = outbox;
  const { count } = outbox.resend({ boot: 1, from: 1, to: dropped });
  assert.ok(count > 0);
  await send(outbox);
  assert.equal(outbox.dropped, dropped);
  assert.deepEqual(await all(outbox), []);
});

test("the log takes no more room than what was sent may have and twice what waits, whatever blocks it", async () => {
  const bounds = { sent: 2000, waiting: 5000 };
  const { outbox, put, files } = await anOutbox(undefined, { bounds });
  const size = () => files.paths.reduce((sum, path) => sum + (files.bytes(path)?.length ?? 0), 0);
  put("spike/refused");
  for (let breath = 0; breath < 60; breath++) {
    for (let i = 0; i < 10; i++) put("spike/e1");
    await outbox.commit();
    for await (const message of outbox.waiting(new Set(["spike/refused"]))) outbox.acknowledge(message);
    assert.ok(size() < 4000 + 1500, `${size()} bytes`);
  }
  await outbox.commit();
  assert.deepEqual(await named(outbox), ["1/1 spike/refused"], "it was carried along");
  const next = await anOutbox(later(files), { bounds });
  assert.deepEqual(await named(next.outbox), ["1/1 spike/refused"]);
});

test("an older andas left its outbox in the state: it is taken over once, with its numbers, and sent first", async () => {
  const message = { topic: "spike/e1", at: 5, cycle: 3, retain: false };
  const older = {
    dropped: 4,
    messages: [12, 15, 19].map((seq) => ({ ...message, boot: 3, seq, payload: `{"boot":3,"seq":${seq}}` })),
  };
  const files = new CrashFiles({ "/s/state.json": "" });
  const first = await anOutbox(files, { older });
  first.put("spike/e2");
  const expected = ["3/12 spike/e1", "3/15 spike/e1", "3/19 spike/e1"];
  assert.deepEqual((await named(first.outbox)).slice(0, 3).toSorted(), expected);
  assert.equal(first.outbox.dropped, 4);
  await first.outbox.commit();
  // The power went before the state knew of it: it is offered again.
  const second = await anOutbox(later(files), { older });
  assert.equal(second.boot, 4);
  assert.equal(second.outbox.depth, 4);
  assert.equal(second.outbox.dropped, 4);
  await second.outbox.commit();
  await send(second.outbox);
  await second.outbox.commit();
  const third = await anOutbox(later(second.files), { older });
  assert.deepEqual(await named(third.outbox), []);
});

test("a segment that the medium damaged costs what is damaged, and it is said", async () => {
  const { outbox, put, files } = await anOutbox();
  for (let i = 0; i < 12; i++) put("spike/e1");
  await outbox.commit();
  put("spike/e1");
  await outbox.commit();
  const disk = Object.fromEntries(files.paths.map((path) => [path, Uint8Array.from(files.bytes(path) ?? [])]));
  const bytes = disk[`${FOLDER}/00000001.log`];
  assert.ok(bytes);
  bytes[400] = (bytes[400] ?? 0) ^ 1;
  const damaged = new CrashFiles(disk);
  const next = await anOutbox(damaged);
  assert.match(next.lines.join(), /^00000001\.log in \/s\/outbox: damaged, .* change the disk$/);
  assert.equal(next.outbox.depth, 12);
  next.put("spike/e1");
  await next.outbox.commit();
  assert.equal((await anOutbox(later(damaged))).outbox.depth, 13);

  damaged.fault = (attempt) => (attempt.do === "read" && attempt.path.endsWith("1.log") ? "EIO" : undefined);
  const unreadable = await anOutbox(damaged);
  assert.match(unreadable.lines.join(), /^00000001\.log/);
  assert.ok(unreadable.outbox.depth < 12);
});

test("a record that goes bad under the running node is counted as dropped; one that cannot be read now waits", async () => {
  const { outbox, put, files } = await anOutbox();
  for (let i = 0; i < 5; i++) put("spike/e1");
  await outbox.commit();
  files.fault = (attempt) => (attempt.do === "read" ? "EIO" : undefined);
  assert.deepEqual(await named(outbox), []);
  assert.equal(outbox.depth, 5);
  files.fault = undefined;
  const bytes = files.bytes(`${FOLDER}/00000001.log`);
  assert.ok(bytes);
  bytes[bytes.length - 3] = 0;
  assert.deepEqual(
    (await all(outbox)).map(({ seq }) => seq),
    [1, 2, 3, 4],
  );
  assert.deepEqual([outbox.depth, outbox.dropped], [4, 1]);
});

test("what can never be sent is dropped by name: counted, named, and nothing behind it waits", async () => {
  const { outbox, put, boot, files } = await anOutbox();
  for (const topic of ["spike/e1", "voice/e1", "spike/e1"]) put(topic);
  await outbox.commit();
  outbox.drop({ boot, seq: 2 });
  outbox.drop({ boot, seq: 99 });
  assert.deepEqual(await named(outbox), [`${boot}/1 spike/e1`, `${boot}/3 spike/e1`]);
  assert.deepEqual([outbox.depth, outbox.dropped, outbox.droppedRanges], [2, 1, [{ boot, from: 2, to: 2 }]]);
  await outbox.commit();
  assert.equal((await anOutbox(files)).outbox.depth, 2);

  // One that was sent, and is asked for again, is not lost by that.
  await send(outbox, 2);
  assert.equal(outbox.resend({ boot, from: 1, to: 1 }).count, 1);
  outbox.drop({ boot, seq: 1 });
  assert.deepEqual([(await all(outbox)).length, outbox.dropped], [0, 1]);
});
