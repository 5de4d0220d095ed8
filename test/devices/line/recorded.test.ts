import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { line } from "../../../devices/line.js";
import { FakeSerial } from "../../fakes/fake-serial.js";
import { root } from "../../house/the-house.js";
import { Bench } from "../bench.js";

test("what the recommended sketch writes is heard whole, and what is lost or hurt on the way is told", async () => {
  const path = "/dev/ttyACM0";
  const serial = new FakeSerial(path);
  const bench = new Bench({ openSerial: serial.open });
  const { listener } = bench;
  const device = line.create(line.schema.parse({ path, clock: "device" }), bench.ports);
  await device.start(listener);
  const lines = readFileSync(join(root, "devices/line/fixture.txt"), "utf8").split(/(?<=\n)/);
  for (const [i, text] of lines.entries()) {
    // The fiftieth is lost on the way, the eightieth hurt.
    if (i !== 50) serial.send(i === 80 ? text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) : text);
    if (!text.startsWith("$seq")) await bench.pass(1);
  }
  assert.deepEqual(
    listener.descriptions[0]?.channels.map(({ name }) => name),
    ["e1", "e2"],
  );
  const rows = lines.filter((text) => /^\$\d/.test(text)).length;
  assert.equal(listener.rows.length, rows - 2);
  assert.deepEqual(
    listener.faults.map(({ reason }) => reason.replace(/[:\d].*/, "")),
    ["", "a line whose checksum is wrong", ""],
  );
  assert.equal(device.report?.().rows_lost, 2);
  assert.deepEqual(listener.values[1], [4.882, 0]);
  const [first, last] = [listener.rows[0]?.at ?? 0, listener.rows.at(-1)?.at ?? 0];
  assert.ok(Math.abs(last - first - (rows - 1)) < 0.05, `${last - first} s`);
  await device.stop();
});
