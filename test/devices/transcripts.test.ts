import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ads1015 } from "../../devices/ads1015.js";
import { ads1115 } from "../../devices/ads1115.js";
import { mcp342x } from "../../devices/mcp342x.js";
import type { DeviceKind } from "../../src/ports/device.js";
import type { I2cBus } from "../../src/ports/i2c.js";
import { root } from "../house/the-house.js";
import { Bench } from "./bench.js";

/** A bus that has one story to tell: every transfer must be the next of it, and is answered as it was. */
async function transcript(name: string): Promise<{ bus: I2cBus; left: string[] }> {
  const text = await readFile(join(root, "test/devices/fixtures/i2c", `${name}.txt`), "utf8");
  const left = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const hex = (value: number, digits = 2) => value.toString(16).padStart(digits, "0");
  const next = (asked: string): string => {
    const line = left.shift() ?? "nothing more";
    assert.ok(line.startsWith(asked), `${name}: "${asked}" where the story says "${line}"`);
    return line.slice(asked.length).trim();
  };
  const bus: I2cBus = {
    readWord: async (address, register) => Number.parseInt(next(`r ${hex(address)} ${hex(register)}`), 16),
    writeWord: async (address, register, word) => {
      next(`w ${hex(address)} ${hex(register)} ${hex(word, 4)}`);
    },
    readBlock: async (address, command) => Buffer.from(next(`b ${hex(address)} ${hex(command)}`), "hex"),
    sendByte: async (address, byte) => {
      next(`s ${hex(address)} ${hex(byte)}`);
    },
    writeByte: async (address, register, byte) => {
      next(`w ${hex(address)} ${hex(register)} ${hex(byte)}`);
    },
    receiveBytes: async (address, length) => Buffer.from(next(`i ${hex(address)} ${hex(length)}`), "hex"),
    receiveByte: async (address) => Number.parseInt(next(`? ${hex(address)}`), 16),
    close: async () => {},
  };
  return { bus, left };
}

const STORIES: readonly { name: string; kind: DeviceKind; config: object; rows: number[][] }[] = [
  { name: "ads1115", kind: ads1115, config: { channels: ["0-1"] }, rows: [[10], [-0.0078125]] },
  {
    ...{ name: "ads1015", kind: ads1015, rows: [[1000], [1]] },
    config: { channels: ["3"], address: "0x49", full_scale_mv: 2048, data_rate: 3300 },
  },
  {
    ...{ name: "mcp3424", kind: mcp342x, rows: [[10], [-0.001953125]] },
    config: { chip: "mcp3424", channels: ["1"], address: "0x6A", general_call: "latch" },
  },
];

for (const { name, kind, config, rows } of STORIES)
  test(`an ${name} is spoken to byte by byte as its data sheet says`, async () => {
    const { bus, left } = await transcript(name);
    const bench = new Bench();
    const device = kind.create(kind.schema.parse(config), { ...bench.ports, openI2c: async () => bus });
    await device.start(bench.listener);
    await bench.pass(2.9);
    await device.stop();
    assert.deepEqual(bench.listener.faults, []);
    assert.deepEqual(bench.listener.values, rows);
    assert.deepEqual(left, [], "the whole story");
  });
