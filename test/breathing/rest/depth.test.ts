import assert from "node:assert/strict";
import { test } from "node:test";
import { boardNamed, powerOf } from "../../../src/breathing/energy/boards.js";
import { depthFor, type RestAhead, SOONEST } from "../../../src/breathing/rest/depth.js";
import type { BoardPower } from "../../../src/domain/board-power.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const ahead = (until: number, figures: BoardPower, more: Partial<RestAhead> = {}): RestAhead => ({
  ...{ now: 0, until, figures, held: false, handsUntil: 0, heard: false, allowed: true, alarm: true },
  ...more,
});

/** What is spent over the rest, one way and the other, in joules. */
function joules(seconds: number, { idleWatts = 0, offWatts = 0, bootJoules = 0 }: BoardPower) {
  return { idle: idleWatts * seconds, off: bootJoules + offWatts * seconds };
}

const BOARDS: Readonly<Record<string, BoardPower>> = {
  "Zero 2 W, halted": powerOf(boardNamed("zero-2-w"), false),
  "Zero 2 W with a Witty Pi": powerOf(boardNamed("zero-2-w"), true),
  "3B+, halted": powerOf(boardNamed("3b-plus"), false),
  "3B+ with a Witty Pi": powerOf(boardNamed("3b-plus"), true),
  "4, halted": powerOf(boardNamed("4"), false),
  "4 with a Witty Pi": powerOf(boardNamed("4"), true),
  "5 that stays half on": powerOf(boardNamed("5"), false),
  "5 with the EEPROM's lines": powerOf(boardNamed("5"), true),
  "no Pi": {},
};
const RESTS = [30, 2 * MINUTE, 3 * MINUTE, 5 * MINUTE, 10 * MINUTE, HOUR, 12 * HOUR];
/** Watts that a power board measured at rest, or nothing where there is none. */
const SUPPLIES = [undefined, 0.3, 0.5, 2, 5];

test("off is chosen exactly when it pays, whatever the board, the rest and the supply", () => {
  const chosen: Record<string, string> = {};
  for (const [name, table] of Object.entries(BOARDS)) {
    for (const measured of SUPPLIES) {
      const figures = measured === undefined ? table : { ...table, idleWatts: measured };
      for (const seconds of RESTS) {
        const { depth } = depthFor({ depth: "off" }, ahead(seconds, figures));
        const { idle, off } = joules(seconds, figures);
        const known = figures.idleWatts !== undefined && figures.offWatts !== undefined;
        const inTime = seconds - (figures.bootSeconds ?? 0) >= SOONEST;
        assert.equal(depth, known && off < idle && inTime ? "off" : "idle", `${name}, ${measured} W, ${seconds} s`);
        if (measured === undefined) chosen[name] = `${chosen[name] ?? ""}${depth === "off" ? "o" : "-"}`;
      }
    }
  }
  // 30 s, 2, 3, 5, 10 min, 1 h, 12 h; `o` for off.
  assert.deepEqual(chosen, {
    "Zero 2 W, halted": "---oooo",
    "Zero 2 W with a Witty Pi": "--ooooo",
    "3B+, halted": "--ooooo",
    "3B+ with a Witty Pi": "--ooooo",
    "4, halted": "--ooooo",
    "4 with a Witty Pi": "--ooooo",
    "5 that stays half on": "--ooooo",
    "5 with the EEPROM's lines": "--ooooo",
    "no Pi": "-------",
  });
});

test("however well it would pay, the board stays on where that is not asked, safe or proven", () => {
  const figures = { idleWatts: 2, offWatts: 0.02, bootJoules: 50, bootSeconds: 25 };
  const because = (more: Partial<RestAhead>, depth: "idle" | "off" | "auto" = "off") => {
    const chosen = depthFor({ depth }, ahead(HOUR, figures, more));
    return chosen.depth === "idle" ? chosen.because : chosen.wakes;
  };
  assert.equal(because({}), HOUR - 25, "it is up again for the inhale");
  assert.equal(because({}, "idle"), "asked");
  assert.equal(because({ held: true }), "held");
  assert.equal(because({ handsUntil: 10 }), "by-hand");
  assert.equal(because({ handsUntil: 10, now: 10 }), HOUR - 25);
  assert.equal(because({ heard: true }), HOUR - 25, "who says off means it");
  assert.equal(because({ heard: true }, "auto"), "heard");
  assert.equal(because({ allowed: false }), "not-allowed");
  assert.equal(because({ alarm: false }), "no-alarm");
  assert.equal(because({ figures: { ...figures, idleWatts: Number.NaN } }), "cost-unknown");
  assert.equal(because({ until: 20 }), "costs-more");
  assert.equal(because({ until: 26 + SOONEST - 2 }), "too-near");
  assert.equal(because({ now: 2 * HOUR }), "costs-more", "its time has passed");
});
