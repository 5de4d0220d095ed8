import assert from "node:assert/strict";
import { test } from "node:test";
import { batteryForecast, type Outlook } from "../../../src/breathing/energy/battery-forecast.js";
import { panelWatts } from "../../../src/breathing/energy/solar.js";
import { DAY } from "../../../src/domain/time.js";

const TODAY = 20_000 * DAY;
const settings = { volts: 5 };
const nothing: Outlook = { now: TODAY + DAY / 2, days: [], estimated: true, boardIsKnown: true, settings };

/** Days up to today, with so much left of the battery. */
function days(...shares: number[]): Outlook["days"] {
  return shares.map((battery, i) => ({ at: TODAY - (shares.length - 1 - i) * DAY, j: [0, 0, 0, 0], s: DAY, battery }));
}

test("a battery that is measured lasts by its trend, and one odd day does not turn it", () => {
  const { days: lasts, how } = batteryForecast({ ...nothing, days: days(0.9, 0.8, 0.3, 0.6, 0.5, 0.4) });
  assert.equal(how, "trend");
  assert.ok(Math.abs((lasts ?? 0) - 4) < 0.5, `${lasts} days`);
});

test("a battery that fills, or stands, lasts for ever", () => {
  for (const shares of [days(0.5, 0.6, 0.7, 0.8), days(0.8, 0.8, 0.8, 0.8)])
    assert.equal(batteryForecast({ ...nothing, days: shares }).days, Number.POSITIVE_INFINITY);
});

test("without a trend it is what the battery holds against what is spent, with all that is taken for granted", () => {
  const told = batteryForecast({ ...nothing, watts: 0.5, settings: { ...settings, battery: 24 } });
  assert.deepEqual(told, {
    days: 2,
    how: "capacity",
    assumes: ["battery-is-full", "spending-is-estimated", "life-goes-on-as-it-did"],
  });
  const half = batteryForecast({
    ...{ ...nothing, watts: 0.5, settings: { ...settings, battery: 24 }, days: days(0.6, 0.5) },
    ...{ estimated: false, boardIsKnown: false },
  });
  assert.deepEqual(half, {
    days: 1,
    how: "capacity",
    assumes: ["volts-are-share", "board-is-guessed", "life-goes-on-as-it-did"],
  });
});

test("a panel that brings more than is spent keeps the node alive", () => {
  const panel = { watts: 5, sunHours: Array.from({ length: 12 }, (_, month) => (month === 5 ? 4 : 0)) };
  const june = Date.UTC(2026, 5, 12) / 1000;
  assert.ok(Math.abs(panelWatts(panel, june) - (5 * 4 * 0.75) / 24) < 1e-9);
  assert.equal(panelWatts(panel, Date.UTC(2026, 0, 1) / 1000), 0);
  const outlook = { ...nothing, watts: 0.5, settings: { ...settings, battery: 10, panel } };
  assert.equal(batteryForecast({ ...outlook, now: june }).days, Number.POSITIVE_INFINITY);
  assert.ok(Math.abs((batteryForecast({ ...outlook, now: june + 60 * DAY }).days ?? 0) - 10 / 0.5 / 24) < 1e-9);
});

test("where nobody can know, nobody says", () => {
  assert.deepEqual(batteryForecast(nothing), { how: "unknown", assumes: [] });
  assert.equal(batteryForecast({ ...nothing, settings: { ...settings, battery: 10 } }).how, "unknown");
});
