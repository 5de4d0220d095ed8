import { DAY, HOUR } from "../../../domain/time.js";
import { type Diary, FORTNIGHT } from "../../state/diary.js";
import { dayOf, sharesOf } from "../diary/listening.js";

/** A day is looked at by its quarters. */
const QUARTER = 6;
const QUARTERS = 24 / QUARTER;
/** A day with fewer spikes, or less of a quarter heard, says nothing of its liveliest hours. */
const SPIKES = 3;
const HEARD = 0.5;
/** That one quarter is the liveliest on so many days may come by chance with this probability, all four of them asked. */
const CHANCE = 0.001;

/**
 * The hours of the day in which an electrode is liveliest: the quarter of the day that has the highest rate on more of its last fourteen days than
 * chance explains, by which each is the liveliest as often as the others. A day counts once, however its spikes cluster.
 */
export function ownDay({ spikes, listening }: Diary, today: number): { from: number; to: number } | undefined {
  const wins = Array<number>(QUARTERS).fill(0);
  let days = 0;
  const first = spikes[0];
  for (const heard of listening.days) {
    if (heard.day >= today || heard.day < today - FORTNIGHT || first === undefined || heard.day <= dayOf(first))
      continue;
    const shares = sharesOf(heard);
    const here = spikes.filter((at) => dayOf(at) === heard.day);
    const rates = wins.map((_, quarter) => {
      const length = shares.slice(quarter * QUARTER, (quarter + 1) * QUARTER).reduce((sum, share) => sum + share, 0);
      const count = here.filter((at) => Math.floor((at % DAY) / (QUARTER * HOUR)) === quarter).length;
      return length >= HEARD * QUARTER ? count / length : undefined;
    });
    if (here.length < SPIKES || rates.some((rate) => rate === undefined)) continue;
    const most = Math.max(...rates.map((rate) => rate ?? 0));
    const best = rates.flatMap((rate, quarter) => (rate === most ? quarter : []));
    days++;
    if (best.length === 1) wins[best[0]!]!++;
  }
  const times = Math.max(...wins);
  const quarter = wins.indexOf(times);
  if (QUARTERS * atLeast(times, days, 1 / QUARTERS) > CHANCE) return undefined;
  return { from: quarter * QUARTER, to: ((quarter + 1) * QUARTER) % 24 };
}

/** The probability of so many or more of `n`. */
function atLeast(times: number, n: number, p: number): number {
  let [all, term] = [0, (1 - p) ** n];
  for (let k = 0; k <= n; k++) {
    if (k >= times) all += term;
    term *= ((n - k) / (k + 1)) * (p / (1 - p));
  }
  return all;
}
