import { DAY, type Seconds } from "../../../domain/time.js";

/** A day begins when the page of the day before is told: days since 1970 that begin at this time of the day, UTC. */
export function pageDayOf(at: Seconds, morning: Seconds): number {
  return Math.floor((at - morning) / DAY);
}

export function pageDayBegins(day: number, morning: Seconds): Seconds {
  return day * DAY + morning;
}
