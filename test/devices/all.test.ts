import assert from "node:assert/strict";
import { test } from "node:test";
import { allKinds } from "../../devices/all.js";
import { judgeCard } from "../../src/config/judge-card.js";
import { printProblem } from "../../src/config/written/problem.js";

test("every kind has a name of its own, says what it is in one line and what it can do", () => {
  assert.equal(new Set(allKinds.map(({ kind }) => kind)).size, allKinds.length);
  for (const { kind, summary, capabilities } of allKinds) {
    assert.match(kind, /^[a-z0-9-]+$/);
    assert.ok(summary.length > 10 && !summary.includes("\n"), kind);
    assert.ok(capabilities.length > 0, kind);
  }
});

test("no kind takes a field that it does not know", () => {
  for (const { kind, schema } of allKinds)
    assert.throws(() => schema.parse({ "no-such-field": 1 }), /no-such-field/, kind);
});

/** What is wrong with a card of these devices, without the words that are the same for all. */
function faultsOf(...devices: object[]): string[] {
  const named = devices.map((device, i) => ({ name: `d${i}`, ...device }));
  const files = { node: { site: "a", node: "b" }, electrodes: { devices: named } };
  return judgeCard({ files, beside: {} }, allKinds).problems.map((problem) =>
    printProblem(problem).replace("electrodes.json: devices", ""),
  );
}

test("what only one can have, two devices of a card may not both want: an address on a bus, a serial port, a GPIO line", () => {
  const ads = { kind: "ads1115", channels: ["0-1"] };
  const led = { kind: "led", line: 17 };
  const port = { kind: "line", path: "/dev/ttyACM0" };
  const others = 'which devices[0] ("d0") has already; give each device its own';
  assert.deepEqual(faultsOf(ads, ads), [`[1].address: is address 0x48 of I2C bus 1, ${others}`]);
  assert.deepEqual(faultsOf({ ...ads, address: 74 }, { ...ads, address: "0x4A" }), [
    `[1].address: is address 0x4a of I2C bus 1, ${others}`,
  ]);
  assert.deepEqual(faultsOf(led, led), [`[1].line: is GPIO line 17, ${others}`]);
  assert.deepEqual(faultsOf(led, { ...led, kind: "button" }), [`[1].line: is GPIO line 17, ${others}`]);
  assert.deepEqual(faultsOf(port, { ...port, baud: 9600 }), [`[1].path: is serial port /dev/ttyACM0, ${others}`]);
  assert.equal(faultsOf(led, led, led).length, 2, "each that comes too late is told");
});

test("what differs in one of these stands side by side, and so do recordings of one file", () => {
  const ads = { kind: "ads1115", channels: ["0-1"] };
  const recording = { kind: "recording", file: "a.csv" };
  assert.deepEqual(
    faultsOf(
      ...[ads, { ...ads, address: "0x49" }, { ...ads, bus: 3 }],
      ...[
        { kind: "led", line: 17 },
        { kind: "led", line: 18 },
        { kind: "button", line: 17, chip: "gpio-brcmstb" },
      ],
      ...[{ kind: "line", path: "/dev/ttyACM0" }, { kind: "line", path: "/dev/ttyACM1" }, recording, recording],
    ),
    [],
  );
});

test("a GPIO line is a number or the name on the header, and who counts the header's pins is told the name", () => {
  const line = (written: unknown) =>
    faultsOf({ kind: "led", line: written }).map((fault) => fault.replace(/^.*?: /, ""));
  for (const written of [17, "17", "GPIO17", "gpio17"]) assert.deepEqual(line(written), [], String(written));
  assert.deepEqual(faultsOf({ kind: "led", line: "GPIO17" }, { kind: "button", line: 17 }).length, 1, "they are one");
  const how = 'write its number as in a pin-out, 17 or "GPIO17"';
  assert.deepEqual(line("pin 11"), ['pin 11 of a Raspberry Pi\'s header is GPIO17; write 17 or "GPIO17"']);
  assert.deepEqual(line("pin 9"), [`pin 9 of a Raspberry Pi's header is no GPIO line; ${how}`]);
  assert.deepEqual(line("BCM17"), [`is the text "BCM17"; ${how}`]);
  assert.deepEqual(line("GPIO512"), [`is the text "GPIO512"; ${how}`]);
  for (const written of [-1, 512, 1.5, true, null])
    assert.deepEqual(line(written), [`is no line; ${how}`], String(written));
});
