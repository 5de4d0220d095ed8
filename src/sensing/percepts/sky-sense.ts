import type { Noticed } from "../../domain/percept.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../domain/time.js";
import {
  type Coordinates,
  crossingAfter,
  dayLength,
  solarHour,
  sunDeclination,
  sunElevation,
  sunLongitude,
  TWILIGHT,
} from "./sun.js";

/** What the sky tells, and how long it usually is between two of a kind. */
const USUALLY = {
  /** A full hour, UTC. */
  hour: HOUR,
  /** The sun comes within 6 degrees of the horizon from below: the beginning of civil twilight. */
  dawn: DAY,
  /** It falls 6 degrees below the horizon: the end of civil twilight. */
  dusk: DAY,
  /** The nights are no longer dark: there will be neither dawn nor dusk for a while. */
  "white-night": 365 * DAY,
  /** The days are no longer light: the same. */
  "polar-night": 365 * DAY,
  /** The sun has passed an equinox or a solstice. */
  season: 91 * DAY,
} as const;

export type SkyType = keyof typeof USUALLY;

/** What comes so seldom is felt half as strongly as anything the sky does. */
const SELDOM = 5 * DAY;

/** What was missed by more than this is not told afterwards: the dawn of an hour ago is no dawn. */
const LATE = 5 * MINUTE;
/** A clock that is set back does not bring the same dawn twice. */
const SAME = 30 * MINUTE;

interface Twilight {
  readonly at: Seconds;
  readonly rising: boolean;
}

/** By the quarter that the sun's longitude is in, north of the equator; half a year on, south of it. */
const SEASONS = ["spring", "summer", "autumn", "winter"] as const;
export type Season = (typeof SEASONS)[number];

/**
 * How strongly the sky is felt, 0 to 1, from how seldom it does such a thing alone (T, the usual time between two of a kind):
 *
 *     intensity = ½ · T / (T + 5 days)
 *
 * An hour 0.004, dawn and dusk 0.083, a season 0.47, white and polar nights 0.49. It never shouts: everybody knew it would come.
 */
export function skyIntensity(type: SkyType): number {
  return (0.5 * USUALLY[type]) / (USUALLY[type] + SELDOM);
}

/** Astronomical: they change at the equinoxes and solstices, and are opposite south of the equator. */
export function seasonAt(latitude: number, at: Seconds): Season {
  const quarter = Math.floor(sunLongitude(at) / 90) + (latitude < 0 ? 2 : 0);
  return SEASONS[quarter % 4]!;
}

/** Does the sun's elevation never pass −6 degrees these days, and on which side does it stay? */
export function nightAt({ latitude }: Coordinates, at: Seconds): "white-night" | "polar-night" | undefined {
  const declination = sunDeclination(at);
  if (Math.abs(latitude + declination) - 90 >= TWILIGHT) return "white-night";
  return 90 - Math.abs(latitude - declination) < TWILIGHT ? "polar-night" : undefined;
}

/**
 * The sense of time and place: what the clock and the sun do, as percepts of source `sky`, all of them routine. It knows date and
 * position alone; without a position it knows the hours. Tells what happens from its first `read` on, each thing once, and what was
 * slept through or jumped over not at all.
 */
export class SkySense {
  readonly #coordinates: Coordinates | undefined;
  readonly #told = new Map<SkyType, Seconds>();
  #last: Seconds | undefined;
  #season: Season | undefined;
  #night: ReturnType<typeof nightAt>;
  #search: { readonly from: Seconds; readonly until: Seconds; readonly twilight: Twilight | undefined } | undefined;

  constructor(place: Coordinates | undefined) {
    this.#coordinates = place;
  }

  /** When `read` should be called next: within the hour. */
  nextAt(now: Seconds): Seconds {
    return Math.min(fullHourAfter(now), this.#twilightAfter(now)?.at ?? Number.POSITIVE_INFINITY);
  }

  /** What the sky did since it was last read. */
  read(now: Seconds): Noticed[] {
    const last = this.#last;
    this.#last = now;
    const season = this.#coordinates && seasonAt(this.#coordinates.latitude, now);
    const isNew = season !== this.#season;
    this.#season = season;
    if (last === undefined) return [];

    const from = Math.max(last, now - LATE);
    const noticed: Noticed[] = [];
    const tell = (type: SkyType, at: Seconds) => {
      const told = this.#told.get(type);
      if (told !== undefined && Math.abs(at - told) < SAME) return;
      this.#told.set(type, at);
      noticed.push({
        source: "sky",
        type,
        intensity: skyIntensity(type),
        at: now,
        tags: ["routine"],
        data: this.#data(now),
      });
    };
    const twilight = this.#twilightAfter(from);
    if (twilight !== undefined && twilight.at <= now) tell(twilight.rising ? "dawn" : "dusk", twilight.at);
    if (isNew) tell("season", now);
    if (fullHourAfter(from) <= now) {
      this.#watchNights(now, tell);
      tell("hour", fullHourAfter(from));
    }
    return noticed;
  }

  /** White and polar nights are told when they begin; while they last there is no dawn to tell. */
  #watchNights(now: Seconds, tell: (type: SkyType, at: Seconds) => void): void {
    const night = this.#coordinates && nightAt(this.#coordinates, now);
    if (night !== undefined && night !== this.#night) tell(night, now);
    this.#night = night;
  }

  /** On the second after it: nobody sets a clock by the dawn. Looked for once, and kept in mind till it has come. */
  #twilightAfter(at: Seconds): Twilight | undefined {
    const place = this.#coordinates;
    if (place === undefined) return undefined;
    if (this.#search === undefined || at < this.#search.from || at >= this.#search.until) {
      const crossing = crossingAfter(place, TWILIGHT, at);
      const twilight = crossing && { at: Math.floor(crossing.at) + 1, rising: crossing.rising };
      // Where none comes within a day, none comes within the next hour for as long as this.
      this.#search = { from: at, until: crossing?.at ?? at + DAY - HOUR, twilight };
    }
    return this.#search.twilight;
  }

  #data(now: Seconds): Noticed["data"] {
    const hour = Math.floor((((now % DAY) + DAY) % DAY) / HOUR);
    const place = this.#coordinates;
    if (place === undefined) return { hour };
    return {
      hour,
      solar_hour: round(solarHour(place, now), 2),
      sun_elevation_deg: round(sunElevation(place, now), 2),
      day_length_h: round(dayLength(place, now) / HOUR, 2),
      season: seasonAt(place.latitude, now),
    };
  }
}

function fullHourAfter(at: Seconds): Seconds {
  return (Math.floor(at / HOUR) + 1) * HOUR;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
