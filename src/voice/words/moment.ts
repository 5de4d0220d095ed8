import type { GlyphName } from "../../domain/glyph.js";
import type { EventName } from "../../domain/reading.js";
import type { Spike } from "../../domain/spike.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../domain/time.js";
import type { Facts, Grammar, Traits } from "./grammar.js";
import { clockTime, degrees, duration, electrodeName, height, listeningHour, number } from "./spelled-out.js";

/** Spikes of two electrodes belong together within this. */
const TOGETHER: Seconds = 30 * MINUTE;
/** A rise below this is quick. */
const QUICK: Seconds = 90;

/** All that one line may know. */
export interface Moment {
  readonly at: Seconds;
  /** The spike that it tells of, and the others of this inhale. */
  readonly subject: Spike;
  readonly others: readonly Spike[];
  /** The end of the electrode's spike before. */
  readonly before?: Seconds | undefined;
  readonly event: EventName;
  /** What the continuation lets the electrode do next. */
  readonly next: GlyphName;
  /** What the model had counted on there, where it was quiet and a spike came. */
  readonly expected?: GlyphName | undefined;
  readonly answered?: { readonly at: Seconds; readonly electrode: string } | undefined;
  readonly surroundings: Surroundings;
}

/** What is known beside the electrodes. */
export interface Surroundings {
  readonly electrodes: readonly string[];
  /** When listening began. */
  readonly began: Seconds;
  /** Hours that the sun is ahead of UTC; undefined where no clock is known. */
  readonly sunAhead: number | undefined;
  readonly warmth?: number;
  readonly weather?: "rain" | "frost" | "dry";
}

/** What there is to say, as words. */
export function factsOf(moment: Moment, words: Grammar["words"]): Facts {
  const { at, subject, others, before, expected, answered, surroundings } = moment;
  const { onset, peak, end, amplitude } = subject;
  const { electrodes, began, sunAhead, warmth } = surroundings;
  const name = (electrode: string) => electrodeName(electrode, electrodes.indexOf(electrode), words);
  const long = (seconds: Seconds) => duration(seconds, words);
  const other = nearest(subject, others);
  const all = [subject, ...others];
  const window = Math.max(...all.map((one) => one.end)) - Math.min(...all.map((one) => one.onset));
  const counted = expected && words.glyphs[expected];
  return {
    one: name(subject.electrode),
    rise: long(peak - onset),
    fall: long(end - peak),
    span: long(end - onset),
    height: height(amplitude, words),
    hour: sunAhead === undefined ? listeningHour(onset - began, words) : clockTime(timeOfDay(onset, sunAhead), words),
    ...(before !== undefined && onset - before > MINUTE && { quiet: long(onset - before) }),
    ...(other && { other: name(other.electrode), lag: long(Math.abs(other.onset - onset)) }),
    ...(others.length > 0 && { count: number(all.length, words), window: long(window) }),
    ...(answered && { earlier: name(answered.electrode), ago: long(at - answered.at) }),
    ...(counted !== undefined && { expected: counted }),
    ...(warmth !== undefined && { warmth: degrees(warmth, words) }),
  };
}

/** What alternatives may ask of it. */
export function traitsOf({ subject, others, event, next, surroundings }: Moment): Traits {
  const { onset, peak, polarity } = subject;
  const { sunAhead, weather } = surroundings;
  return {
    ...{ event, next },
    way: polarity > 0 ? "up" : "down",
    pace: peak - onset < QUICK ? "quick" : "slow",
    company: nearest(subject, others) ? "together" : "alone",
    ...(sunAhead !== undefined && { part: partOf(timeOfDay(onset, sunAhead)) }),
    ...(weather && { weather }),
  };
}

/** The one on another electrode that began nearest to it. */
function nearest({ electrode, onset }: Spike, others: readonly Spike[]): Spike | undefined {
  return others
    .filter((one) => one.electrode !== electrode && Math.abs(one.onset - onset) <= TOGETHER)
    .sort((a, b) => Math.abs(a.onset - onset) - Math.abs(b.onset - onset))[0];
}

function timeOfDay(at: Seconds, sunAhead: number): Seconds {
  const seconds = (at + sunAhead * HOUR) % DAY;
  return seconds < 0 ? seconds + DAY : seconds;
}

function partOf(secondsOfDay: Seconds): "night" | "morning" | "day" | "evening" {
  const hour = secondsOfDay / HOUR;
  if (hour < 4 || hour >= 22) return "night";
  if (hour < 9) return "morning";
  return hour < 18 ? "day" : "evening";
}
