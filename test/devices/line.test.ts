import assert from "node:assert/strict";
import { test } from "node:test";
import { line } from "../../devices/line.js";
import { AndasError, isAndasError } from "../../src/domain/errors.js";
import { FakeSerial } from "../fakes/fake-serial.js";
import { Bench, START } from "./bench.js";

const PATH = "/dev/serial/by-id/usb-logger";

function setUp(config: Record<string, unknown> = {}) {
  const serial = new FakeSerial(PATH);
  const bench = new Bench({ openSerial: serial.open });
  const device = line.create(line.schema.parse({ path: PATH, ...config }), bench.ports);
  return { serial, bench, device, listener: bench.listener };
}

/** Started with two columns, and past the first line, which may be a tail. */
async function running(config: Record<string, unknown> = {}) {
  const all = setUp({ columns: ["e1", "e2"], ...config });
  await all.device.start(all.listener);
  await all.bench.pass(0.5);
  all.serial.send("9,9\n");
  await all.bench.pass(0.5);
  return all;
}

test("rows are told at their arrival, whatever stands between the cells", async () => {
  const { serial, bench, device, listener } = await running();
  for (const row of ["1.5,-2\n", "1e1;2.5\r\n", "3\t4\n", "  5   6\n", "7, \n", "NaN,8\n"]) {
    serial.send(row);
    await bench.pass(1);
  }
  assert.deepEqual(listener.rows.slice(0, 2), [
    { at: START + 1, values: [1.5, -2] },
    { at: START + 2, values: [10, 2.5] },
  ]);
  assert.deepEqual(listener.values.slice(2), [
    [3, 4],
    [5, 6],
    [7, Number.NaN],
    [Number.NaN, 8],
  ]);
  assert.deepEqual(listener.faults, []);
  await device.stop();
});

test("a row that comes in halves is one row; two halves that lost their middle are a fault", async () => {
  const { serial, bench, device, listener } = await running();
  serial.send("1");
  await bench.pass(0.1);
  serial.send(".25,2");
  await bench.pass(0.1);
  serial.send("\n3,4");
  serial.send(",5,6\n7,8\n");
  assert.deepEqual(listener.values, [
    [1.25, 2],
    [7, 8],
  ]);
  assert.deepEqual(
    listener.faults.map((fault) => fault.reason),
    ['a line has 4 cells instead of 2: "3,4,5,6"'],
  );
  await device.stop();
});

test("each piece of garbage, text, missing cells or endless lines is one fault, and nothing else is lost", async () => {
  const { serial, bench, device, listener } = await running();
  serial.send("1,2\n");
  const garbage = [
    "hello world\nhello again\n",
    "3\n",
    "4,five\n",
    "0x10,1\n",
    new Uint8Array([0xff, 0, 0x80, 44, 7, 10]),
    `${"8".repeat(5000)}\n# a remark\n\n`,
  ];
  for (const [i, piece] of garbage.entries()) {
    await bench.pass(1);
    serial.send(piece);
    assert.equal(listener.faults.length, i + 1);
    await bench.pass(1);
    serial.send("5,6\n");
  }
  assert.deepEqual(listener.values, [[1, 2], ...garbage.map(() => [5, 6])]);
  assert.match(listener.faults.at(-1)?.reason ?? "", /^a line of 5000 bytes is no row: is `baud` right\?/);
  for (const { reason } of listener.faults) assert.doesNotMatch(reason, /[\n\0]/, "safe to print");
  await device.stop();
});

test("what goes on being garbage is told once an hour", async () => {
  const { serial, bench, device, listener } = await running();
  serial.send("1,2\n");
  for (let i = 0; i < 7300; i++) {
    await bench.pass(1);
    serial.send("1,2,3\n");
  }
  const reasons = listener.faults.map(({ reason }) => reason.slice(0, 12));
  assert.equal(reasons.filter((reason) => reason === "a line has 3").length, 3);
  await device.stop();
});

test("the line on which the port was opened may be a tail: it is no row", async () => {
  const { serial, bench, device, listener } = setUp({ columns: ["e1", "e2"] });
  await device.start(listener);
  await bench.pass(0.1);
  serial.send("3.4,5\n1,2\n"); // of "123.4,5"
  assert.deepEqual(listener.values, [[1, 2]]);
  assert.deepEqual(listener.faults, []);
  await device.stop();
});

test("rows that arrive together are laid back by a period each, and never before the one that came earlier", async () => {
  const { serial, bench, device, listener } = await running({ rate_hz: 10 });
  serial.send("1,1\n");
  await bench.pass(1);
  serial.send("2,2\n3,3\n4,4\n");
  await bench.pass(0.1);
  serial.send("5,5\n6,6\n7,7\n8,8\n");
  const times = listener.rows.map((row) => Math.round((row.at - START) * 1000) / 1000);
  assert.deepEqual(times, [1, 1.8, 1.9, 2, 2.025, 2.05, 2.075, 2.1]);
  await device.stop();
});

test("names, units and roles come from the header that the microcontroller prints", async () => {
  const { serial, bench, device, listener } = setUp({ roles: { soil: "temperature", loop: "ignore" } });
  assert.deepEqual((await device.start(listener)).channels, [], "nothing is known yet, and nobody is kept waiting");
  await bench.pass(2);
  serial.send("t_s,Left (V),right_uv,soil,loop\n0,0.001,500,12.5,77\n");
  assert.deepEqual(listener.descriptions, [
    {
      channels: [
        { name: "left", role: "electrode" },
        { name: "right", role: "electrode" },
        { name: "soil", role: "temperature" },
      ],
      rate: 1,
      origin: 0,
    },
  ]);
  await bench.pass(1);
  serial.send("1,0.002,600,12.6,78\n");
  await bench.pass(1);
  serial.send("t_s,Left (V),right_uv,soil,loop\n0,0.003,700,12.7,79\n"); // it restarted
  assert.deepEqual(listener.values, [
    [1, 0.5, 12.5],
    [2, 0.6, 12.6],
    [3, 0.7, 12.7],
  ]);
  assert.deepEqual(listener.faults, []);
  assert.equal(listener.descriptions.length, 1);
  await device.stop();
});

test("a boot banner is no header", async () => {
  const { serial, bench, device, listener } = setUp();
  await device.start(listener);
  await bench.pass(1);
  serial.send("ets Jul 29 2019 12:21:46\nrst:0x1 (POWERON),boot:0x13\nForest logger, v2\ne1,e2\nready\n1,2\n");
  assert.deepEqual(
    listener.descriptions.map(({ channels }) => channels.map(({ name }) => name)),
    [["e1", "e2"]],
  );
  assert.deepEqual(listener.values, [[1, 2]]);
  assert.deepEqual(listener.faults, []);
  await device.stop();
});

test("a greeting before single numbers is not what they are called", async () => {
  const { serial, bench, device, listener } = setUp();
  await device.start(listener);
  await bench.pass(1);
  serial.send("Ready!\n5\n6\nsoil_mv\n7\n");
  assert.deepEqual(
    listener.descriptions.map(({ channels }) => channels[0]?.name),
    ["soil"],
  );
  assert.deepEqual(listener.values, [[7]]);
  await device.stop();
});

test("a header may come an hour late: until then it is waited for, and the silence is told", async () => {
  const { serial, bench, device, listener } = setUp();
  await device.start(listener);
  for (let i = 0; i < 3600; i++) {
    serial.send("1,2\n");
    await bench.pass(1);
  }
  assert.deepEqual(listener.values, []);
  assert.equal(listener.faults.length, 1);
  assert.match(listener.faults[0]?.reason ?? "", /open, and says nothing that can be understood/);
  serial.send("e1,e2\n1,2\n");
  assert.deepEqual(listener.values, [[1, 2]]);
  await device.stop();
});

test("another sketch on the board says other columns, and they are taken", async () => {
  const { serial, bench, device, listener } = setUp();
  await device.start(listener);
  await bench.pass(1);
  serial.send("e1,e2\n1,2\n");
  await bench.pass(1);
  serial.send("e1,e2,e3\n1,2,3\n");
  await bench.pass(1);
  serial.send("e1,e3,e2\n4,5,6\n");
  assert.equal(listener.descriptions.length, 2, "as many columns with other names may be a line that was hurt");
  await bench.pass(1);
  serial.send("e1,e3,e2\n7,8,9\n");
  assert.deepEqual(
    listener.descriptions.map(({ channels }) => channels.map(({ name }) => name).join()),
    ["e1,e2", "e1,e2,e3", "e1,e3,e2"],
  );
  assert.deepEqual(listener.values.at(-1), [7, 8, 9]);
  await device.stop();
});

test("a header without an electrode is told, and the next one is waited for", async () => {
  const { serial, bench, device, listener } = setUp({ roles: { soil: "temperature" } });
  await device.start(listener);
  await bench.pass(1);
  serial.send("soil\n12.5\ne1,soil\n1,12.5\n");
  assert.deepEqual(listener.values, [[1, 12.5]]);
  await device.stop();
});

test("an unplugged port is told once, begins a gap, and is tried ever less often until it is back", async () => {
  const { serial, bench, device, listener } = await running();
  serial.send("1,2\n");
  await bench.pass(1);
  const tried = serial.attempts;
  serial.unplug();
  await bench.pass(3600);
  assert.equal(listener.faults.length, 1);
  assert.match(listener.faults[0]?.reason ?? "", /usb-logger: unplugged; trying again until it is back/);
  assert.deepEqual(listener.rows.at(-1), { at: START + 2, values: [Number.NaN, Number.NaN] });
  const tries = serial.attempts - tried;
  assert.ok(tries >= 60 && tries <= 85, `${tries} tries in an hour`);

  serial.plug();
  for (let second = 0; second < 65; second++) {
    serial.send("3,4\n");
    await bench.pass(1);
  }
  assert.deepEqual(listener.values.at(-1), [3, 4]);

  serial.unplug();
  await bench.pass(1.1);
  assert.equal(listener.faults.length, 2, "the next time is told again");
  serial.plug();
  await bench.pass(2.1);
  serial.send("tail\n5,6\n");
  assert.deepEqual(listener.values.at(-1), [5, 6], "and its waits begin small again");
  await device.stop();
});

test("a port that is not there at the start is waited for", async () => {
  const { serial, bench, device, listener } = setUp({ columns: ["e1", "e2"] });
  serial.unplug();
  const { channels } = await device.start(listener);
  assert.equal(channels.length, 2);
  await bench.pass(20);
  assert.equal(listener.faults.length, 1);
  serial.plug();
  await bench.pass(20);
  serial.send("tail\n1,2\n");
  assert.deepEqual(listener.values, [[1, 2]]);
  await device.stop();
});

test("a missing package ends the start with its clear line", async () => {
  const { serial, bench, device, listener } = setUp({ columns: ["e1"] });
  serial.failure = new AndasError("addon", "serialport is not installed");
  const started = assert.rejects(device.start(listener), (error) => isAndasError(error, "addon"));
  await bench.pass(1);
  await started;
  await bench.pass(100);
  assert.equal(serial.attempts, 1);
});

test("at rest the port is closed and nothing is told; awake it goes on", async () => {
  const { serial, bench, device, listener } = await running();
  device.rest();
  await bench.pass(1);
  assert.equal(serial.listener, undefined);
  serial.send("1,2\n");
  await bench.pass(60);
  device.wake();
  await bench.pass(1);
  serial.send("tail\n3,4\n");
  device.rest();
  device.wake(); // at once
  await bench.pass(1);
  serial.send("tail\n5,6\n");
  assert.deepEqual(listener.values, [
    [3, 4],
    [5, 6],
  ]);
  assert.deepEqual(listener.faults, []);
  await device.stop();
  await device.stop();
  assert.equal(serial.listener, undefined);
});

test("columns that make no sense are the card's fault", async () => {
  const { device, listener } = setUp({ columns: ["t", "soil"], roles: { soil: "temperature" } });
  await assert.rejects(device.start(listener), (error) => isAndasError(error, "config"));
});
