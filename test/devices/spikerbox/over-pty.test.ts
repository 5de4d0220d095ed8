import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { spikerbox } from "../../../devices/spikerbox.js";
import { RealClock } from "../../../src/ports/os/real-clock.js";
import { osSerial } from "../../../src/ports/os/serial.js";
import { Bench } from "../bench.js";
import { Cable, NO_SOCAT, SOCAT, until } from "../serial/cable.js";
import { frame, message } from "./a-board.js";

const descriptors = async () => (await readdir("/proc/self/fd")).length;

test("a SpikerBox on a real serial port: asked who it is, heard, pulled out again and again, and no descriptor is left", async (t) => {
  if (!SOCAT) return t.skip(NO_SOCAT);
  const folder = await mkdtemp(join(os.tmpdir(), "andas-pty-"));
  const cable = new Cable(folder);
  const { ports, listener } = new Bench();
  const device = spikerbox.create(spikerbox.schema.parse({ path: cable.ours, rate_hz: 100 }), {
    ...ports,
    clock: new RealClock("floor"),
    openSerial: osSerial(),
  });
  t.after(async () => {
    await device.stop();
    await cable.unplug();
    await rm(folder, { recursive: true });
  });
  const samples = Uint8Array.from(Array.from({ length: 500 }, () => frame(612)).flat());
  await cable.plug();
  const before = await descriptors();
  await device.start(listener);
  await cable.say("StartUp!\r\n");
  assert.equal(await cable.heard(), "b:;\n");
  await cable.say(Uint8Array.from(message("HWT:PLANTSS;")));
  await cable.say(samples);
  await until(() => listener.rows.length >= 5);
  assert.equal(device.report?.().board, "HWT PLANTSS");
  assert.equal(listener.faults.length, 0);

  for (let pull = 1; pull <= 4; pull++) {
    await cable.say(samples.subarray(0, 301)); // cut off in the middle of a frame
    await cable.unplug();
    await until(() => listener.faults.length === pull);
    await cable.plug();
    const { length } = listener.rows;
    await until(async () => {
      await cable.say(samples);
      return listener.rows.length > length + 5;
    });
    assert.equal(listener.faults.length, pull, listener.faults.at(-1)?.reason);
  }
  await device.stop();
  await sleep(100);
  assert.ok((await descriptors()) <= before, `${await descriptors()} descriptors, ${before} before`);
});
