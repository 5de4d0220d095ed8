import { DAY, type Seconds } from "../../domain/time.js";

/** A place on the Earth, in degrees: north and east are positive. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** The sun's centre stands here, in degrees, when its upper edge touches a level horizon through ordinary air. */
export const SUNRISE = -0.833;
/** Civil twilight, in degrees: from here on up one can see without a lamp. */
export const TWILIGHT = -6;

/** 2000-01-01T12:00:00Z, from which the formulas count days. */
const J2000: Seconds = 946_728_000;
const CENTURY = 36_525;
const RADIAN = Math.PI / 180;
/** So close a crossing is found, in seconds. */
const FINE: Seconds = 0.1;

/**
 * The sun's apparent longitude on the ecliptic, 0 (March equinox) to 360 degrees; within 0.01 degrees from 1900 to 2100.
 * J. Meeus, Astronomical Algorithms, 2nd ed., chapter 25 (low accuracy), which NOAA's solar calculator uses too.
 */
export function sunLongitude(at: Seconds): number {
  const t = centuries(at);
  const mean = 280.46646 + t * (36_000.76983 + t * 0.0003032);
  const anomaly = RADIAN * (357.52911 + t * (35_999.05029 - t * 0.0001537));
  const centre =
    (1.914602 - t * (0.004817 + t * 0.000014)) * Math.sin(anomaly) +
    (0.019993 - t * 0.000101) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly);
  return turned(mean + centre - 0.00569 - 0.00478 * Math.sin(RADIAN * node(t)));
}

/** How far the sun stands north of the equator, in degrees. */
export function sunDeclination(at: Seconds): number {
  return position(at).declination / RADIAN;
}

/** How high the sun's centre stands over a level horizon, in degrees, without refraction. */
export function sunElevation({ latitude, longitude }: Coordinates, at: Seconds): number {
  const { declination, ascension } = position(at);
  const hour = siderealTime(at) + longitude * RADIAN - ascension;
  const phi = latitude * RADIAN;
  const sine = Math.sin(phi) * Math.sin(declination) + Math.cos(phi) * Math.cos(declination) * Math.cos(hour);
  return Math.asin(Math.min(1, Math.max(-1, sine))) / RADIAN;
}

/** When the sun stands in the meridian (south of most nodes), the time nearest to `near`. */
export function solarNoon({ longitude }: Coordinates, near: Seconds): Seconds {
  let at = near;
  for (let i = 0; i < 3; i++) {
    const hour = turned((siderealTime(at) - position(at).ascension) / RADIAN + longitude);
    at -= ((hour > 180 ? hour - 360 : hour) / 360) * DAY;
  }
  return at;
}

/** Local solar time in hours, 0 to 24: 12 when the sun stands highest. */
export function solarHour(place: Coordinates, at: Seconds): number {
  const hours = 12 + ((at - solarNoon(place, at)) / DAY) * 24;
  return ((hours % 24) + 24) % 24;
}

export interface Crossing {
  readonly at: Seconds;
  readonly rising: boolean;
}

/** When the sun next passes `elevation` (degrees) after that time; undefined where it does not within a day. */
export function crossingAfter(place: Coordinates, elevation: number, after: Seconds): Crossing | undefined {
  // Between its highest and its lowest stand the sun only rises or only falls, so each half day is looked at by itself.
  const noon = solarNoon(place, after);
  for (let half = -1; half < 3; half++) {
    const from = noon + (half * DAY) / 2;
    const found = crossingBetween(place, elevation, from, from + DAY / 2);
    if (found !== undefined && found.at > after) return found.at <= after + DAY ? found : undefined;
  }
  return undefined;
}

/** From sunrise to sunset on the solar day around that time: 0 in the polar night, 86,400 under the midnight sun. */
export function dayLength(place: Coordinates, at: Seconds): Seconds {
  const noon = solarNoon(place, at);
  if (sunElevation(place, noon) < SUNRISE) return 0;
  const rise = crossingBetween(place, SUNRISE, noon - DAY / 2, noon)?.at ?? noon - DAY / 2;
  const set = crossingBetween(place, SUNRISE, noon, noon + DAY / 2)?.at ?? noon + DAY / 2;
  return set - rise;
}

function crossingBetween(place: Coordinates, elevation: number, from: Seconds, to: Seconds): Crossing | undefined {
  const isUp = (at: Seconds) => sunElevation(place, at) >= elevation;
  const rising = isUp(to);
  if (isUp(from) === rising) return undefined;
  let [before, past] = [from, to];
  while (past - before > FINE) {
    const middle = (before + past) / 2;
    if (isUp(middle) === rising) past = middle;
    else before = middle;
  }
  return { at: past, rising };
}

/** Right ascension and declination, in radians. */
function position(at: Seconds): { readonly ascension: number; readonly declination: number } {
  const t = centuries(at);
  const longitude = sunLongitude(at) * RADIAN;
  const tilt = RADIAN * (23.439291 - t * (0.0130042 + t * 1.64e-7) + 0.00256 * Math.cos(RADIAN * node(t)));
  return {
    ascension: Math.atan2(Math.cos(tilt) * Math.sin(longitude), Math.cos(longitude)),
    declination: Math.asin(Math.sin(tilt) * Math.sin(longitude)),
  };
}

/** How far the Earth has turned under the stars at Greenwich, in radians (Meeus, formula 12.4). */
function siderealTime(at: Seconds): number {
  const days = (at - J2000) / DAY;
  const t = days / CENTURY;
  return RADIAN * turned(280.46061837 + 360.98564736629 * days + t * t * 0.000387933);
}

/** Of the moon's orbit: it makes the Earth's axis nod. Degrees. */
function node(t: number): number {
  return 125.04 - 1934.136 * t;
}

function centuries(at: Seconds): number {
  return (at - J2000) / DAY / CENTURY;
}

/** Into 0 to 360 degrees. */
function turned(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}
