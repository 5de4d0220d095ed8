import assert from "node:assert/strict";
import { test } from "node:test";
import { AndasError, isAndasError } from "../../../src/domain/errors.js";
import { osI2c } from "../../../src/ports/os/i2c.js";

function failing(code: string) {
  return async () => ({
    openPromisified: () => Promise.reject(Object.assign(new Error(`${code}: no luck`), { code })),
  });
}

test("words pass to the bus and back as they are", async () => {
  const written: number[][] = [];
  let closed = false;
  const bus = await osI2c(async () => ({
    openPromisified: async (number: number) => ({
      i2cFuncs: async () => ({}),
      readWord: async (address: number, register: number) => number * 0x1000 + address + register,
      writeWord: async (...all: number[]) => written.push(all),
      close: async () => {
        closed = true;
      },
    }),
  }))(1);
  assert.equal(await bus.readWord(0x48, 1), 0x1049);
  await bus.writeWord(0x48, 1, 0x8385);
  assert.deepEqual(written, [[0x48, 1, 0x8385]]);
  await bus.close();
  assert.ok(closed);
});

test("an address that a driver of the kernel has is not spoken to again: the next word would go to everybody", async () => {
  let asked = 0;
  const bus = await osI2c(async () => ({
    openPromisified: async () => ({
      i2cFuncs: async () => ({}),
      sendByte: (address: number) => {
        asked++;
        const code = address === 0x68 ? "EBUSY" : "EREMOTEIO";
        return Promise.reject(Object.assign(new Error(code), { code }));
      },
    }),
  }))(1);
  for (let i = 0; i < 2; i++)
    await assert.rejects(
      bus.sendByte(0x68, 0x8f),
      /^AndasError: 0x68 on I2C bus 1 belongs to a driver of the kernel: take/,
    );
  assert.equal(asked, 1);
  for (let i = 0; i < 2; i++) await assert.rejects(bus.sendByte(0x69, 0x8f), /EREMOTEIO/);
  assert.equal(asked, 3, "who does not answer may answer later");
});

test("a bus whose package opens it late is said at once too", async () => {
  const opening = osI2c(async () => ({
    openPromisified: async () => ({
      i2cFuncs: () => Promise.reject(Object.assign(new Error("ENOENT"), { code: "ENOENT" })),
    }),
  }))(1);
  await assert.rejects(opening, /there is no I2C bus 1/);
});

test("a bus that is not there, or not ours, is said with what to do", async () => {
  await assert.rejects(osI2c(failing("ENOENT"))(1), (error) => {
    assert.ok(isAndasError(error, "device"));
    assert.match(error.message, /^there is no I2C bus 1 \(\/dev\/i2c-1\): switch it on with `dtparam=i2c_arm=on`/);
    return true;
  });
  await assert.rejects(osI2c(failing("EACCES"))(0), /add the node's user to the group i2c/);
});

test("a missing package keeps its own words", async () => {
  const load = () => Promise.reject(new AndasError("addon", "i2c-bus is not installed"));
  await assert.rejects(osI2c(load)(1), (error) => isAndasError(error, "addon"));
});
