import { heardWithin } from "../attention/learning/facts/measures.js";
import type { Listening } from "../attention/state/diary.js";
import type { Unheard } from "../domain/morning.js";
import { HOUR, type Seconds } from "../domain/time.js";
import type { Notes } from "./notes.js";

/** An hour of which less was heard than this share of what is usually heard of one was not heard. */
const SHARE = 0.5;

/** When electrodes were not heard, to the hour; electrodes that were not at the same time are told together. */
export function unheardIn(
  listening: readonly (readonly [electrode: string, Listening])[],
  from: Seconds,
  to: Seconds,
  troubles: Notes["troubles"],
): readonly Unheard[] {
  const found = new Map<string, { electrodes: string[]; from: Seconds; until: Seconds }>();
  for (const [electrode, heard] of listening)
    for (const [begin, end] of gapsIn(heard, from, to)) {
      const known = found.get(`${begin} ${end}`);
      if (known === undefined) found.set(`${begin} ${end}`, { electrodes: [electrode], from: begin, until: end });
      else known.electrodes.push(electrode);
    }
  return [...found.values()]
    .sort((a, b) => a.from - b.from || b.until - a.until)
    .map((one) => {
      const why = mostOften(troubles, one);
      const all = one.electrodes.length === listening.length;
      return { ...one, all, ...(why !== undefined && { why }) };
    });
}

/** A node that rests between its inhalations hears a part of every hour: what is less than half of that is a gap. */
function gapsIn(listening: Listening, from: Seconds, to: Seconds): readonly (readonly [Seconds, Seconds])[] {
  const hours: [begin: Seconds, end: Seconds, share: number][] = [];
  for (let begin = Math.floor(from / HOUR) * HOUR; begin < to; begin += HOUR) {
    const [start, end] = [Math.max(begin, from), Math.min(begin + HOUR, to)];
    hours.push([start, end, heardWithin(listening, start, end) / (end - start)]);
  }
  const shares = hours.map(([, , share]) => share).filter((share) => share > 0);
  const usual = shares.sort((a, b) => a - b)[Math.floor(shares.length / 2)] ?? 1;
  const gaps: [Seconds, Seconds][] = [];
  for (const [begin, end, share] of hours) {
    if (share >= SHARE * usual) continue;
    const last = gaps.at(-1);
    if (last?.[1] === begin) last[1] = end;
    else gaps.push([begin, end]);
  }
  return gaps;
}

function mostOften(
  troubles: Notes["troubles"],
  { electrodes, from, until }: Pick<Unheard, "electrodes" | "from" | "until">,
): string | undefined {
  const times = new Map<string, number>();
  for (const [electrode, type, begin, end] of troubles)
    if (electrodes.includes(electrode) && begin < until && end > from) times.set(type, (times.get(type) ?? 0) + 1);
  return [...times].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0];
}
