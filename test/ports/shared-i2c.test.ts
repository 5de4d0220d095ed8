import assert from "node:assert/strict";
import { test } from "node:test";
import type { I2cBus } from "../../src/ports/i2c.js";
import { sharedI2c } from "../../src/ports/shared-i2c.js";
import { FakeI2c } from "../fakes/fake-i2c.js";

/** A bus whose transfers end when the test says so. */
function slowBus() {
  const under: (() => void)[] = [];
  let most = 0;
  const transfer = <T>(answer: T) =>
    new Promise<T>((resolve) => {
      under.push(() => resolve(answer));
      most = Math.max(most, under.length);
    });
  const bus: I2cBus = {
    readWord: () => transfer(1),
    writeWord: () => transfer(undefined),
    readBlock: () => transfer(new Uint8Array()),
    sendByte: () => transfer(undefined),
    receiveByte: () => transfer(0),
    writeByte: () => transfer(undefined),
    receiveBytes: () => transfer(new Uint8Array()),
    close: async () => {},
  };
  const end = async () => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
    under.shift()?.();
  };
  return { bus, end, most: () => most };
}

test("chips on one bus share one opening of it, and their transfers take turns", async () => {
  let opened = 0;
  const slow = slowBus();
  const open = sharedI2c(async () => {
    opened++;
    return slow.bus;
  });
  const [one, other] = [await open(1), await open(1)];
  const done: string[] = [];
  const all = [
    one.readWord(0x48, 0).then(() => done.push("read")),
    other.sendByte(0x68, 1).then(() => done.push("send")),
    one.writeWord(0x48, 1, 2).then(() => done.push("write")),
    other.readBlock(0x68, 1, 3).then(() => done.push("block")),
    other.receiveByte(0x68).then(() => done.push("receive")),
  ];
  for (let i = 0; i < 20; i++) await slow.end();
  await Promise.all(all);
  assert.deepEqual(done, ["read", "send", "write", "block", "receive"], "first come, first served");
  assert.equal(slow.most(), 1, "never two at once");
  assert.equal(opened, 1);
});

test("the bus is closed with its last share, opened anew after that, and one that failed holds nobody up", async () => {
  const i2c = new FakeI2c();
  const open = sharedI2c(i2c.open);
  const [one, other] = [await open(1), await open(1)];
  i2c.attach(1, 0x48, { read: () => [1, 2] });
  await assert.rejects(one.readWord(0x49, 0), /EREMOTEIO/);
  assert.equal(await other.readWord(0x48, 0), 0x0201);
  await one.close();
  await one.close();
  assert.equal(i2c.openNow, 1);
  await assert.rejects(one.readWord(0x48, 0), /closed/);
  await other.close();
  assert.equal(i2c.openNow, 0);
  await (await open(1)).close();
  assert.equal(i2c.opened, 2);
});

test("two buses do not know each other, and a bus that cannot be opened is tried again", async () => {
  const i2c = new FakeI2c();
  let there = false;
  const open = sharedI2c((number) => (there || number === 2 ? i2c.open(number) : Promise.reject(new Error("ENOENT"))));
  await assert.rejects(open(1), /ENOENT/);
  await (await open(2)).close();
  there = true;
  await (await open(1)).close();
  assert.equal(i2c.openNow, 0);
});
