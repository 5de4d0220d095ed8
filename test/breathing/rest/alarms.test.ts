import assert from "node:assert/strict";
import { test } from "node:test";
import { ableAlarms, GUARD, proveAlarm } from "../../../src/breathing/rest/alarms.js";
import { alarmMissed, byHand } from "../../../src/breathing/rest/started.js";
import { FakeAlarm } from "../../fakes/fake-power.js";

test("an alarm that reads back is proven, and the second one, if there is one, guards it", async () => {
  const [first, second] = [new FakeAlarm("rtc0"), new FakeAlarm("rtc1")];
  assert.equal(await proveAlarm([first, second], 600), "rtc0");
  assert.deepEqual([first.set, second.set], [600, 600 + GUARD]);
});

test("a guard that fails costs nothing", async () => {
  const second = new FakeAlarm("rtc1");
  second.broken = true;
  assert.equal(await proveAlarm([new FakeAlarm(), second], 600), "rtc0");
});

test("where the first cannot be proven, the next one is relied on", async () => {
  for (const fault of ["silent", "forgets", "wrong"]) {
    const [first, second] = [new FakeAlarm("rtc0"), new FakeAlarm("Witty Pi")];
    if (fault === "silent") first.broken = true;
    if (fault === "forgets") first.readsBack = () => Number.NaN;
    if (fault === "wrong") first.readsBack = (seconds) => seconds - 3600;
    assert.equal(await proveAlarm([first, second], 600), "Witty Pi", fault);
    assert.equal(second.set, 600);
  }
});

test("an alarm that cannot be read back was not set: that is said, and none is left behind", async () => {
  const alarm = new FakeAlarm();
  alarm.readsBack = () => Number.NaN;
  await assert.rejects(proveAlarm([alarm], 600), {
    message: "the alarm rtc0 was set to ring in 10 min, and read back it is not set",
  });
  assert.equal(alarm.set, undefined);
  alarm.readsBack = (seconds) => seconds + 3600;
  await assert.rejects(proveAlarm([alarm], 600), /read back it rings in 70 min/);
  await assert.rejects(proveAlarm([], 600), { message: "there is no alarm that would wake the board" });
});

test("only what would wake this board is relied on", async () => {
  const [able, unable] = [new FakeAlarm("rtc1"), new FakeAlarm("rtc0")];
  unable.found = { can: false, text: "not wired" };
  assert.deepEqual(await ableAlarms([unable, able]), [able]);
});

test("who started the board: the hardware's word counts, else whether the alarm was due", () => {
  assert.equal(byHand({ now: 1000, expected: undefined, by: undefined }), true, "no alarm was set");
  assert.equal(byHand({ now: 1020, expected: 1000, by: undefined }), false);
  assert.equal(byHand({ now: 500, expected: 1000, by: undefined }), true, "somebody came first");
  assert.equal(byHand({ now: 9000, expected: 1000, by: undefined }), true, "it did not ring");
  assert.equal(byHand({ now: 9000, expected: undefined, by: "alarm" }), false);
  assert.equal(byHand({ now: 1000, expected: 1000, by: "hand" }), true);
  assert.equal(byHand({ now: 500, expected: 1000, by: "supply" }), false, "the sun came back");
});

test("a clock that jumped across the rest makes a start one by hand: the board stays on for a while, and sleeps again", () => {
  assert.equal(byHand({ now: 1000 - 86400, expected: 1000, by: undefined }), true, "set back: it lost its time");
  assert.equal(alarmMissed({ now: 1000 - 86400, expected: 1000, by: undefined }), false);
  assert.equal(byHand({ now: 1000 + 86400, expected: 1000, by: undefined }), true, "set on");
  assert.equal(byHand({ now: 1000 + 86400, expected: 1000, by: "alarm" }), false, "the hardware knows better");
});

test("an alarm that did not wake the board is seen when somebody starts it late", () => {
  assert.equal(alarmMissed({ now: 9000, expected: 1000, by: undefined }), true);
  assert.equal(alarmMissed({ now: 9000, expected: 1000, by: "hand" }), true);
  assert.equal(alarmMissed({ now: 9000, expected: 1000, by: "alarm" }), false);
  assert.equal(alarmMissed({ now: 1010, expected: 1000, by: undefined }), false);
  assert.equal(alarmMissed({ now: 9000, expected: undefined, by: "hand" }), false);
});
