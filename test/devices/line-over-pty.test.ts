import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { line } from "../../devices/line.js";
import { RealClock } from "../../src/ports/os/real-clock.js";
import { osSerial } from "../../src/ports/os/serial.js";
import { Bench } from "./bench.js";
import { Cable, NO_SOCAT, SOCAT, until } from "./serial/cable.js";

async function setUp(t: TestContext) {
  const folder = await mkdtemp(join(os.tmpdir(), "andas-pty-"));
  const cable = new Cable(folder);
  const { ports, listener } = new Bench();
  const device = line.create(line.schema.parse({ path: cable.ours, columns: ["e1", "e2"] }), {
    ...ports,
    clock: new RealClock("floor"),
    openSerial: osSerial(),
  });
  t.after(async () => {
    await device.stop();
    await cable.unplug();
    await rm(folder, { recursive: true });
  });
  return { cable, device, listener };
}

test("rows over a real serial port: halves, garbage, unplugged and plugged in again", async (t) => {
  if (!SOCAT) return t.skip(NO_SOCAT);
  const { cable, device, listener } = await setUp(t);
  await cable.plug();
  await device.start(listener);
  await cable.say("il\n1.5,2\n3,");
  await until(() => listener.rows.length === 1);
  await cable.say("4\ngarb\u0007age\n5,6\n");
  await until(() => listener.rows.length === 3);
  assert.deepEqual(listener.values, [
    [1.5, 2],
    [3, 4],
    [5, 6],
  ]);
  assert.equal(listener.faults.length, 1);

  await cable.say("7,8"); // cut off in the middle of a row
  await cable.unplug();
  await until(() => listener.faults.length === 2);
  assert.match(listener.faults[1]?.reason ?? "", /logger: unplugged/);
  assert.deepEqual(listener.values.at(-1), [Number.NaN, Number.NaN]);

  const rows = listener.rows.length;
  await cable.plug();
  await until(async () => {
    await cable.say("9,10\n");
    return listener.rows.length >= rows + 2;
  });
  assert.deepEqual(listener.values.slice(rows, rows + 2), [
    [9, 10],
    [9, 10],
  ]);
  assert.equal(listener.faults.length, 2);
});

test("a port that is pulled out while it talks is noticed each time, at no cost", async (t) => {
  if (!SOCAT) return t.skip(NO_SOCAT);
  const { cable, device, listener } = await setUp(t);
  await cable.plug();
  await device.start(listener);
  for (let pull = 1; pull <= 3; pull++) {
    const rows = listener.rows.length;
    await until(async () => {
      await cable.say("1,2\n");
      return listener.rows.length > rows;
    });
    await cable.say("3,4\n".repeat(200));
    await cable.unplug();
    await until(() => listener.faults.length === pull);
    const before = process.cpuUsage();
    await sleep(100);
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 60_000, `${user + system} µs of processor in 100 ms without a port`);
    await cable.plug();
  }
});

test("a port that is not there yet is opened when it comes, and closed for a rest", async (t) => {
  if (!SOCAT) return t.skip(NO_SOCAT);
  const { cable, device, listener } = await setUp(t);
  await device.start(listener);
  assert.match(listener.faults[0]?.reason ?? "", /logger is not there: plug it in/);
  await cable.plug();
  await until(async () => {
    await cable.say("1,2\n");
    return listener.rows.length > 0;
  });
  device.rest();
  await sleep(50);
  const rows = listener.rows.length;
  await cable.say("3,4\n5,6\n");
  await sleep(100);
  assert.equal(listener.rows.length, rows);
  device.wake();
  await until(async () => {
    await cable.say("7,8\n");
    return listener.rows.length > rows;
  });
  assert.deepEqual(listener.values.at(-1), [7, 8]);
  assert.equal(listener.faults.length, 1);
});

test("a port that another program has is said to be in use", async (t) => {
  if (!SOCAT) return t.skip(NO_SOCAT);
  const { cable, device, listener } = await setUp(t);
  await cable.plug();
  await device.start(listener);
  const again = osSerial()({ path: cable.ours, baud: 9600, onData: () => {}, onGone: () => {} });
  await assert.rejects(again, /logger (is in use by another program|cannot be opened)/);
});
