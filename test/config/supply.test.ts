import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeCard } from "../../src/config/judge-card.js";
import { printProblem } from "../../src/config/written/problem.js";
import { alarmOf, powerBoardOf } from "../../src/node/power-board.js";
import { FakeI2c } from "../fakes/fake-i2c.js";
import { KINDS, NODE } from "./card-folder.js";

function judged(supply: object) {
  const { good, problems } = judgeCard({ files: { node: { ...NODE, supply } }, beside: {} }, KINDS);
  return { supply: good?.configuration.node.supply, faults: problems.map(printProblem) };
}

test("a power board is named by its chip, or left to the kernel; its battery has a range", () => {
  const { supply, faults } = judged({ chip: "ina219", address: "0x41", battery: { empty_v: 3.3, full_v: 4.15 } });
  assert.deepEqual(faults, []);
  assert.deepEqual(supply, {
    ...{ chip: "ina219", bus: 1, address: 0x41, shunt: 0.1 },
    battery: { empty: 3.3, full: 4.15 },
  });
  const { open } = new FakeI2c();
  assert.ok(supply && powerBoardOf(supply, open) !== undefined);
  const kernel = judged({}).supply;
  assert.ok(kernel && powerBoardOf(kernel, open) === undefined);
});

test("a Witty Pi measures, and its alarm may wake the board; no other chip has one", () => {
  const { supply, faults } = judged({ chip: "witty-pi-4" });
  assert.deepEqual(faults, []);
  const { open } = new FakeI2c();
  assert.ok(supply && powerBoardOf(supply, open) !== undefined);
  assert.equal(alarmOf(supply, open)?.name, "Witty Pi");
  assert.equal(alarmOf(judged({ chip: "ina219" }).supply, open), undefined);
  assert.equal(alarmOf(undefined, open), undefined);
});

test("how the board rests is on the card: usual values where nothing is said, figures as they were measured", () => {
  const rest = (written: object) => {
    const { good, problems } = judgeCard({ files: { node: NODE, breath: { rest: written } }, beside: {} }, KINDS);
    return { rest: good?.configuration.rest, faults: problems.map(printProblem) };
  };
  assert.deepEqual(rest({}).rest, {
    ...{
      depth: "idle",
      turnsDown: ["radio", "bluetooth", "governor", "leds"],
      alarm: "auto",
      minAwake: 900,
      figures: {},
    },
  });
  assert.deepEqual(rest({ idle_w: 0.4, off_w: 0.02, boot_j: 25, boot_s: 20 }).rest?.figures, {
    ...{ idleWatts: 0.4, offWatts: 0.02, bootJoules: 25, bootSeconds: 20 },
  });
  assert.deepEqual(rest({ safe_halt: {} }).rest?.safeHalt, {
    ...{
      batteryBelow: 0.05,
      underVoltage: true,
      hotterThan: 95,
      lasting: 600,
      returnsAfter: 3600,
      withoutAlarm: false,
    },
  });
  assert.match(rest({ depth: "of" }).faults[0] ?? "", /^breath\.json: rest\.depth: /);
  assert.match(rest({ turns_down: ["radoi"] }).faults[0] ?? "", /^breath\.json: rest\.turns_down\[0\]: /);
});

test("an address that no such chip has, and a battery that is fuller with fewer volts, are said", () => {
  assert.deepEqual(judged({ chip: "ina226", address: "0x68" }).faults, [
    'node.json: supply.address: is no address of such a chip; write one from "0x40" to "0x4f"',
  ]);
  assert.deepEqual(judged({ battery: { empty_v: 4, full_v: 3 } }).faults, [
    "node.json: supply.battery.full_v: is not above empty_v; a battery is fuller where it has more volts",
  ]);
});
