import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { spikerbox } from "../../../devices/spikerbox.js";
import { AndasError, isAndasError } from "../../../src/domain/errors.js";
import { root } from "../../house/the-house.js";
import { aBoard, frame, message, PATH } from "./a-board.js";

/** Millivolts of one step of the converter at the electrode. */
const STEP = 5000 / 1024 / 72;

test("10,000 samples a second become ten rows, each the mean of its time, in millivolts at the electrode", async () => {
  const { bench, device, listener, talk } = await aBoard({}, (t) => (t < 5 ? 512 : 612));
  const { channels, rate } = await device.start(listener);
  assert.deepEqual([channels, rate], [[{ name: "e1", role: "electrode" }], 10]);
  talk();
  await bench.pass(10);
  assert.ok(Math.abs(listener.rows.length - 100) <= 1);
  assert.deepEqual(listener.values[20], [0]);
  assert.ok(Math.abs((listener.values[80]?.[0] ?? 0) - 100 * STEP) < 1e-9);
  assert.deepEqual(listener.faults, []);
  await device.stop();
});

test("mains hum is averaged out, and what is slower than a row is kept finer than a step", async () => {
  const hum = (t: number) =>
    Math.round(512.3 + 300 * Math.sin(2 * Math.PI * 50 * t) + 50 * Math.sin(2 * Math.PI * 60 * t));
  const { bench, device, listener, talk } = await aBoard({}, hum);
  await device.start(listener);
  talk();
  await bench.pass(5);
  for (const [mv] of listener.values) assert.ok(Math.abs((mv ?? 0) - 0.3 * STEP) < 0.05 * STEP, `${mv} mV`);
  await device.stop();
});

test("rows stand evenly in time, close to when they were taken", async () => {
  const { bench, device, listener, begin, talk } = await aBoard();
  await device.start(listener);
  talk();
  await bench.pass(60);
  for (const [i, { at }] of listener.rows.entries()) {
    const truth = begin + (i + 1) * 0.1;
    assert.ok(Math.abs(at - truth) < 0.012, `row ${i} is ${at - truth} s off`);
  }
  await device.stop();
});

test("several inputs share the samples, and the board is told how many and asked who it is once it speaks", async () => {
  const { serial, bench, device, listener, talk } = await aBoard({ channels: 2, rate_hz: 100 });
  await device.start(listener);
  await bench.pass(1);
  assert.equal(serial.heard, "", "its boot loader would eat it");
  talk();
  await bench.pass(1);
  assert.equal(serial.heard, "c:2;b:;\n");
  assert.deepEqual(listener.values[5], [0, STEP]);
  serial.send(Uint8Array.from(message("FWV:1.0;HWT:PLANTSS;")));
  serial.send(Uint8Array.from(message("EVNT:1;")));
  assert.deepEqual(device.report?.().board, "FWV 1.0, HWT PLANTSS");
  await device.stop();
});

test("a board that restarts greets, and that is no fault; bytes that are lost later are one", async () => {
  const { serial, bench, device, listener, talk } = await aBoard();
  await device.start(listener);
  serial.send("StartUp!\r\n");
  talk();
  await bench.pass(2);
  assert.equal(listener.faults.length, 0);
  for (let i = 0; i < 5; i++) {
    serial.send(Uint8Array.from([1, 2, 3]));
    await bench.pass(0.2);
  }
  assert.equal(listener.faults.length, 1);
  assert.match(listener.faults[0]?.reason ?? "", /^3 bytes were no frame/);
  await bench.pass(2);
  serial.send(Uint8Array.from([1, 2, 3]));
  assert.equal(listener.faults.length, 2);
  assert.equal(device.report?.().bytes_lost, 18 + 10);
  await device.stop();
});

test("a signal at an end of its scale says nothing, and that is told when it begins", async () => {
  const { bench, device, listener, talk } = await aBoard({}, (t) => (t > 2 && t < 4 ? 1023 : 400));
  await device.start(listener);
  talk();
  await bench.pass(6);
  assert.ok(Number.isNaN(listener.values[30]?.[0]));
  assert.ok(!Number.isNaN(listener.values[50]?.[0]));
  assert.deepEqual(
    listener.faults.map(({ reason }) => reason),
    ["channel e1 is at an end of its scale: look at the electrode and its ground"],
  );
  await device.stop();
});

test("pulled out, plugged in, silent, at rest: it comes back each time, and a gap begins with NaN", async () => {
  const { serial, bench, device, listener, talk, stopTalking } = await aBoard();
  await device.start(listener);
  talk();
  await bench.pass(2);
  serial.unplug();
  assert.ok(Number.isNaN(listener.values.at(-1)?.[0]));
  await bench.pass(3);
  serial.plug();
  await bench.pass(5);
  assert.deepEqual(listener.values.at(-1), [0]);
  stopTalking();
  await bench.pass(100);
  talk();
  await bench.pass(3);
  assert.deepEqual(listener.values.at(-1), [0]);
  device.rest();
  await bench.pass(1);
  assert.equal(serial.listener, undefined);
  const { length } = listener.rows;
  await bench.pass(20);
  assert.equal(listener.rows.length, length);
  device.wake();
  await bench.pass(2);
  assert.ok(listener.rows.length > length + 10);
  assert.deepEqual(
    listener.faults.map(({ reason }) => /unplugged|says nothing/.exec(reason)?.[0]),
    ["unplugged", "says nothing"],
  );
  await device.stop();
  assert.equal(serial.descriptors, 0);
});

test("a missing package ends the start with its clear line", async () => {
  const { serial, device, listener } = await aBoard();
  serial.failure = new AndasError("addon", "serialport is not installed");
  await assert.rejects(device.start(listener), (error) => isAndasError(error, "addon"));
});

test("a rate that the board cannot give is the card's fault, and its electrodes are known to the card", () => {
  const config = (more: object) => spikerbox.schema.safeParse({ path: PATH, ...more });
  assert.match(config({ channels: 6, rate_hz: 2000 }).error?.issues[0]?.message ?? "", /1000/);
  assert.deepEqual(spikerbox.channels?.(spikerbox.schema.parse({ path: PATH, channels: 2 })), ["e1", "e2"]);
});

test("the recorded board: greeting, samples, who it is, a byte that got lost", async () => {
  const { serial, bench, device, listener } = await aBoard({ rate_hz: 100 });
  await device.start(listener);
  const recorded = readFileSync(join(root, "devices/spikerbox/fixture.bin"));
  for (let from = 0; from < recorded.length; from += 200) {
    serial.send(recorded.subarray(from, from + 200));
    await bench.pass(0.01);
  }
  assert.equal(device.report?.().board, "HWT PLANTSS");
  assert.equal(listener.rows.length, 99);
  assert.equal(listener.faults.length, 1);
  assert.deepEqual(frame(512), [0x84, 0]);
  await device.stop();
});
