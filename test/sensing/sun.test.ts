import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DAY, HOUR, iso, MINUTE, type Seconds } from "../../src/domain/time.js";
import {
  type Coordinates,
  crossingAfter,
  dayLength,
  SUNRISE,
  solarHour,
  solarNoon,
  sunElevation,
  sunLongitude,
  TWILIGHT,
} from "../../src/sensing/percepts/sun.js";

const at = (time: string): Seconds => Date.parse(time) / 1000;

/** Within two minutes of what an almanac says; those of whole minutes are rounded. */
function near(found: Seconds | undefined, published: string, what: string): void {
  assert.ok(found !== undefined, `${what} does not come`);
  const off = Math.abs(found - at(published));
  assert.ok(off <= 2 * MINUTE, `${what}: ${iso(found)}, published ${published}`);
}

/**
 * U.S. Naval Observatory, "Complete Sun and Moon Data for One Day" (aa.usno.navy.mil/api/rstt/oneday), UTC; and the printed example
 * of NREL's Solar Position Algorithm (Reda and Andreas, NREL/TP-560-34302, `spa_tester`), which gives no twilight.
 */
const ALMANAC = [
  {
    place: "Oslo in June",
    spot: { latitude: 59.9139, longitude: 10.7522 },
    midnight: "2025-06-20T23:00Z",
    dawn: "2025-06-21T00:10Z",
    sunrise: "2025-06-21T01:54Z",
    noon: "2025-06-21T11:19Z",
    sunset: "2025-06-21T20:44Z",
    dusk: "2025-06-21T22:28Z",
  },
  {
    place: "Oslo in December",
    spot: { latitude: 59.9139, longitude: 10.7522 },
    midnight: "2025-12-20T23:00Z",
    dawn: "2025-12-21T07:21Z",
    sunrise: "2025-12-21T08:18Z",
    noon: "2025-12-21T11:15Z",
    sunset: "2025-12-21T14:12Z",
    dusk: "2025-12-21T15:10Z",
  },
  {
    place: "Quito at the equinox",
    spot: { latitude: -0.1807, longitude: -78.4678 },
    midnight: "2025-03-20T05:00Z",
    dawn: "2025-03-20T10:57Z",
    sunrise: "2025-03-20T11:18Z",
    noon: "2025-03-20T17:21Z",
    sunset: "2025-03-20T23:24Z",
    dusk: "2025-03-20T23:45Z",
  },
  {
    place: "Reykjavik in December",
    spot: { latitude: 64.1466, longitude: -21.9426 },
    midnight: "2025-12-21T01:00Z",
    dawn: "2025-12-21T10:03Z",
    sunrise: "2025-12-21T11:22Z",
    noon: "2025-12-21T13:26Z",
    sunset: "2025-12-21T15:30Z",
    dusk: "2025-12-21T16:49Z",
  },
  {
    place: "London in June",
    spot: { latitude: 51.5074, longitude: -0.1278 },
    midnight: "2025-06-21T00:00Z",
    dawn: "2025-06-21T02:55Z",
    sunrise: "2025-06-21T03:43Z",
    sunset: "2025-06-21T20:22Z",
    dusk: "2025-06-21T21:09Z",
  },
  {
    place: "70 degrees north, where only twilight comes",
    spot: { latitude: 70, longitude: 0 },
    midnight: "2025-12-21T00:00Z",
    dawn: "2025-12-21T09:55Z",
    dusk: "2025-12-21T14:02Z",
  },
  {
    place: "Ushuaia in its summer",
    spot: { latitude: -54.8019, longitude: -68.303 },
    midnight: "2025-12-21T04:31Z",
    sunrise: "2025-12-21T07:52Z",
    noon: "2025-12-21T16:31Z",
    sunset: "2025-12-22T01:11Z",
  },
  {
    place: "Golden, Colorado, in October",
    spot: { latitude: 39.742476, longitude: -105.1786 },
    midnight: "2003-10-17T07:00Z",
    sunrise: "2003-10-17T13:12:43Z",
    sunset: "2003-10-18T00:20:19Z",
  },
] as const;

test("the sun rises and sets when the almanac says", () => {
  for (const day of ALMANAC) {
    const { place, spot } = day;
    const after = (elevation: number, time: Seconds) => crossingAfter(spot, elevation, time);
    const start = at(day.midnight);
    if ("noon" in day) near(solarNoon(spot, start + DAY / 2), day.noon, `noon of ${place}`);
    if ("dawn" in day) {
      const dawn = after(TWILIGHT, start);
      near(dawn?.at, day.dawn, `dawn of ${place}`);
      assert.equal(dawn?.rising, true);
      near(after(TWILIGHT, at(day.dawn) + HOUR)?.at, day.dusk, `dusk of ${place}`);
    }
    if ("sunrise" in day) {
      near(after(SUNRISE, start)?.at, day.sunrise, `sunrise of ${place}`);
      const sunset = after(SUNRISE, at(day.sunrise) + HOUR);
      near(sunset?.at, day.sunset, `sunset of ${place}`);
      assert.equal(sunset?.rising, false);
      const length = at(day.sunset) - at(day.sunrise);
      assert.ok(Math.abs(dayLength(spot, at(day.sunrise) + HOUR) - length) < 3 * MINUTE, `length of day at ${place}`);
    }
  }
});

test("the sun stands as high as the Naval Observatory says", () => {
  // aa.usno.navy.mil/api/celnav: geometric altitudes.
  const stands = [
    ["2025-06-21T10:00Z", 59.9139, 10.7522, 51.00185],
    ["2025-12-21T11:00Z", 59.9139, 10.7522, 6.58999],
    ["2025-03-20T17:00Z", -0.1807, -78.4678, 84.69836],
    ["2025-06-21T01:00Z", -33.8688, 151.2093, 31.11522],
    ["2025-09-22T13:00Z", 64.1466, -21.9426, 25.82978],
  ] as const;
  for (const [time, latitude, longitude, altitude] of stands) {
    const found = sunElevation({ latitude, longitude }, at(time));
    assert.ok(Math.abs(found - altitude) < 0.02, `${time}: ${found}, published ${altitude}`);
  }
});

test("equinoxes and solstices come within half an hour of the almanac", () => {
  // aa.usno.navy.mil/api/seasons
  const seasons = [
    ["2025-03-20T09:01Z", "2025-06-21T02:42Z", "2025-09-22T18:19Z", "2025-12-21T15:03Z"],
    ["2026-03-20T14:46Z", "2026-06-21T08:24Z", "2026-09-23T00:05Z", "2026-12-21T20:50Z"],
  ];
  for (const year of seasons)
    for (const [quarter, time] of year.entries()) {
      const off = sunLongitude(at(time)) - 90 * quarter;
      const degrees = off > 180 ? off - 360 : off;
      assert.ok(Math.abs(degrees) < 0.5 / 24, `${time}: ${degrees} degrees off`);
    }
});

test("the sun of June does not set at 70 degrees north, and that of December does not rise", () => {
  const tromsdal: Coordinates = { latitude: 70, longitude: 0 };
  assert.equal(crossingAfter(tromsdal, SUNRISE, at("2025-06-21T00:00Z")), undefined);
  assert.equal(crossingAfter(tromsdal, TWILIGHT, at("2025-06-21T00:00Z")), undefined);
  assert.equal(dayLength(tromsdal, at("2025-06-21T12:00Z")), DAY);
  assert.equal(crossingAfter(tromsdal, SUNRISE, at("2025-12-21T00:00Z")), undefined);
  assert.equal(dayLength(tromsdal, at("2025-12-21T12:00Z")), 0);
});

const times = fc.integer({ min: at("1970-01-01T00:00Z"), max: at("2100-01-01T00:00Z") });
const longitudes = fc.double({ min: -180, max: 180, noNaN: true });
const latitudes = (most: number) => fc.double({ min: -most, max: most, noNaN: true });

test("anywhere but at the poles, on any day that has them, dawn comes before noon and dusk after it", () => {
  fc.assert(
    fc.property(latitudes(85), longitudes, times, (latitude, longitude, time) => {
      const spot = { latitude, longitude };
      const noon = solarNoon(spot, time);
      const first = crossingAfter(spot, TWILIGHT, noon - DAY / 2);
      if (first === undefined || first.at >= noon) return;
      assert.ok(first.rising, `dawn at ${latitude}, ${longitude} on ${iso(first.at)}`);
      const second = crossingAfter(spot, TWILIGHT, first.at + 1);
      if (second === undefined) return;
      assert.ok(!second.rising && second.at > noon - MINUTE, `dusk at ${latitude}, ${longitude} on ${iso(second.at)}`);
    }),
    { numRuns: 1000 },
  );
});

test("everywhere, whatever the sun does, it does alternately, and stands where it is said to", () => {
  fc.assert(
    fc.property(
      latitudes(90),
      longitudes,
      times,
      fc.constantFrom(SUNRISE, TWILIGHT),
      (latitude, longitude, time, h) => {
        const spot = { latitude, longitude };
        let before: boolean | undefined;
        let after = time;
        for (let i = 0; i < 4; i++) {
          const crossing = crossingAfter(spot, h, after);
          if (crossing === undefined) break;
          assert.ok(crossing.at > after && crossing.at <= after + DAY);
          assert.ok(Math.abs(sunElevation(spot, crossing.at) - h) < 0.01);
          if (before !== undefined) assert.notEqual(crossing.rising, before, iso(crossing.at));
          before = crossing.rising;
          after = crossing.at + 1;
        }
        const hour = solarHour(spot, time);
        assert.ok(hour >= 0 && hour < 24);
        const length = dayLength(spot, time);
        assert.ok(length >= 0 && length <= DAY);
      },
    ),
    { numRuns: 1000 },
  );
});
