import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DAY, HOUR, iso, MINUTE, type Seconds } from "../../src/domain/time.js";
import { nightAt, SkySense, seasonAt, skyIntensity } from "../../src/sensing/percepts/sky-sense.js";
import type { Coordinates } from "../../src/sensing/percepts/sun.js";

const UPPSALA: Coordinates = { latitude: 59.8586, longitude: 17.6389 };
const TROMSO: Coordinates = { latitude: 69.6492, longitude: 18.9553 };
const at = (time: string): Seconds => Date.parse(time) / 1000;

/** What a sense tells from one time to another when it is read whenever it asks to be, as `12:00 hour`. */
function told(sense: SkySense, from: Seconds, to: Seconds) {
  sense.read(from);
  const noticed = [];
  for (let now = sense.nextAt(from); now <= to; now = sense.nextAt(now)) noticed.push(...sense.read(now));
  return noticed;
}

const types = (noticed: readonly { type: string }[]) => noticed.map(({ type }) => type);
const seldom = (noticed: readonly { type: string }[]) => types(noticed).filter((type) => type !== "hour");

test("a day in the forest: dawn, dusk and twenty-four hours, each when it is", () => {
  const day = told(new SkySense(UPPSALA), at("2026-03-20T00:00Z"), at("2026-03-21T00:00Z"));
  assert.equal(types(day).filter((type) => type === "hour").length, 24);
  const [dawn, season, dusk] = day.filter(({ type }) => type !== "hour");
  assert.deepEqual([dawn?.type, season?.type, dusk?.type], ["dawn", "season", "dusk"]);
  assert.equal(iso((dawn ?? assert.fail()).at).slice(0, 15), "2026-03-20T04:1");
  assert.equal(dawn?.data.sun_elevation_deg, -6);
  assert.equal(season?.data.season, "spring");
  assert.ok(Math.abs(Number(dusk?.data.day_length_h) - 12.2) < 0.1, "a day and a night are nearly equal");
  for (const { source, tags } of day) assert.deepEqual([source, tags], ["sky", ["routine"]]);
  const noon = day.find(({ type, data }) => type === "hour" && data.hour === 11);
  assert.ok(Math.abs(Number(noon?.data.solar_hour) - 12.05) < 0.1, "the sun is ahead of UTC in the east");
});

test("a node that does not know where it stands knows the hours", () => {
  const day = told(new SkySense(undefined), at("2026-06-21T00:30Z"), at("2026-06-22T00:30Z"));
  assert.deepEqual(new Set(types(day)), new Set(["hour"]));
  assert.deepEqual(day[0]?.data, { hour: 1 });
  assert.equal(day.length, 24);
});

test("in a year there are four seasons, and south of the equator they are the others", () => {
  const seasons = (coordinates: Coordinates) =>
    told(new SkySense(coordinates), at("2026-01-01T00:00Z"), at("2027-01-01T00:00Z"))
      .filter(({ type }) => type === "season")
      .map(({ data, at: when }) => `${iso(when).slice(0, 10)} ${data.season}`);
  assert.deepEqual(seasons(UPPSALA), [
    "2026-03-20 spring",
    "2026-06-21 summer",
    "2026-09-23 autumn",
    "2026-12-21 winter",
  ]);
  assert.deepEqual(
    seasons({ latitude: -41, longitude: 174 }).map((line) => line.split(" ")[1]),
    ["autumn", "winter", "spring", "summer"],
  );
  assert.equal(seasonAt(0, at("2026-07-01T00:00Z")), "summer");
});

test("the white nights and the polar night of Tromso are each told once, and there is no dawn till they are over", () => {
  const year = told(new SkySense(TROMSO), at("2025-09-01T00:00Z"), at("2026-09-01T00:00Z"));
  const nights = year.filter(({ type }) => type.endsWith("night"));
  assert.deepEqual(
    types(nights),
    ["white-night"],
    "the sun of midwinter still comes within six degrees of the horizon",
  );
  const begins = (nights[0] ?? assert.fail()).at;
  assert.equal(iso(begins).slice(0, 7), "2026-04");
  const next = year.find(({ type, at: when }) => type === "dusk" && when > begins + DAY);
  assert.equal(iso((next ?? assert.fail()).at).slice(0, 7), "2026-08");
});

test("at the south pole the year has one dawn and one dusk, and a polar night between", () => {
  const year = told(new SkySense({ latitude: -90, longitude: 0 }), at("2025-12-01T00:00Z"), at("2026-12-01T00:00Z"));
  assert.deepEqual(
    seldom(year).filter((type) => type !== "season"),
    ["white-night", "dusk", "polar-night", "dawn", "white-night"],
  );
});

test("a clock that is corrected by a year brings no year of dawns, only the season that it now is", () => {
  const sense = new SkySense(UPPSALA);
  sense.read(at("2025-06-25T00:00Z"));
  assert.deepEqual(types(sense.read(at("2026-11-22T05:10Z"))), ["season"]);
  assert.deepEqual(sense.read(at("2026-11-22T05:20Z")), []);
  assert.deepEqual(types(sense.read(at("2026-11-22T06:00Z"))), ["hour"]);
});

test("a clock that is set back a little does not bring the same dawn twice, and one that is set back far goes on", () => {
  const sense = new SkySense(UPPSALA);
  const [first] = told(sense, at("2026-03-25T03:30Z"), at("2026-03-25T04:40Z")).filter(({ type }) => type === "dawn");
  assert.ok(first);
  assert.deepEqual(seldom(told(sense, first.at - 10 * MINUTE, first.at + 10 * MINUTE)), []);
  assert.deepEqual(seldom(told(sense, at("2024-03-25T00:00Z"), at("2024-03-26T00:00Z"))), ["dawn", "dusk"]);
});

test("what was slept through is not told afterwards, what is a moment late is", () => {
  const sense = new SkySense(undefined);
  sense.read(at("2026-03-25T03:30Z"));
  assert.deepEqual(types(sense.read(at("2026-03-25T04:02Z"))), ["hour"]);
  assert.deepEqual(sense.read(at("2026-03-25T09:30Z")), []);
});

test("the seldomer, the stronger; and never more than half", () => {
  assert.ok(skyIntensity("hour") < 0.005);
  assert.ok(Math.abs(skyIntensity("dawn") - 1 / 12) < 1e-12);
  assert.ok(Math.abs(skyIntensity("season") - 0.474) < 0.001);
  assert.ok(skyIntensity("polar-night") < 0.5);
});

test("wherever and whenever, the sense asks to be read within the hour, and whoever reads it hears each thing once", () => {
  const anywhere = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  fc.assert(
    fc.property(
      anywhere,
      fc.integer({ min: at("2000-01-01T00:00Z"), max: at("2090-01-01T00:00Z") }),
      (coordinates, start) => {
        const sense = new SkySense(coordinates);
        sense.read(start);
        let reads = 0;
        const noticed = [];
        for (let now = start; now < start + 2 * DAY; reads++) {
          const next = sense.nextAt(now);
          assert.ok(next > now && next <= now + HOUR);
          now = next;
          noticed.push(...sense.read(now));
        }
        assert.ok(reads <= 2 * 26 + 2, `${reads} wakes in two days`);
        const twilights = types(noticed).filter((type) => type === "dawn" || type === "dusk");
        for (let i = 1; i < twilights.length; i++) assert.notEqual(twilights[i], twilights[i - 1]);
        if (
          nightAt(coordinates, start) === undefined &&
          nightAt(coordinates, start + 2 * DAY) === undefined &&
          Math.abs(coordinates.latitude) < 60
        )
          assert.ok(twilights.length >= 3, `${twilights}`);
      },
    ),
    { numRuns: 100 },
  );
});
