import assert from "node:assert/strict";
import { test } from "node:test";
import { line } from "../../../devices/line.js";
import { AndasError } from "../../../src/domain/errors.js";
import { FakeSerial } from "../../fakes/fake-serial.js";
import { Bench } from "../bench.js";

async function logger(path = "/dev/ttyUSB0") {
  const serial = new FakeSerial(path);
  const bench = new Bench({ openSerial: serial.open });
  const device = line.create(line.schema.parse({ path, columns: ["e1"] }), bench.ports);
  /** A row a second for so long. */
  const talk = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      serial.send("1\n");
      await bench.pass(1);
    }
  };
  return { serial, bench, device, listener: bench.listener, talk };
}

test("a port that was known by its stable name is found again under another, and nobody else is taken for it", async () => {
  const { serial, bench, device, listener, talk } = await logger();
  serial.stableName = "/dev/serial/by-id/usb-oak";
  await device.start(listener);
  await talk(3);
  serial.unplug();
  await bench.pass(3);
  serial.plug("/dev/ttyUSB1");
  await bench.pass(4);
  const rows = listener.rows.length;
  await talk(3);
  assert.equal(listener.rows.length, rows + 2, "its first line may be a tail");
  assert.equal(serial.listener?.path, "/dev/serial/by-id/usb-oak");
  assert.equal(listener.faults.length, 1);

  serial.unplug();
  await bench.pass(3);
  serial.plug("/dev/ttyUSB0");
  serial.stableName = "/dev/serial/by-id/usb-elm"; // what stands under the old name now is another device
  await bench.pass(10);
  assert.equal(serial.listener, undefined);
  await device.stop();
});

test("a port that another program holds is told as such, and opened when it is let go", async () => {
  const { serial, bench, device, listener, talk } = await logger();
  await device.start(listener);
  await talk(3);
  serial.unplug();
  await bench.pass(3);
  serial.failure = new AndasError("device", "/dev/ttyUSB0 is in use by another program: close that one");
  serial.plug();
  await bench.pass(20);
  assert.deepEqual(
    listener.faults.map(({ reason }) => /unplugged|in use/.exec(reason)?.[0]),
    ["unplugged", "in use"],
  );
  serial.failure = undefined;
  await bench.pass(5);
  await talk(2);
  assert.deepEqual(listener.values.at(-1), [1]);
  assert.equal(listener.faults.length, 2);
  await device.stop();
});

test("a port that is there and says nothing is opened anew, ever less often, and told once", async () => {
  const { serial, bench, device, listener, talk } = await logger();
  await device.start(listener);
  await talk(3);
  const tried = serial.attempts;
  await bench.pass(3600);
  assert.equal(listener.faults.length, 1);
  assert.match(
    listener.faults[0]?.reason ?? "",
    /open, and says nothing .*is it running, and are `baud` and `format` right\?/,
  );
  assert.deepEqual(listener.values.at(-1), [Number.NaN]);
  assert.ok(serial.attempts - tried >= 6 && serial.attempts - tried <= 14, `${serial.attempts - tried} times`);
  await talk(5);
  assert.deepEqual(listener.values.at(-1), [1]);
  await bench.pass(60);
  assert.equal(listener.faults.length, 2, "the next silence is told again");
  await device.stop();
});

test("a logger that is slower than the card says is not disturbed once its pace is known", async () => {
  const { serial, bench, device, listener } = await logger();
  await device.start(listener);
  for (let minute = 0; minute < 10; minute++) {
    serial.send("1\n");
    await bench.pass(60);
  }
  const { attempts } = serial;
  const faults = listener.faults.length;
  for (let minute = 0; minute < 60; minute++) {
    serial.send("1\n");
    await bench.pass(60);
  }
  assert.equal(serial.attempts, attempts);
  assert.equal(listener.faults.length, faults);
  assert.ok(listener.rows.length >= 65);
  await device.stop();
});

test("a port whose reads fail is gone too, and one that was stopped is let alone", async () => {
  const { serial, bench, device, listener, talk } = await logger();
  await device.start(listener);
  await talk(3);
  serial.unplug("Error: Input/output error, cannot read");
  assert.match(listener.faults[0]?.reason ?? "", /Input\/output error/);
  await device.stop();
  assert.equal(serial.descriptors, 0);
  await bench.pass(100);
  assert.equal(serial.listener, undefined);
});
