import type { Seconds } from "../domain/time.js";
import type { Catalogue } from "./catalogue/catalogue.js";
import { wallClock } from "./phrasing/wall-clock.js";

/** Where somebody reads: the time there stands beside UTC. */
export interface Here {
  /** IANA's name of its time zone. */
  readonly zone: string;
  /** The real time: an hour of the day is told as the clocks there show it in this season. */
  now(): Seconds;
}

/** The same words, in which every time of the clock has that of `here` beside it. */
export function besideUtc(words: Catalogue, { zone, now }: Here): Catalogue {
  const { insights, answers, health, grammar } = words;
  const wall = wallClock(zone, grammar);
  const beside = (utc: string) => wall.beside(Date.parse(utc) / 1000);
  return {
    ...words,
    wall,
    insights: {
      ...insights,
      hours: (one) => insights.hours({ ...one, here: hoursHere(one) }),
      liveliest: (one) => insights.liveliest({ ...one, here: hoursHere(one) }),
      shortOfPower: (hour) => insights.shortOfPower(hour, wall.hour(hour, now())),
    },
    answers: {
      ...answers,
      hushed: (one) => answers.hushed({ ...one, till: beside(one.till) }),
      labelled: (one) => answers.labelled({ ...one, from: beside(one.from), to: beside(one.to) }),
      undone: (one) => answers.undone({ ...one, at: beside(one.at) }),
      why(one) {
        const { waiting } = one.thread;
        return answers.why(waiting === undefined ? one : { ...one, until: wall.beside(waiting.until) });
      },
    },
    health: {
      ...health,
      supplySags: (since) => health.supplySags(beside(since)),
      goesOff: (need, back) => health.goesOff(need, back === undefined ? undefined : beside(back)),
    },
  };

  function hoursHere({ from, to }: { readonly from: number; readonly to: number }): string {
    return wall.hours(from, to, now(), grammar.and);
  }
}
