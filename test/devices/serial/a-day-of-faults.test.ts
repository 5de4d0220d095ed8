import assert from "node:assert/strict";
import { test } from "node:test";
import { line } from "../../../devices/line.js";
import { AndasError } from "../../../src/domain/errors.js";
import { FakeSerial } from "../../fakes/fake-serial.js";
import { Bench } from "../bench.js";
import { aBoard } from "../spikerbox/a-board.js";

const DAY = 86_400;
const BY_ID = "/dev/serial/by-id/usb-logger";
const HELD = new AndasError("device", "/dev/ttyUSB0 is in use by another program: close that one");

/** What goes wrong with a serial port, and how long it stays so. */
const TROUBLES: readonly {
  readonly name: string;
  readonly lasts: number;
  begin(serial: FakeSerial): void;
  end(serial: FakeSerial): void;
}[] = [
  { name: "unplugged", lasts: 7, begin: (serial) => serial.unplug(), end: (serial) => serial.plug() },
  {
    name: "unplugged, and back under another name",
    lasts: 12,
    begin: (serial) => serial.unplug(),
    end: (serial) => serial.plug(serial.path === "/dev/ttyUSB0" ? "/dev/ttyUSB1" : "/dev/ttyUSB0"),
  },
  {
    name: "unplugged, and held by another program",
    lasts: 9,
    begin: (serial) => {
      serial.failure = HELD;
      serial.unplug();
      serial.plug();
    },
    end: (serial) => {
      serial.failure = undefined;
    },
  },
  {
    name: "reads fail",
    lasts: 1,
    begin: (serial) => serial.unplug("EIO: i/o error, read"),
    end: (serial) => serial.plug(),
  },
];

/** A logger of a row a second, with its count and a checksum or without. */
async function aLogger() {
  const serial = new FakeSerial("/dev/ttyUSB0");
  serial.stableName = BY_ID;
  const bench = new Bench({ openSerial: serial.open });
  const device = line.create(line.schema.parse({ path: BY_ID, columns: ["e1"] }), bench.ports);
  await device.start(bench.listener);
  return { serial, bench, device, listener: bench.listener };
}

test("a day with a fault every minute: each is one fault, rows come again within five seconds, nothing leaks", async () => {
  const { serial, bench, device, listener } = await aLogger();
  const { clock } = bench;
  let seconds = 0;
  let mute = false;
  let garbage: string | Uint8Array | undefined;
  const talk = clock.timer("board", () => {
    if (garbage !== undefined) serial.send(garbage);
    else if (!mute) serial.send(`${(seconds % 7) / 2}\n`);
    garbage = undefined;
    seconds++;
    talk.set(clock.now() + 1);
  });
  talk.set(clock.now() + 1);
  await bench.pass(30);
  const timers = clock.waiting;

  const late: string[] = [];
  for (let minute = 0; minute < DAY / 60; minute++) {
    const faults = listener.faults.length;
    const kind = minute % (TROUBLES.length + 3);
    const trouble = TROUBLES[kind];
    let name = trouble?.name ?? "";
    if (trouble) {
      trouble.begin(serial);
      await bench.pass(trouble.lasts);
      trouble.end(serial);
    } else if (kind === TROUBLES.length) {
      name = "half a line";
      garbage = "3,1\n4";
      await bench.pass(1);
    } else if (kind === TROUBLES.length + 1) {
      name = "garbage of a wrong speed";
      garbage = Uint8Array.from({ length: 300 }, (_, i) => 128 + ((i * 37) % 128));
      await bench.pass(1);
      garbage = Uint8Array.of(10);
      await bench.pass(1);
    } else {
      name = "silent";
      mute = true;
      await bench.pass(25);
      mute = false;
    }
    const ended = clock.now();
    const rows = listener.rows.length;
    while (clock.now() < ended + 30 && !(listener.rows.length > rows && !Number.isNaN(listener.values.at(-1)?.[0])))
      await bench.pass(0.5);
    if (clock.now() - ended > 5) late.push(`${name}: ${clock.now() - ended} s`);
    await bench.pass(60 - ((clock.now() - ended) % 60));
    const told = listener.faults.length - faults;
    // Gone, and then in the hands of another: that is two things, and each of them one fault.
    const wanted = name.includes("held") ? 2 : 1;
    if (told !== wanted)
      late.push(`${name}: ${told} faults: ${listener.faults.slice(faults).map(({ reason }) => reason)}`);
  }
  assert.deepEqual(late, []);
  assert.equal(serial.descriptors, 1);
  assert.equal(clock.waiting, timers);
  talk.cancel();
  await device.stop();
  assert.equal(serial.descriptors, 0);
  assert.equal(clock.waiting, 0);
});

test("a SpikerBox with a fault every minute for a day, heard for eight seconds of each", async () => {
  const { serial, bench, device, listener, talk, stopTalking } = await aBoard({ rate_hz: 10 });
  serial.stableName = serial.path;
  await device.start(listener);
  const late: string[] = [];
  for (let minute = 0; minute < DAY / 60; minute++) {
    const faults = listener.faults.length;
    device.wake();
    talk();
    await bench.pass(1.5);
    const trouble = TROUBLES[minute % (TROUBLES.length + 1)];
    const name = trouble?.name ?? "half frames and garbage";
    if (trouble) {
      trouble.begin(serial);
      await bench.pass(1);
      trouble.end(serial);
    } else serial.send(Uint8Array.from([0x84, 0x84, 1, 2, 3, 0xff, 0xff, 1, 1, 0x80, 0xff, 65, 66, 0x81]));
    const ended = bench.clock.now();
    const rows = listener.rows.length;
    while (bench.clock.now() < ended + 30 && listener.rows.length < rows + 3) await bench.pass(0.5);
    if (bench.clock.now() - ended > 5) late.push(`${name}: ${bench.clock.now() - ended} s`);
    const told = listener.faults.length - faults;
    const wanted = name.includes("held") ? 2 : 1;
    if (told !== wanted) late.push(`${name}: ${listener.faults.slice(faults).map(({ reason }) => reason)}`);
    stopTalking();
    device.rest();
    await bench.pass(60 - (bench.clock.now() % 60));
  }
  assert.deepEqual(late, []);
  assert.equal(serial.descriptors, 0);
  await device.stop();
  assert.equal(bench.clock.waiting, 0);
});
