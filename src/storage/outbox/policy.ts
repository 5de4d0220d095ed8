import { DAY, type Seconds } from "../../domain/time.js";

/** What an outbox can hold. Bytes are those of the records. */
export interface OutboxBounds {
  /** Messages that wait for the broker. */
  readonly waiting: number;
  /** Messages that the broker had: the newest of them stay, for those who ask once more. */
  readonly sent: number;
  /** Messages that wait for a disk which takes nothing. */
  readonly memory: number;
}

const MEGABYTE = 2 ** 20;

/**
 * Some 200,000 messages may wait: weeks of a busy node. Those that were sent are kept for days, which is far longer than a broker takes
 * to put them on its own disk. The log takes at most `sent` and twice `waiting` on the card.
 */
export const DEFAULT_BOUNDS: OutboxBounds = { waiting: 64 * MEGABYTE, sent: 16 * MEGABYTE, memory: 4 * MEGABYTE };

/** How long one holds on to a message, from the most important on; `rank` is a place in this list. */
const RANKS: readonly { readonly topics: readonly string[]; readonly longest: Seconds }[] = [
  { topics: ["alert"], longest: 400 * DAY },
  { topics: ["insight"], longest: 400 * DAY },
  { topics: ["reading", "reflex", "voice"], longest: 200 * DAY },
  { topics: ["percept"], longest: 100 * DAY },
  { topics: [], longest: 50 * DAY },
  { topics: ["recording", "trace"], longest: 50 * DAY },
];

/** Falls out first: raw signal lies on the card too. */
export const LEAST = RANKS.length - 1;

/** The rank of what a node measures all the time: spikes, glyphs, and what is named nowhere. It falls out next. */
export const TELEMETRY = LEAST - 1;

const RANK_OF = new Map(RANKS.flatMap(({ topics }, rank) => topics.map((topic): [string, number] => [topic, rank])));

/** By the first word of its topic. */
export function rankOf(topic: string): number {
  const slash = topic.indexOf("/");
  return RANK_OF.get(slash < 0 ? topic : topic.slice(0, slash)) ?? TELEMETRY;
}

/** A message of that rank waits no longer than this. */
export function longestWait(rank: number): Seconds {
  return RANKS[rank]?.longest ?? Number.POSITIVE_INFINITY;
}
