import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { replaceFile } from "../../src/ports/atomic-file.js";
import { type Fate, KEPT, LOST, torn, zeroed } from "../fakes/crash-disk.js";
import { CrashFiles } from "../fakes/crash-files.js";

type Act =
  | { readonly do: "append"; readonly text: string }
  | { readonly do: "sync" }
  | { readonly do: "cut"; readonly to: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("append" as const), text: fc.string({ maxLength: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("sync" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cut" as const), to: fc.nat(20) }) },
);
const fate: fc.Arbitrary<Fate> = fc.record({ keep: fc.boolean(), cut: fc.nat(20) }).map(({ keep, cut }) => ({
  keepsName: () => keep,
  bytes: torn(cut).bytes,
}));

async function started() {
  const files = new CrashFiles({ "/s/log": "" });
  return { files, log: await files.openToAppend("/s/log") };
}

test("law: what was synced is there after any crash, and what was not may be any first part of it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ maxLength: 9 })), fc.nat(), fate, async (words, when, chance) => {
      const { files, log } = await started();
      /** What is safe and what is written, after each step. */
      const known: { safe: string; written: string }[] = [{ safe: "", written: "" }];
      let [safe, written] = ["", ""];
      const remember = () => {
        while (known.length <= files.steps.length) known.push({ safe, written });
      };
      for (const [i, word] of words.entries()) {
        await log.append(Buffer.from(word));
        written += word;
        remember();
        if (i % 3 === 2) {
          await log.sync();
          safe = written;
          remember();
        }
      }
      const steps = when % (files.steps.length + 1);
      const found = Buffer.from(files.crash(steps, chance).bytes("/s/log") ?? "");
      const { safe: sure, written: all } = known[steps]!;
      assert.ok(found.length >= Buffer.byteLength(sure), `${found} lacks ${sure}`);
      assert.deepEqual(found, Buffer.from(all).subarray(0, found.length));
    }),
  );
});

test("law: after a sync nothing is open any more, whatever was cut and appended before it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act), fate, async (acts, chance) => {
      const { files, log } = await started();
      for (const one of acts)
        if (one.do === "append") await log.append(Buffer.from(one.text));
        else if (one.do === "sync") await log.sync();
        else await log.truncate(one.to);
      await log.sync();
      assert.deepEqual(await files.crash(files.steps.length, chance).read("/s/log"), await files.read("/s/log"));
      assert.equal(log.length, files.bytes("/s/log")?.length);
    }),
  );
});

test("every first part of what was not synced can be found, none of it and zeros included", async () => {
  const { files, log } = await started();
  await log.append(Buffer.from("safe."));
  await log.sync();
  await log.append(Buffer.from("torn"));
  const end = files.steps.length;
  const after = [0, 1, 2, 3, 4].map((cut) => files.crash(end, torn(cut)).read("/s/log"));
  assert.deepEqual(await Promise.all(after), ["safe.", "safe.t", "safe.to", "safe.tor", "safe.torn"]);
  assert.equal(await files.crash(end, LOST).read("/s/log"), "safe.");
  assert.equal(await files.crash(end, zeroed(1)).read("/s/log"), "safe.t\0\0\0");
});

test("a cut that was not synced may come undone, and takes with it what was appended after it", async () => {
  const { files, log } = await started();
  await log.append(Buffer.from("whole, torn"));
  await log.sync();
  await log.truncate(5);
  await log.append(Buffer.from("!"));
  const end = files.steps.length;
  assert.equal(await files.crash(end, LOST).read("/s/log"), "whole, torn");
  assert.equal(await files.crash(end, KEPT).read("/s/log"), "whole!");
  assert.equal(await files.crash(end, torn(0)).read("/s/log"), "whole");
  await log.sync();
  assert.equal(await files.crash(end + 1, LOST).read("/s/log"), "whole!");
});

test("a new log may be gone with its bytes until its folder is synced", async () => {
  const files = new CrashFiles({ "/s/other": "" });
  const log = await files.openToAppend("/s/log");
  await log.append(Buffer.from("one"));
  await log.sync();
  assert.equal(await files.crash(files.steps.length, LOST).read("/s/log"), undefined);
  await files.syncFolder("/s");
  assert.equal(await files.crash(files.steps.length, LOST).read("/s/log"), "one");
});

test("a full disk takes none of a record", async () => {
  const { files, log } = await started();
  files.capacity = 8;
  await log.append(Buffer.from("12345"));
  await assert.rejects(log.append(Buffer.from("6789abc")), { code: "ENOSPC" });
  assert.deepEqual([await files.read("/s/log"), log.length], ["12345", 5]);
  await log.append(Buffer.from("678"));
  assert.equal(await files.read("/s/log"), "12345678");
});

test("a replaced file holds the old or the new content, whole, whatever moment the power goes at", async () => {
  const files = new CrashFiles({ "/s/a": "old" });
  await replaceFile(files, "/s/a", "new", "/s/before");
  const end = files.steps.length;
  for (let steps = 0; steps <= end; steps++)
    for (const chance of [LOST, KEPT, torn(1), zeroed(1)]) {
      const found = files.crash(steps, chance);
      assert.ok(["old", "new"].includes((await found.read("/s/a")) ?? ""), `cut after ${steps}`);
      assert.ok(["old", undefined].includes(await found.read("/s/before")), `cut after ${steps}`);
    }
  assert.equal(await files.crash(end, LOST).read("/s/a"), "new");
  assert.equal(await files.crash(end, LOST).read("/s/before"), "old");
});
