import { DAY, HOUR, MINUTE, type Seconds } from "../../../domain/time.js";
import type { Random } from "../../../ports/random.js";

/** A burst on an electrode: short beside a breath. */
export interface FieldEvent {
  readonly at: Seconds;
  readonly electrode: string;
}

const ELECTRODES = 4;
/** The field's own rhythm while it is awake, and how far it wanders, a share of it. */
const PERIOD: Seconds = 41 * MINUTE;
const WANDERS = 0.1;
const JITTER: Seconds = 90;
/** An electrode takes part in a beat so often. */
const TAKES_PART = 0.7;
/** It is awake, and asleep, for about so long. */
const EPISODE: Seconds = 2 * DAY;
/** Beside the rhythm, on any electrode, at all times. */
const BACKGROUND_EVERY: Seconds = 6 * HOUR;

/**
 * What happens in a forest in a year, made up: the field beats for some days, every 41 minutes or so, and is silent for some; and now and
 * then there is something without any rhythm. In the order of time.
 */
export function fieldYear(start: Seconds, end: Seconds, random: Random): readonly FieldEvent[] {
  const events: FieldEvent[] = [];
  const some = () => `e${1 + Math.floor(random.next() * ELECTRODES)}`;
  for (let at = start + wait(random, BACKGROUND_EVERY); at < end; at += wait(random, BACKGROUND_EVERY))
    events.push({ at, electrode: some() });
  let pace = 1;
  for (let at = start + wait(random, EPISODE); at < end; at += wait(random, EPISODE)) {
    const until = Math.min(end, at + wait(random, EPISODE));
    for (; at < until; at += PERIOD * pace) {
      pace = Math.min(1 + WANDERS, Math.max(1 - WANDERS, pace + (random.next() - 0.5) * 0.01));
      for (let electrode = 1; electrode <= ELECTRODES; electrode++)
        if (random.next() < TAKES_PART) events.push({ at: at + random.normal() * JITTER, electrode: `e${electrode}` });
    }
  }
  return events.filter(({ at }) => at >= start && at < end).sort((a, b) => a.at - b.at);
}

/** A time of a Poisson process. */
function wait(random: Random, mean: Seconds): Seconds {
  return -mean * Math.log(1 - random.next());
}
