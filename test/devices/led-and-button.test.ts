import assert from "node:assert/strict";
import { test } from "node:test";
import { button } from "../../devices/button.js";
import { led } from "../../devices/led.js";
import { isAndasError } from "../../src/domain/errors.js";
import { FakeGpio } from "../fakes/fake-gpio.js";
import { Bench, START } from "./bench.js";

test("a LED is dark when it starts, lit when asked, and dark and free after it stopped", async () => {
  const bench = new Bench();
  const device = led.create(led.schema.parse({ line: 17, active_low: true }), bench.ports);
  await device.setOutput?.(true);
  assert.deepEqual(bench.gpio.history, [], "before it is started it does nothing");
  assert.deepEqual(await device.start(bench.listener), { channels: [], rate: 0, origin: 0 });
  assert.equal(bench.gpio.outputs.get(17), false);
  assert.equal(bench.gpio.taken.get(17)?.activeLow, true);
  bench.gpio.lose(17, "GPIO17 was lost");
  assert.match(bench.listener.faults.at(-1)?.reason ?? "", /GPIO17 was lost/);
  await device.setOutput?.(true);
  device.rest();
  assert.equal(bench.gpio.outputs.get(17), true, "a rest does not touch it");
  await device.stop();
  await device.stop();
  assert.equal(bench.gpio.outputs.has(17), false);
});

test("a button calls at the time of each press, at rest too, and not after it stopped", async () => {
  const bench = new Bench();
  const device = button.create(button.schema.parse({ line: 22, chip: "pinctrl-rp1" }), bench.ports);
  await device.start(bench.listener);
  const { trouble: _, ...taken } = bench.gpio.taken.get(22) ?? {};
  assert.deepEqual(taken, { activeLow: true, debounceMs: 30, chip: "pinctrl-rp1" });
  await bench.pass(5);
  bench.gpio.press(22);
  device.rest();
  await bench.pass(5);
  bench.gpio.press(22);
  await device.stop();
  bench.gpio.press(22);
  assert.deepEqual(bench.listener.calls, [START + 5, START + 10]);
});

test("on a board without GPIO both say so when they are started", async () => {
  const bench = new Bench({ gpio: new FakeGpio({ present: false }) });
  for (const device of [
    led.create(led.schema.parse({ line: 17 }), bench.ports),
    button.create(button.schema.parse({ line: 17 }), bench.ports),
  ]) {
    await assert.rejects(device.start(bench.listener), (error) => isAndasError(error, "device"));
    await device.stop();
  }
});

test("two devices cannot have one line", async () => {
  const bench = new Bench();
  const config = led.schema.parse({ line: 17 });
  const first = led.create(config, bench.ports);
  await first.start(bench.listener);
  await assert.rejects(led.create(config, bench.ports).start(bench.listener), /GPIO17 is taken/);
  await first.stop();
});

/** A button whose long press halts, on line 22: pressed for so many seconds, and what came of it. */
async function pressedFor(...lengths: number[]) {
  const bench = new Bench();
  const device = button.create(button.schema.parse({ line: 22, long_press: "halt" }), bench.ports);
  await device.start(bench.listener);
  for (const length of lengths) {
    bench.gpio.press(22);
    await bench.pass(length);
    bench.gpio.release(22);
    await bench.pass(1);
  }
  await device.stop();
  const { calls, halts, faults } = bench.listener;
  return { calls: calls.length, halts: halts.length, faults: faults.map(({ reason }) => reason) };
}

test("where a long press halts, a short one calls when it is over, a long one halts, and one that never ends is told and does nothing", async () => {
  assert.deepEqual(await pressedFor(0.2), { calls: 1, halts: 0, faults: [] });
  assert.deepEqual(await pressedFor(2.9, 0.1), { calls: 2, halts: 0, faults: [] });
  assert.deepEqual(await pressedFor(3), { calls: 0, halts: 1, faults: [] });
  assert.deepEqual(await pressedFor(9.9), { calls: 0, halts: 1, faults: [] });
  const stuck = await pressedFor(3600);
  assert.deepEqual([stuck.calls, stuck.halts, stuck.faults.length], [0, 0, 1]);
  assert.match(stuck.faults[0] ?? "", /is held for more than 10 s: it is stuck/);
  assert.deepEqual(
    await pressedFor(20, 0.5),
    { calls: 1, halts: 0, faults: stuck.faults },
    "a spark later it works again",
  );
});

test("where a long press means a visit, it says for how long, and halts nothing", async () => {
  const bench = new Bench();
  const config = button.schema.parse({ line: 22, long_press: "visit", visit_minutes: 30 });
  const device = button.create(config, bench.ports);
  await device.start(bench.listener);
  bench.gpio.press(22);
  await bench.pass(4);
  bench.gpio.release(22);
  await device.stop();
  const { calls, halts, visits } = bench.listener;
  assert.deepEqual([calls, halts, visits.map(({ length }) => length)], [[], [], [1800]]);
  assert.throws(() => button.schema.parse({ line: 22, visit_minutes: 0 }), /visit_minutes/);
});

test("a release that nobody pressed for, and a press that the end of the node cuts off, are nothing", async () => {
  const bench = new Bench();
  const device = button.create(button.schema.parse({ line: 22, long_press: "halt" }), bench.ports);
  await device.start(bench.listener);
  bench.gpio.release(22);
  bench.gpio.press(22);
  await device.stop();
  await bench.pass(60);
  assert.deepEqual([bench.listener.calls, bench.listener.halts, bench.listener.faults], [[], [], []]);
});
