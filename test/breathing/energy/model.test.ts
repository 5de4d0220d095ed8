import assert from "node:assert/strict";
import { test } from "node:test";
import { BOARDS, boardNamed, boardOf } from "../../../src/breathing/energy/boards.js";
import { breakEvenOf } from "../../../src/breathing/energy/power-model.js";
import { type Habit, meanWatts, savings } from "../../../src/breathing/energy/savings.js";

const phases = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const habit: Habit = {
  ...{ phases, radio: "always", listening: "continuous", rate: 1, depth: "idle" },
  ...{ radioTime: 10, busy: 1 },
};

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
