import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { crc16, unseal } from "../../../devices/line/checksum.js";
import { line } from "../../../devices/line.js";
import { isAndasError } from "../../../src/domain/errors.js";
import { FakeSerial } from "../../fakes/fake-serial.js";
import { Bench } from "../bench.js";

const PATH = "/dev/serial/by-id/usb-logger";

/** A board that was opened and has said its first, perhaps torn line. */
async function board(config: Record<string, unknown>) {
  const serial = new FakeSerial(PATH);
  const bench = new Bench({ openSerial: serial.open });
  const device = line.create(line.schema.parse({ path: PATH, ...config }), bench.ports);
  await device.start(bench.listener);
  await bench.pass(0.5);
  serial.send("tail\n");
  return { serial, bench, device, listener: bench.listener, names: () => bench.listener.descriptions.at(-1)?.channels };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const sealed = (text: string) => `$${text}*${crc16(bytes(text)).toString(16).padStart(4, "0").toUpperCase()}\n`;

test("rows of keys and values say their own names, and a greeting that looks like one is none", async () => {
  const { serial, device, listener, names } = await board({ format: "key-value" });
  serial.send("Version: 2\n");
  serial.send("e1_uv=1500, soil: 3\n".repeat(2));
  serial.send("soil=4 e1_uv=2500 \n e1_uv=3000\n nothing here\n");
  assert.deepEqual(
    names()?.map(({ name }) => name),
    ["e1", "soil"],
  );
  assert.deepEqual(listener.values, [
    [1.5, 3],
    [2.5, 4],
    [3, Number.NaN],
  ]);
  assert.equal(listener.faults.length, 1);
  await device.stop();
});

test("an object a line: what lies deeper has a name of its own, null is missing, and text is left out", async () => {
  const { serial, device, listener } = await board({ format: "json", roles: { "soil.t": "temperature" } });
  const row = '{"id":"oak","e":[1,-2.5],"soil":{"t":12.5},"e3_uv":null}\n';
  serial.send(row.repeat(2));
  serial.send('{"e":[1\n{"other":1}\n[1,2]\n');
  assert.deepEqual(listener.descriptions.at(-1)?.channels, [
    { name: "e-0", role: "electrode" },
    { name: "e-1", role: "electrode" },
    { name: "soil-t", role: "temperature" },
    { name: "e3", role: "electrode" },
  ]);
  assert.deepEqual(listener.values, [[1, -2.5, 12.5, Number.NaN]]);
  await device.stop();
});

test("with columns on the card only these keys are read, in their units", async () => {
  const { serial, device, listener } = await board({ format: "json", columns: ["b (V)", "a"] });
  serial.send('{"a":1,"b":0.002,"c":3}\n');
  assert.deepEqual(listener.values, [[2, 1]]);
  await device.stop();
});

test("a pattern with named groups reads what was never meant to be read", async () => {
  const pattern = "^A(?<e1_uv>-?\\d+)(?:B(?<e2_uv>-?\\d+))?$";
  const { serial, device, listener } = await board({ format: "pattern", pattern });
  serial.send("A1500B-20\nA7\nC1\n");
  assert.deepEqual(listener.values, [
    [1.5, -0.02],
    [0.007, Number.NaN],
  ]);
  assert.equal(listener.faults.length, 1);
  await device.stop();
});

test("a pattern that is none, or names nothing, is the card's fault", () => {
  const faults = (config: object) => line.schema.safeParse({ path: PATH, ...config }).error?.issues[0]?.message;
  assert.match(faults({ format: "pattern" }) ?? "", /needs a named group/);
  assert.match(faults({ format: "pattern", pattern: "(\\d" }) ?? "", /no regular expression/);
  assert.match(faults({ format: "pattern", pattern: "\\d+" }) ?? "", /needs a named group/);
  assert.match(faults({ pattern: "(?<a>.)" }) ?? "", /with format pattern only/);
  assert.equal(faults({ format: "pattern", pattern: "(?<a>.)" }), undefined);
});

test("checksums are those of the field: NMEA 0183, CRC-16/CCITT-FALSE, CRC-16/MODBUS", () => {
  const text = "123456789";
  assert.deepEqual(unseal("$GPGLL,5300.97914,N,00259.98174,E,125926,A*28", "nmea"), {
    text: "GPGLL,5300.97914,N,00259.98174,E,125926,A",
    sealed: true,
  });
  assert.deepEqual(unseal(`$${text}*29B1`, "crc16"), { text, sealed: true });
  assert.deepEqual(unseal(`${text}*29b1`, "auto"), { text, sealed: true });
  assert.deepEqual(unseal(`${text}*4B37`, "crc16-modbus"), { text, sealed: true });
  assert.deepEqual(unseal(text, "auto"), { text, sealed: false });
  assert.deepEqual(unseal("1*00", "none"), { text: "1*00", sealed: false });
  for (const [line, kind] of [
    ["$1,2*00", "auto"],
    ["$1,2", "auto"],
    ["1,2", "crc16"],
    ["1,2*1E", "crc16"],
    ["$1*29B1", "nmea"],
  ] as const)
    assert.equal(typeof unseal(line, kind), "string", line);
});

test("no line that was hurt in one byte passes its checksum", () => {
  const row = fc.stringMatching(/^[0-9,.-]{1,40}$/);
  fc.assert(
    fc.property(row, fc.nat(), fc.integer({ min: 1, max: 255 }), (text, at, flip) => {
      const whole = bytes(sealed(text).trim());
      whole[1 + (at % text.length)]! ^= flip;
      assert.equal(typeof unseal(new TextDecoder().decode(whole), "auto"), "string");
    }),
  );
});

test("the recommended lines: a sealed header needs no row, losses are counted, a restart is told", async () => {
  const { serial, bench, device, listener, names } = await board({ clock: "device" });
  serial.send(sealed("seq,t_ms,e1_uv,e2_uv"));
  assert.deepEqual(
    names()?.map(({ name }) => name),
    ["e1", "e2"],
  );
  const say = async (seq: number) => {
    serial.send(sealed(`${seq},${seq * 1000},${seq * 100},-5`));
    await bench.pass(1);
  };
  for (const seq of [0, 1, 2, 6, 65_534, 0, 1]) await say(seq);
  await say(10);
  serial.send(sealed("11,11000,1,1").replace("11000", "11001"));
  assert.deepEqual(
    listener.faults.map(({ reason }) => reason.replace(/:.*/, "")),
    [
      "3 rows lost before its row 6",
      "65527 rows lost before its row 65534",
      "1 row lost before its row 0",
      "8 rows lost before its row 10",
      "a line whose checksum is wrong",
    ],
  );
  assert.deepEqual(device.report?.().rows_lost, 3 + 65_527 + 1 + 8);
  serial.send(sealed("0,0,1,1"));
  assert.match(listener.faults.at(-1)?.reason ?? "", /it restarted: its count of rows went back to 0/);
  assert.deepEqual(listener.values.at(-1), [0.001, 0.001]);
  await device.stop();
});

test("rows by the board's own clock stand evenly, whatever delays them on the way, and the jitter is measured", async () => {
  const { serial, bench, device, listener } = await board({ clock: "device", columns: ["millis", "e1"], rate_hz: 10 });
  // Our second has 1,000.5 of its milliseconds; every third row waits for 60 ms, every fiftieth for 250 ms.
  const delay = (i: number) => (i % 50 === 0 ? 0.25 : i % 3 === 0 ? 0.06 : 0.01);
  const begin = bench.clock.now() + 1;
  let sent = 0;
  const send = bench.clock.timer("board", () => {
    serial.send(`${Math.round(sent * 100 * 1.0005)},${sent}\n`);
    sent++;
    send.set(Math.max(begin + sent * 0.1 + delay(sent), bench.clock.now() + 1e-4));
  });
  send.set(begin);
  await bench.pass(600);
  send.cancel();
  const late = listener.rows.slice(1000).map(({ at, values }) => at - (begin + (values[0] ?? 0) * 0.1));
  assert.ok(Math.max(...late) - Math.min(...late) < 0.04, `${Math.max(...late) - Math.min(...late)} s apart`);
  const { jitter_ms, drift_ppm } = device.report?.() ?? {};
  assert.ok(Number(jitter_ms) > 10 && Number(jitter_ms) < 80, `jitter of ${jitter_ms} ms`);
  assert.ok(Math.abs(Number(drift_ppm) - 500) < 300, `drift of ${drift_ppm} ppm`);
  for (const [i, row] of listener.rows.entries()) assert.ok(i === 0 || row.at >= listener.rows[i - 1]!.at);
  await device.stop();
});

test("a column that is asked to be the time or the count is it, whatever it is called", async () => {
  const config = { columns: ["Uhr", "n", "e1"], roles: { uhr: "time", n: "sequence" }, time_unit: "ms" };
  const { serial, bench, device, listener } = await board(config);
  serial.send("0,1,5\n");
  await bench.pass(1);
  serial.send("1000,3,6\n");
  assert.deepEqual(listener.values, [[5], [6]]);
  assert.equal(listener.faults.length, 1);
  await device.stop();
});

test("columns that make no sense end the start with the card's fault", async () => {
  const serial = new FakeSerial(PATH);
  const bench = new Bench({ openSerial: serial.open });
  const config = line.schema.parse({ path: PATH, columns: ["e1"], roles: { soil: "temperature" } });
  await assert.rejects(line.create(config, bench.ports).start(bench.listener), (error) =>
    isAndasError(error, "config"),
  );
});

test("the channels that the card alone names are known to the card", () => {
  const channels = (config: object) => line.channels?.(line.schema.parse({ path: PATH, ...config }));
  assert.deepEqual(channels({ columns: ["t", "Oak (V)", "soil"], roles: { soil: "temperature" } }), ["oak", "soil"]);
  assert.deepEqual(channels({ format: "pattern", pattern: "(?<oak_uv>\\d+)" }), ["oak"]);
  assert.equal(channels({}), undefined);
  assert.equal(channels({ columns: ["e1"], roles: { soil: "temperature" } }), undefined);
});

test("beside semicolons or tabs a comma is a decimal point, and a semicolon that ends a line is none of them", async () => {
  for (const [text, rows] of [
    [
      "a;b\n1,5;-2,25\n;,5\n",
      [
        [1.5, -2.25],
        [Number.NaN, 0.5],
      ],
    ],
    ["a\tb\n1,5\t2\n", [[1.5, 2]]],
    ["a,b;\n1,5;\n", [[1, 5]]],
  ] as const) {
    const { serial, device, listener } = await board({});
    serial.send(text);
    assert.deepEqual(listener.values, rows, text);
    await device.stop();
  }
});
