import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeRecord, recordAt } from "../../../src/storage/log/record.js";
import { KEPT } from "../../fakes/crash-disk.js";
import { CrashFiles } from "../../fakes/crash-files.js";
import { all, anOutbox, FOLDER } from "../outbox/an-outbox.js";

test("law: a record is what was written, and with one byte changed it is none", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.integer({ min: 1, max: 255 }), (json, where, flip) => {
      const line = encodeRecord(json);
      assert.deepEqual(recordAt(line, 0)?.json.toString("utf8"), json);
      assert.equal(recordAt(line, 0)?.end, line.length);
      const at = where % line.length;
      line[at] = (line[at] ?? 0) ^ flip;
      assert.equal(recordAt(line, 0), undefined);
    }),
    { numRuns: 2000 },
  );
});

test("law: whatever lies in the outbox's folder, the node starts, and what it is told from then on arrives", async () => {
  const { put, outbox, files } = await anOutbox();
  for (let i = 0; i < 9; i++) put(`spike/e${i}`, { text: "ö" });
  await outbox.commit();
  const real = Buffer.from(files.bytes(`${FOLDER}/00000001.log`) ?? []);
  const damaged = fc
    .array(fc.record({ at: fc.nat(real.length - 1), byte: fc.nat(255) }), { minLength: 1, maxLength: 8 })
    .map((changes) => {
      const bytes = Uint8Array.from(real);
      for (const { at, byte } of changes) bytes[at] = byte;
      return bytes;
    });
  const key = fc.constantFrom("boot", "seq", "topic", "payload", "sent", "dropped", "total", "summary", "added-later");
  const strange = fc.oneof(
    fc.json(),
    fc.dictionary(key, fc.jsonValue()).map((one) => JSON.stringify(one)),
  );
  const line = strange.map(encodeRecord);
  const content = fc.oneof(damaged, fc.uint8Array({ maxLength: 300 }), line);
  const name = fc.constantFrom(
    "00000001.log",
    "00000002.log",
    "00000040.log",
    "1.log",
    "00000003.log.tmp",
    "notes.txt",
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, content, { maxKeys: 4 }), async (found) => {
      const paths = Object.entries(found).map(([file, bytes]) => [`${FOLDER}/${file}`, bytes]);
      const disk = new CrashFiles(Object.fromEntries([["/s/state.json", ""], ...paths]));
      const first = await anOutbox(disk);
      const before = first.outbox.depth;
      first.put("alert/new");
      await first.outbox.commit();
      assert.equal(first.outbox.trouble, undefined);
      const second = await anOutbox(disk.crash(disk.steps.length, KEPT));
      assert.equal((await all(second.outbox)).at(-1)?.topic, "alert/new");
      assert.equal(second.outbox.depth, before + 1);
    }),
    { numRuns: 2000 },
  );
});
