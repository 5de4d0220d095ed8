import assert from "node:assert/strict";
import { test } from "node:test";
import { WittyPi } from "../../devices/supply/witty-pi.js";
import { FakeI2c } from "../fakes/fake-i2c.js";

/** 2026-02-27 23:50:10, a Friday, in BCD. */
const FEBRUARY = [0x10, 0x50, 0x23, 0x27, 0x05, 0x02, 0x26];

/** A Witty Pi 4 as its manual has it: registers of a byte each. */
function aWittyPi(given: Readonly<Record<number, number>> = {}) {
  const i2c = new FakeI2c();
  const registers = new Map<number, number>([[0, 0x26], ...FEBRUARY.map((byte, i) => [58 + i, byte] as const)]);
  for (const [register, byte] of Object.entries(given)) registers.set(Number(register), byte);
  let deaf = false;
  i2c.attach(1, 0x08, {
    block: (register) => [registers.get(register) ?? 0],
    writeByte: (register, byte) => {
      if (!deaf) registers.set(register, byte);
    },
  });
  const board = new WittyPi(1, i2c.open);
  const alarm = () => [27, 28, 29, 30].map((register) => (registers.get(register) ?? 0).toString(16)).join(" ");
  const goDeaf = () => {
    deaf = true;
  };
  return { board, i2c, registers, alarm, goDeaf };
}

test("it tells what comes in, and the amperes of there; fed past its input, what goes out", async () => {
  const { board, i2c } = aWittyPi({ 1: 12, 2: 40, 3: 5, 4: 2, 5: 0, 6: 31 });
  const { volts, amps } = await board.read();
  assert.equal(volts, 12.4);
  assert.ok(Math.abs((amps ?? 0) - (5.02 * 0.31) / 12.4) < 1e-9);
  assert.deepEqual(await aWittyPi({ 1: 0, 2: 9, 3: 5, 4: 2, 6: 31 }).board.read(), { volts: 5.02, amps: 0.31 });
  assert.equal(i2c.openNow, 0);
});

test("its alarm is set by its own clock, over the end of a month too, and read back", async () => {
  const { board, alarm } = aWittyPi();
  assert.deepEqual(await board.look(), { can: true, text: "a Witty Pi 4 at 0x08 on I2C bus 1" });
  assert.equal(await board.arm(600.3), 600);
  assert.equal(alarm(), "10 0 0 28");
  await board.arm(600 + 86400);
  assert.equal(alarm(), "10 0 0 1", "February has 28 days in 2026");
  await board.disarm();
  assert.equal(alarm(), "0 0 0 0");
});

test("an alarm that does not stick reads back as none; one that is too far off is refused", async () => {
  const { board, goDeaf } = aWittyPi();
  await assert.rejects(board.arm(28 * 86400), { message: "a Witty Pi wakes nobody after more than 27 days" });
  goDeaf();
  assert.ok(Number.isNaN(await board.arm(600)));
});

test("a clock that shows no time sets no alarm", async () => {
  for (const shown of [{ 63: 0x00 }, { 58: 0x7f }, { 61: 0x31 }, { 61: 0x00 }]) {
    const { board } = aWittyPi(shown);
    await assert.rejects(board.arm(600), { message: /shows no time/ }, JSON.stringify(shown));
  }
});

test("it knows why the board was started", async () => {
  const by = (reason: number) => aWittyPi({ 11: reason }).board.startedBy();
  assert.deepEqual(await Promise.all([1, 3, 5, 8, 12, 99].map(by)), [
    ...["alarm", "hand", "supply", "alarm", "alarm"],
    undefined,
  ]);
});

test("another chip at its address, and none at all, are told apart", async () => {
  assert.match((await aWittyPi({ 0: 0x11 }).board.look()).text, /is no Witty Pi 4 \(it says 0x11\)/);
  const { board, i2c } = aWittyPi();
  i2c.detach(1, 0x08);
  const { can, text } = await board.look();
  assert.equal(can, false);
  assert.match(text, /no Witty Pi answers at 0x08 on I2C bus 1 .*: check that it sits firmly/);
  assert.equal(await board.startedBy(), undefined);
  await assert.rejects(board.read(), { message: /no Witty Pi answers/ });
});
