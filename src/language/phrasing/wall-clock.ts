import { DAY, HOUR, iso, type Seconds } from "../../domain/time.js";
import type { Grammar } from "../catalogue/grammar.js";
import type { WallClock } from "../catalogue/wall-clock.js";

/** @param zone IANA's name @param locale that in which zones have their names */
export function wallClock(zone: string, { locale }: Pick<Grammar, "locale">): WallClock {
  const options = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const minutes = new Intl.DateTimeFormat(locale, options);
  const named = new Intl.DateTimeFormat(locale, { ...options, timeZoneName: "short" });
  // Swedes write a date as ISO 8601 does.
  const dates = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
  const minute = (at: Seconds) => minutes.format(at * 1000);
  const nameAt = (at: Seconds) =>
    named.formatToParts(at * 1000).find(({ type }) => type === "timeZoneName")?.value ?? zone;
  const bare = (of: number, at: Seconds) => minute(Math.floor(at / DAY) * DAY + of * HOUR).replace(/:00$/, "");
  return {
    clock: (at) => named.format(at * 1000),
    minute,
    beside(at) {
      const date = dates.format(at * 1000);
      const utc = iso(at);
      return `${utc} (${utc.startsWith(date) ? "" : `${date} `}${named.format(at * 1000)})`;
    },
    hour: (of, at) => `${bare(of, at)} ${nameAt(at)}`,
    hours: (from, to, at, and) => `${bare(from, at)} ${and} ${bare(to, at)} ${nameAt(at)}`,
  };
}
