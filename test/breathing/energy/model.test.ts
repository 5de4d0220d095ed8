import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BOARDS, boardNamed, boardOf } from "../../../src/breathing/energy/boards.js";
import { breakEven } from "../../../src/breathing/energy/break-even.js";
import { breakEvenOf } from "../../../src/breathing/energy/power-model.js";
import { type Habit, meanWatts, savings } from "../../../src/breathing/energy/savings.js";

const phases = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const habit: Habit = {
  ...{ phases, radio: "always", listening: "continuous", rate: 1, depth: "idle" },
  ...{ radioTime: 10, busy: 1 },
};

test("a rest is worth switching off for exactly from the break-even on", () => {
  const watts = fc.double({ min: 0.001, max: 10, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 500, noNaN: true }),
      watts,
      watts,
      watts,
      (bootJoules, idleWatts, offWatts, t) => {
        const pays = breakEven({ bootJoules, idleWatts, offWatts });
        const rest = t * 100;
        fc.pre(Math.abs(rest - pays) > 1e-6 * pays);
        assert.equal(rest > pays, bootJoules + offWatts * rest < idleWatts * rest);
      },
    ),
  );
});

test("switching off never pays where nothing is saved, or a figure is none", () => {
  for (const costs of [
    { bootJoules: 25, idleWatts: 0.3, offWatts: 0.3 },
    { bootJoules: 25, idleWatts: 0.3, offWatts: 1.7 },
    { bootJoules: Number.NaN, idleWatts: 1, offWatts: 0 },
    { bootJoules: -5, idleWatts: 1, offWatts: 0 },
    { bootJoules: 25, idleWatts: Number.NaN, offWatts: 0 },
  ])
    assert.equal(breakEven(costs), Number.POSITIVE_INFINITY);
});

test("boards are found by what they say of themselves; of all others the figures are those of the smallest", () => {
  const named = (model: string) => boardOf(model).board.name;
  assert.equal(named("Raspberry Pi Zero 2 W Rev 1.0"), "zero-2-w");
  assert.equal(named("Raspberry Pi 3 Model B Plus Rev 1.3"), "3b-plus");
  assert.equal(named("Raspberry Pi 4 Model B Rev 1.4"), "4");
  assert.equal(named("Raspberry Pi 5 Model B Rev 1.0"), "5");
  for (const other of [undefined, "Pine64 Rock64", "Raspberry Pi Model B Rev 2"])
    assert.deepEqual(boardOf(other), { board: boardNamed("zero-2-w"), isKnown: false });
  for (const board of BOARDS) {
    assert.ok(board.off < board.idle && board.boot > 0);
    assert.ok(breakEvenOf(board) > 20 && breakEvenOf(board) < 120, `${board.name}: ${breakEvenOf(board)} s`);
  }
});

test("what is offered to be saved is what a life with that setting would spend less", () => {
  for (const board of BOARDS) {
    const offered = savings(board, habit);
    const radio = offered.find(({ setting }) => setting === "radio: breath");
    assert.ok(Math.abs(radio!.saved - (board.radio * 470) / 480) < 1e-9);
    assert.ok(offered.every(({ watts, saved }) => Math.abs(meanWatts(board, habit) - watts - saved) < 1e-12));
    assert.deepEqual(
      offered,
      offered.toSorted((a, b) => b.saved - a.saved),
      "the most first",
    );
    assert.ok(!offered.some(({ setting }) => setting === "listening: continuous" || setting === "radio: always"));
    const off = offered.find(({ setting }) => setting === "pause_s: 7200, switched off");
    assert.ok(off!.saved > 0.8 * board.idle, "long rests with the board off save nearly all");
  }
});

test("a pause too short to pay is not offered to be switched off for, nor is listening to nothing", () => {
  const short = { ...habit, phases: { ...phases, pause: 20 }, rate: 0 };
  const offered = savings(boardNamed("zero-2-w"), short).map(({ setting }) => setting);
  assert.ok(!offered.includes("pause_s: 20, switched off"));
  assert.ok(offered.includes("pause_s: 1800, switched off"));
  assert.ok(!offered.some((setting) => setting.startsWith("listening")));
  const off = savings(boardNamed("zero-2-w"), { ...habit, depth: "off" }).map(({ setting }) => setting);
  assert.ok(!off.some((setting) => setting.endsWith("switched off")), "it is switched off already");
});
