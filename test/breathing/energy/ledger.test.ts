import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { boardNamed } from "../../../src/breathing/energy/boards.js";
import { EnergyLedger, type EnergyLedgerParts } from "../../../src/breathing/energy/energy-ledger.js";
import {
  DAYS_KEPT,
  emptyLedger,
  enter,
  enterBattery,
  HOURS_KEPT,
  LEDGER,
  type LedgerState,
} from "../../../src/breathing/energy/ledger-state.js";
import { meteredRadio } from "../../../src/breathing/energy/metered-radio.js";
import { undisturbed } from "../../../src/breathing/forecast.js";
import { fixed } from "../../../src/breathing/rhythms/fixed.js";
import { PHASES } from "../../../src/domain/breath.js";
import { DAY, HOUR, type Seconds, type TimeQuality } from "../../../src/domain/time.js";
import { readSaved } from "../../../src/node/open-state.js";
import type { Supply } from "../../../src/ports/power-board.js";
import { energyFacts, energySchema } from "../../../src/protocol/payloads/energy.js";

const START: Seconds = 946_684_800;
const LENGTHS = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const zero = boardNamed("zero-2-w");

/** A ledger on a clock that a test moves, and a breath that goes by it. */
function aLedger(more: Partial<EnergyLedgerParts> = {}, state: { value: LedgerState } = { value: emptyLedger() }) {
  const time = { now: START, steady: 5, quality: "ntp" as TimeQuality };
  const held: Promise<unknown>[] = [];
  const clock = {
    now: () => time.now,
    steady: () => time.steady,
    get quality() {
      return time.quality;
    },
    hold: <T>(_: string, work: Promise<T>) => {
      held.push(work);
      return work;
    },
  };
  const ledger = new EnergyLedger({
    ...{ state, clock, settings: { volts: 5 }, board: { board: zero, isKnown: true } },
    ...more,
  });
  const breaths = undisturbed(fixed(LENGTHS), START);
  let seq = 0;
  const pass = (seconds: Seconds) => {
    time.now += seconds;
    time.steady += seconds;
  };
  const turn = async () => {
    const breath = breaths.next().value;
    ledger.hear({ type: "breath", breath, at: time.now, seq: seq++ });
    await Promise.all(held.splice(0));
    return breath.until - breath.since;
  };
  return { ledger, state, time, pass, turn };
}

test("a day of breaths: each phase has its hours, what the board draws at rest, its samples, and the radio's time", async () => {
  let rows = 0;
  const { ledger, state, pass, turn } = aLedger();
  ledger.begin(() => rows);
  const radio = meteredRadio({ up: async () => {}, down: async () => {} }, ledger.radio);
  for (let i = 0; i < (DAY / 480) * 4; i++) {
    const seconds = await turn();
    if (seconds === LENGTHS.exhale) await radio.up();
    pass(seconds / 2);
    if (seconds === LENGTHS.exhale) await radio.down();
    pass(seconds / 2);
    rows += seconds;
  }
  ledger.stop();
  const report = ledger.report();
  assert.ok(Math.abs(report.seconds - DAY) < 1e-6);
  assert.ok(Math.abs(report.radio - (DAY / 480) * 90) < 1e-6);
  const expected = DAY * zero.idle + DAY * 0.001 * zero.core + DAY * 15e-6 + (DAY / 480) * 90 * zero.radio;
  assert.ok(Math.abs(report.joules - expected) < 1, `${report.joules} J, expected ${expected}`);
  assert.equal(report.measured, 0);
  for (const phase of PHASES)
    assert.ok(Math.abs((report.phases[phase]?.seconds ?? 0) - (LENGTHS[phase] / 480) * DAY) < 1);
  assert.equal(state.value.days.length, 1);
  assert.equal(state.value.hours.length, 24);
  assert.ok(JSON.stringify(state.value).length < 12_000, "some hundred bytes an hour");
  LEDGER.parse(JSON.parse(JSON.stringify(state.value)));
});

test("where a power board measures, its joules count, and the share of the time is told", async () => {
  const watts = [1, 1, 3, 2];
  let look = 0;
  const supply = async (): Promise<Supply> => ({ volts: 5, amps: watts[look++]! / 5 });
  const { ledger, state, pass, turn } = aLedger({ supply });
  ledger.begin(() => 0);
  for (let i = 0; i < 4; i++) pass(await turn());
  const [hour] = state.value.hours;
  assert.deepEqual(hour?.phases.inhale, { s: 120, j: 120, m: 120 });
  assert.deepEqual(hour?.phases.hold, { s: 60, j: 120, m: 60 });
  assert.deepEqual(hour?.phases.exhale, { s: 180, j: 450, m: 180 });
  ledger.stop();
  const { measured } = ledger.report();
  assert.ok(Math.abs(measured - 360 / 480) < 1e-9, "the last phase ended without a look");
});

test("what a supply cannot have said is no measurement, nor is what flows into a battery: the table counts", async () => {
  const nonsense: (Supply | undefined)[] = [
    { volts: Number.NaN, amps: 1 },
    { volts: 1e9, amps: 1 },
    { volts: 5, amps: -0.3 },
    { volts: 5 },
    undefined,
    { volts: Number.POSITIVE_INFINITY, amps: 0 },
  ];
  let look = 0;
  const supply = async () => {
    if (look === 3) throw new Error("the bus is stuck");
    return nonsense[look++ % nonsense.length];
  };
  const { ledger, pass, turn } = aLedger({ supply });
  ledger.begin(() => 0);
  for (let i = 0; i < 12; i++) pass(await turn());
  ledger.stop();
  const report = ledger.report();
  assert.equal(report.measured, 0);
  assert.ok(Math.abs(report.joules - 12 * 120 * zero.idle) < 1);
});

test("processor time counts where it is known, and one that went backwards costs nothing", async () => {
  const used = [10, 22, 15, 15, 15];
  const { ledger, state, pass, turn } = aLedger({ processor: { used: () => used.shift() ?? 15 } });
  ledger.begin(() => 0);
  for (let i = 0; i < 2; i++) pass(await turn());
  ledger.stop();
  const { phases } = state.value.hours[0]!;
  assert.ok(Math.abs(phases.inhale!.j - (120 * zero.idle + 12 * zero.core)) < 1e-6);
  assert.ok(phases.hold!.j >= 60 * zero.idle);
});

test("a time that is set, hours ahead or back, counts no second twice and none below zero", async () => {
  const { ledger, pass, turn, time, state } = aLedger();
  ledger.begin(() => 0);
  pass(await turn());
  time.now += 5 * HOUR;
  pass(await turn());
  time.now -= 9 * HOUR;
  pass(await turn());
  ledger.stop();
  const days = state.value.days.reduce((sum, { s }) => sum + s, 0);
  assert.ok(Math.abs(days - 360) < 1e-6);
  for (const { at } of state.value.hours) assert.ok(Number.isFinite(at));
  assert.deepEqual(
    state.value.hours.map(({ at }) => at),
    state.value.hours.map(({ at }) => at).toSorted((a, b) => a - b),
  );
});

test("a rest with the board off is counted once, as long as it was, with a boot", () => {
  const state = { value: emptyLedger() };
  const before = aLedger({}, state);
  before.ledger.begin(() => 0);
  before.ledger.switchingOff(START + 1800);
  const after = aLedger({}, state);
  after.time.now = START + 1830;
  after.ledger.begin(() => 0);
  const told = after.ledger.report();
  assert.deepEqual([told.seconds, told.off], [1830, 1830]);
  assert.ok(Math.abs(told.joules - (1830 * zero.off + zero.boot)) < 1e-6);
  const again = aLedger({}, state);
  again.time.now = START + 4000;
  again.ledger.begin(() => 0);
  assert.equal(again.ledger.report().off, 1830, "nobody switched it off for the second start");
});

test("over a rest with the board off the clock may lie: never below zero, and never longer than it can have been", () => {
  const slept = (now: Seconds, quality: TimeQuality, until = START + 1800) => {
    const value = { ...emptyLedger(), off: { since: START, until } };
    const { ledger, time, state } = aLedger({}, { value });
    time.now = now;
    time.quality = quality;
    ledger.begin(() => 0);
    return state.value.days.reduce((sum, { s }) => sum + s, 0);
  };
  assert.equal(slept(START - DAY, "rtc"), 0, "the clock went back");
  assert.equal(slept(START + 20 * DAY, "ntp"), 1800 + HOUR, "without power for weeks: that was no rest");
  assert.equal(slept(START + 1, "floor"), 1800, "nobody knows the time: as long as it was to be");
  assert.equal(slept(START + 1, "floor", START - 5), 0);
});

test("no entry is lost or made: what is spent stands in hours and days alike, however long it took", () => {
  const entry = fc.record({
    phase: fc.constantFrom(...PHASES),
    until: fc.integer({ min: START, max: START + 2 * DAY }),
    seconds: fc.integer({ min: 1, max: 20 * HOUR }),
    joules: fc.integer({ min: 0, max: 100_000 }),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
      const ledger = emptyLedger();
      for (const { phase, until, seconds, joules } of entries)
        enter(ledger, { phase, until, joules, measured: 0, use: { seconds, off: 0, radio: 0, rows: 0, boots: 0 } });
      const hours = ledger.hours.flatMap(({ phases }) => Object.values(phases));
      const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
      const wanted = [sum(entries.map(({ seconds }) => seconds)), sum(entries.map(({ joules }) => joules))];
      const close = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1, `${a} and ${b}`);
      close(sum(hours.map(({ s }) => s)), wanted[0]!);
      close(sum(hours.map(({ j }) => j)), wanted[1]!);
      close(sum(ledger.days.map(({ s }) => s)), wanted[0]!);
      close(sum(ledger.days.flatMap(({ j }) => j)), wanted[1]!);
    }),
  );
});

test("the ledger is bounded, and takes nothing that makes no sense", () => {
  const ledger = emptyLedger();
  const use = { seconds: 60, off: 0, radio: 0, rows: 0, boots: 0 };
  for (let day = 0; day < 2 * DAYS_KEPT; day++)
    for (let hour = 0; hour < 24; hour += 8)
      enter(ledger, { phase: "pause", until: START + day * DAY + hour * HOUR + 60, use, joules: 20, measured: 0 });
  assert.deepEqual([ledger.hours.length, ledger.days.length], [HOURS_KEPT, DAYS_KEPT]);
  assert.equal(ledger.days.at(-1)?.at, START + (2 * DAYS_KEPT - 1) * DAY, "the newest are kept");
  const before = structuredClone(ledger);
  for (const wrong of [
    { joules: Number.NaN },
    { joules: -1 },
    { until: Number.POSITIVE_INFINITY },
    { use: { ...use, seconds: -60 } },
    { use: { ...use, seconds: 0 } },
  ])
    enter(ledger, { phase: "pause", until: START, use, joules: 1, measured: 0, ...wrong });
  for (const share of [Number.NaN, -0.1, 1.1]) enterBattery(ledger, START + 3 * DAYS_KEPT * DAY, share);
  assert.deepEqual(ledger, before);
});

test("a radio that does not go down goes on counting", async () => {
  const told: boolean[] = [];
  const stuck = meteredRadio(
    { up: async () => {}, down: () => Promise.reject(new Error("rfkill: no such device")) },
    (up) => told.push(up),
  );
  await stuck.up();
  await assert.rejects(stuck.down());
  assert.deepEqual(told, [true]);
});

test("a ledger that is damaged is no ledger: the node begins another, and loses nothing else", () => {
  const whole = { hours: [{ at: START, phases: { pause: { s: 1, j: 1 } } }], days: [], off: null };
  const saved = (data: unknown) => readSaved({ boot: { v: 1, data: 7 }, energy: { v: 1, data } }).setAside;
  assert.deepEqual(saved(whole), []);
  for (const damage of [
    { ...whole, hours: [{ at: START, phases: { pause: { s: -1, j: 1 } } }] },
    { ...whole, hours: [{ at: "noon", phases: {} }] },
    { ...whole, days: [{ at: START, j: [1, 2, 3], s: 1 }] },
    { ...whole, days: [{ at: START, j: [1, 2, 3, 4], s: 1, battery: 7 }] },
    { ...whole, off: { since: START } },
    "nothing",
  ])
    assert.deepEqual(
      saved(damage).map(({ name }) => name),
      ["energy"],
    );
});

test("what health tells of the ledger is what its schema says, of a full day and of none", async () => {
  const { ledger, pass, turn } = aLedger({ settings: { volts: 5, battery: 10 } });
  ledger.begin(() => 0);
  const none = energySchema.parse(energyFacts(ledger.report()));
  assert.deepEqual([none.mean_w, none.battery_days, none.how], [null, null, "unknown"]);
  for (let i = 0; i < 40; i++) pass(await turn());
  ledger.battery(0.5);
  ledger.stop();
  const told = energySchema.parse(energyFacts(ledger.report()));
  assert.deepEqual([told.mean_w, told.how, told.break_even_s], [0.375, "capacity", 68.5]);
  assert.ok(Math.abs((told.battery_days ?? 0) - 5 / 0.375 / 24) < 0.01);
});
