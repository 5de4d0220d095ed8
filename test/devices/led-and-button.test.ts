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
  assert.deepEqual(bench.gpio.taken.get(17), { activeLow: true });
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
  assert.deepEqual(bench.gpio.taken.get(22), { activeLow: true, debounceMs: 30, chip: "pinctrl-rp1" });
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
