import assert from "node:assert/strict";
import { test } from "node:test";
import { line } from "../../devices/line.js";
import type { PlannedDevice } from "../../src/acquisition/device-input.js";
import type { Electrode } from "../../src/domain/electrode.js";
import { AndasError, isAndasError } from "../../src/domain/errors.js";
import type { Clock } from "../../src/ports/clock.js";
import type { DeviceSink } from "../../src/ports/device.js";
import { Bench } from "../devices/bench.js";
import { FakeSerial } from "../fakes/fake-serial.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { ScriptedDevice } from "./a-device.js";
import { aForest, START } from "./a-forest.js";

const PATH = "/dev/serial/by-id/usb-logger";
const GROVE = { kind: "grove", config: { electrodes: 1, activity: 0, disturbance: 0, settle_minutes: 0 } };

/** A grove that is well, and beside it a logger that is not plugged in; the card names `electrodes` of it. */
async function groveAndLogger(electrodes: readonly Electrode[] = []) {
  const serial = new FakeSerial(PATH);
  serial.unplug();
  const logger = (clock: Clock): PlannedDevice => ({
    ...{ name: "logger", listening: undefined, electrodes },
    device: line.create(line.schema.parse({ path: PATH }), { ...new Bench({ openSerial: serial.open }).ports, clock }),
  });
  const wire = new FakeWire();
  const forest = await aForest({ devices: [GROVE], more: logger, wire });
  const names = () => forest.node.inputs.electrodes.map(({ electrode: { name } }) => name);
  const rows = () => forest.node.inputs.all.map((input) => input.rows);
  /** Says it once a second for so long. */
  const talk = async (seconds: number, text: string) => {
    for (let second = 0; second < seconds; second++) {
      serial.send(text);
      await forest.until(forest.now() - START + 1);
    }
  };
  return { ...forest, serial, wire, names, rows, talk };
}

const electrode = (name: string, channel: string): Electrode => ({
  ...{ name, channel, device: "logger", profile: "fungus", control: false },
});

test("a logger that is not plugged in ends nobody's life: it is named, waited for, and the others are heard", async () => {
  const { node, serial, wire, names, rows, talk, until, of, noticed } = await groveAndLogger();
  await node.start();
  await until(60);
  assert.deepEqual(names(), ["e1"]);
  assert.ok((rows()[0] ?? 0) >= 59, "the grove is heard");
  const faults = of("sample-gap").map(({ device, reason }) => `${device}: ${reason}`);
  assert.deepEqual(faults, [`logger: ${PATH} is not there: plug it in`]);
  assert.equal(noticed().filter(({ type }) => type === "fault").length, 1);

  serial.plug();
  await until(100);
  await talk(200, "oak_uv,elm_uv\n1,2\n");
  assert.deepEqual(names(), ["e1", "oak", "elm"]);
  assert.ok((rows()[1] ?? 0) >= 190);
  assert.ok(node.inputs.knows("oak"));
  await node.stop("stopped");
  const description = [...wire.retained].find(([topic]) => topic.endsWith("$description"))?.[1] ?? "";
  assert.match(description, /oak/);
});

test("electrodes that the card names are there before their device is", async () => {
  const { node, serial, names, talk, until } = await groveAndLogger([
    electrode("left", "oak"),
    electrode("right", "fir"),
  ]);
  await node.start();
  assert.deepEqual(names(), ["e1", "left", "right"]);
  serial.plug();
  await until(10);
  await talk(30, "oak_uv,elm_uv\n1500,2\n");
  const last = node.inputs.electrodes.map(({ last }) => last).slice(1);
  assert.deepEqual(last, [1.5, Number.NaN]);
  assert.equal(node.inputs.all[1]?.faults, 2, "that it was not there, and that it has no fir");
  await node.stop("stopped");
});

test("a device whose bus is not there is tried again until it is", async () => {
  let there = false;
  class LateDevice extends ScriptedDevice {
    override async start(sink: DeviceSink) {
      if (!there) throw new AndasError("device", "I2C bus 1 is not there: switch it on");
      return super.start(sink);
    }
  }
  const { node, until, of } = await aForest({ devices: [GROVE], more: (clock) => new LateDevice(clock).planned() });
  await node.start();
  await until(300);
  assert.deepEqual(
    of("sample-gap").map(({ reason }) => reason),
    ["I2C bus 1 is not there: switch it on"],
  );
  there = true;
  await until(400);
  assert.ok((node.inputs.all[1]?.rows ?? 0) > 30);
  await node.stop("stopped");
  const { length } = of("sample-gap");
  await until(500);
  assert.equal(of("sample-gap").length, length);
});

test("a card that wants what a device has not is told at the start, as a fault of the card", async () => {
  const more = (clock: Clock) => ({ ...new ScriptedDevice(clock).planned(), electrodes: [electrode("left", "e9")] });
  const { node } = await aForest({ devices: [], more });
  await assert.rejects(node.start(), (error) => {
    assert.ok(isAndasError(error, "config"));
    assert.match(error.message, /electrode "left" wants channel "e9" of probe, which has e1, e2: mend electrodes.json/);
    return true;
  });
});
