import assert from "node:assert/strict";
import { test } from "node:test";
import { BOARDS, boardNamed } from "../../src/breathing/energy/boards.js";
import { fixed } from "../../src/breathing/rhythms/fixed.js";
import { benchEnergy } from "../../src/commands/bench/energy.js";
import { benchListening } from "../../src/commands/bench/listening.js";
import { live } from "../../src/commands/bench/year/live.js";
import { Weather } from "../../src/commands/bench/year/weather.js";
import { Options } from "../../src/commands/cli/options.js";
import { DAY, HOUR } from "../../src/domain/time.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";

const START = Date.UTC(2026, 0, 1) / 1000;
const asked = (options: Record<string, string>) => new Options({ words: [], options });

/** Thirty days of breaths in which nothing happens, without sun unless said. */
function month(watts: number, off: boolean) {
  const weather = new Weather({ watts, sunHours: Array.from({ length: 12 }, () => 4) }, START, 30, new SeededRandom(1));
  const board = boardNamed("zero-2-w");
  const year = { board, battery: 10 * HOUR, weather, start: START, end: START + 30 * DAY, events: [], off };
  return live(fixed({ inhale: 60, hold: 0, exhale: 60, pause: 3480 }), year);
}

test("without sun a battery lasts as long as it holds, and with the board off in its rests many times as long", () => {
  const idle = month(1e-9, false);
  assert.ok(Math.abs(idle.daysTillDark - 10 / 0.375 / 24) < 0.05, `${idle.daysTillDark} days`);
  assert.equal(idle.daysLived, idle.daysTillDark);
  const off = month(1e-9, true);
  const watts = (3480 * 0.01 + 25 + 120 * 0.375 + 20 * 0.1) / 3600;
  assert.ok(Math.abs(off.watts - watts) < 0.001, `${off.watts} W`);
  assert.ok(off.daysTillDark > 10 * idle.daysTillDark);
});

test("with sun enough it never goes dark; after a night without power it comes back", () => {
  assert.equal(month(20, true).daysTillDark, 30);
  const scarce = month(2.5, false);
  assert.ok(scarce.daysTillDark < 30 && scarce.daysLived > scarce.daysTillDark);
});

test("the same seed gives the same year, and no other board is known", async () => {
  const year = asked({ board: "5" });
  assert.deepEqual(await benchEnergy(year), await benchEnergy(year));
  await assert.rejects(benchEnergy(asked({ board: "6" })), /--board 6: give one of zero-2-w, 3b-plus, 4, 5/);
});

test("listening: what is heard in inhales alone wakes a node a quarter as often, and costs less on every board", async () => {
  const io = { out: () => {}, err: () => {}, signal: new AbortController().signal, terminal: false };
  const { ways } = await benchListening(asked({ hours: "9", rate: "0.5" }), { ...io, columns: 80, rows: 24, env: {} });
  const [always, inhale, sentinel] = ways;
  assert.ok(inhale!.wakeups_per_h < 0.3 * always!.wakeups_per_h);
  assert.ok(sentinel!.wakeups_per_h >= inhale!.wakeups_per_h);
  for (const { name } of BOARDS) assert.ok(inhale!.joules_per_h[name]! < always!.joules_per_h[name]!);
  assert.equal(always!.heard_h, 3);
  assert.ok(always!.f1 > inhale!.f1);
});
