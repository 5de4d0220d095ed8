import assert from "node:assert/strict";
import { test } from "node:test";
import { KEPT } from "../../fakes/crash-disk.js";
import { CrashFiles } from "../../fakes/crash-files.js";
import { all, anOutbox, FOLDER, named, send } from "./an-outbox.js";

const size = (files: CrashFiles) => files.paths.reduce((sum, path) => sum + (files.bytes(path)?.length ?? 0), 0);

test("on a full disk the outbox goes on in memory, drops the least important there, says so, and writes all when there is room", async () => {
  const { outbox, put, files } = await anOutbox(undefined, { bounds: { memory: 1500 } });
  put("alert/first");
  await outbox.commit();
  files.capacity = size(files);
  for (let i = 0; i < 30; i++) put(i % 10 === 0 ? "reading/wave" : "spike/e1");
  await outbox.commit();
  assert.match(outbox.trouble ?? "", /^the disk is full: free space on \/s\/outbox/);
  assert.equal(outbox.isKept, false);
  for (let i = 0; i < 7; i++) put("reading/wave");
  assert.ok(outbox.dropped > 20);
  const kept = await all(outbox);
  assert.equal(kept[0]?.topic, "alert/first");
  assert.equal(kept.filter(({ topic }) => topic === "reading/wave").length, 10, "what is important stays");
  assert.equal(kept.length + outbox.dropped, 38);

  files.capacity = Number.POSITIVE_INFINITY;
  await outbox.commit();
  assert.equal(outbox.trouble, undefined);
  const next = await anOutbox(files.crash(files.steps.length, KEPT));
  assert.deepEqual(await all(next.outbox), kept);
  assert.equal(next.outbox.dropped, outbox.dropped);
});

test("on a full disk what was sent makes room first, then the oldest telemetry; never what is more important", async () => {
  const { outbox, put, files } = await anOutbox();
  for (let i = 0; i < 9; i++) put("spike/sent");
  await outbox.commit();
  await send(outbox);
  for (let i = 0; i < 5; i++) put("spike/e1");
  await outbox.commit();
  for (let i = 0; i < 5; i++) put("alert/a");
  await outbox.commit();
  files.capacity = size(files);
  put("reading/wave");
  await outbox.commit();
  assert.equal(outbox.trouble, undefined, "there was room after all");
  assert.equal(outbox.resend({ boot: 1, from: 1, to: 9 }).count, 0);
  assert.deepEqual(new Set((await all(outbox)).map(({ topic }) => topic)), new Set(["alert/a", "reading/wave"]));
  assert.equal(outbox.dropped, 5);
  assert.equal(await outbox.makeRoom(), false, "alerts are not given up");
  files.fault = () => "EIO";
  await outbox.commit();
  assert.equal(await outbox.makeRoom(), false);
});

test("what was sent from memory and never found room is let go before anything that waits", async () => {
  const { outbox, put, files } = await anOutbox(undefined, { bounds: { memory: 750 } });
  files.capacity = 0;
  for (let i = 0; i < 5; i++) put("spike/e1");
  await outbox.commit();
  await send(outbox, 3);
  for (let i = 0; i < 4; i++) put("spike/e1");
  assert.deepEqual(
    (await all(outbox)).map(({ seq }) => seq),
    [4, 5, 6, 7, 8, 9],
  );
  assert.equal(outbox.dropped, 0);
});

test("a breath that says more than memory should hold is written before its end", async () => {
  const { outbox, put } = await anOutbox(undefined, { bounds: { memory: 1000 } });
  for (let i = 0; i < 100; i++) {
    put("spike/e1");
    await new Promise(setImmediate);
  }
  assert.ok(outbox.bytesWritten > 5000);
  assert.deepEqual([outbox.depth, outbox.dropped], [100, 0]);
});

test("a disk that fails at any step, once or for a while, costs no message, and nothing is found twice or out of order", async () => {
  const story = async (files: CrashFiles, failing: number, code: string, times: number) => {
    const { outbox, put } = await anOutbox(files, { segmentBytes: 300, bounds: { sent: 700 } });
    let left = times;
    files.fault = (attempt) => {
      if (files.steps.length < failing || left === 0 || attempt.do === "read") return undefined;
      left--;
      return code;
    };
    for (let breath = 0; breath < 6; breath++) {
      for (let i = 0; i < 2; i++) put(`reading/${breath}`);
      await outbox.commit();
      if (breath % 2 === 1) await send(outbox, 3);
    }
    files.fault = undefined;
    await outbox.commit();
    assert.equal(outbox.trouble, undefined);
    return outbox;
  };
  const whole = new CrashFiles({ "/s/state.json": "" });
  const expected = await named(await story(whole, 0, "", 0));
  assert.equal(expected.length, 3);
  for (const code of ["ENOSPC", "EIO", "EROFS"])
    for (const times of [1, 2, 7])
      for (let failing = 0; failing <= whole.steps.length; failing++) {
        const files = new CrashFiles({ "/s/state.json": "" });
        const when = `${code}, ${times} times from step ${failing}`;
        const outbox = await story(files, failing, code, times);
        assert.deepEqual(await named(outbox), expected, when);
        const next = await anOutbox(files.crash(files.steps.length, KEPT));
        assert.deepEqual(await named(next.outbox), await named(outbox), when);
        assert.deepEqual(next.lines, [], when);
      }
});

test("a disk that cannot be read at the start costs what lay there for this run, and the next run has it", async () => {
  const { outbox, put, files } = await anOutbox();
  put("spike/e1");
  await outbox.commit();
  files.fault = (attempt) => (attempt.do === "list" ? "EIO" : undefined);
  const blind = await anOutbox(files);
  assert.match(blind.lines.join(), /^the disk under \/s\/outbox fails/);
  files.fault = undefined;
  blind.put("spike/e2");
  await blind.outbox.commit();
  assert.deepEqual(files.paths.filter((path) => path.startsWith(FOLDER)).length, 2, "it writes over nothing");
});
