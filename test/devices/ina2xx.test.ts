import assert from "node:assert/strict";
import { test } from "node:test";
import { Ina2xx, type Ina2xxSettings } from "../../devices/supply/ina2xx.js";
import { isAndasError } from "../../src/domain/errors.js";
import { FakeI2c } from "../fakes/fake-i2c.js";

/** A bus on which a chip shows these registers, high byte first. */
function busWith(registers: Readonly<Record<number, number>>) {
  const i2c = new FakeI2c();
  i2c.attach(1, 0x40, {
    read: (register) => {
      const word = registers[register] ?? 0;
      return [word >> 8, word & 0xff];
    },
  });
  return i2c;
}

const settings: Ina2xxSettings = { chip: "ina219", bus: 1, address: 0x40, shuntOhm: 0.1 };

test("an INA219 tells volts and amperes as its data sheet says", async () => {
  // SBOS448G, 8.5.1: 11.98 V at the bus is 0x5D98 with its two flags clear; 20 mV across the shunt is 0x07D0, -20 mV 0xF830.
  const i2c = busWith({ 1: 0x07d0, 2: 0x5d98 });
  const board = new Ina2xx(settings, i2c.open);
  const { volts, amps } = await board.read();
  assert.ok(Math.abs(volts - 11.98) < 1e-9 && Math.abs((amps ?? 0) - 0.2) < 1e-9, `${volts} V, ${amps} A`);
  const charged = await new Ina2xx(settings, busWith({ 1: 0xf830, 2: 0x5d9b }).open).read();
  assert.ok(Math.abs((charged.amps ?? 0) + 0.2) < 1e-9, "negative while it is charged");
  assert.ok(Math.abs(charged.volts - 11.98) < 1e-9, "the two flags are no part of it");
  assert.ok(
    i2c.transfers.every((transfer) => transfer.startsWith("r")),
    "nothing is written",
  );
  assert.equal(i2c.openNow, 0);
});

test("an INA226 has finer steps", async () => {
  // SBOS547B, 6.5: 11.98 V is 0x2570 of 1.25 mV each; 20 mV is 0x1F40 of 2.5 µV each.
  const { open } = busWith({ 1: 0x1f40, 2: 0x2570 });
  const { volts, amps } = await new Ina2xx({ ...settings, chip: "ina226", shuntOhm: 0.002 }, open).read();
  assert.ok(Math.abs(volts - 11.98) < 1e-9 && Math.abs((amps ?? 0) - 10) < 1e-9, `${volts} V, ${amps} A`);
});

test("one that does not answer is said, with its place, and the bus is closed", async () => {
  const i2c = new FakeI2c();
  await assert.rejects(new Ina2xx(settings, i2c.open).read(), (error) => {
    assert.ok(isAndasError(error, "device"));
    assert.match(error.message, /^no ina219 answers at 0x40 on I2C bus 1 \(.*\): check wires and address/);
    return true;
  });
  assert.equal(i2c.openNow, 0);
});
