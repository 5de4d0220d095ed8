import type { Seconds } from "../../../domain/time.js";
import type { Diary, Run } from "../../state/diary.js";
import { type HourlyDiary, hourly, testHours, testWindow } from "../chance/hours-test.js";
import { type Evidence, type Finding, SHARE_OF, sinceOf, type Trial } from "./finding.js";

/** All bursts, and the large ones alone: of so many spikes. */
export const SIZES = [3, 5] as const;

/** Electrodes that burst at certain hours. */
export function findHours(evidence: Evidence): readonly Finding[] {
  const { diaries, now } = evidence;
  return diaries.map(([electrode]) => {
    const id = idOf(electrode);
    const ways = SIZES.map((spikes) => {
      const { own, others } = hourlyOf(evidence, electrode, spikes, sinceOf(evidence, id));
      return { spikes, ...testHours(own, others, now) };
    });
    const { best, all, spikes } = ways.reduce((most, one) => (one.all > most.all ? one : most));
    const to = (best.from + best.width) % 24;
    return {
      id,
      subject: electrode,
      data: { form: "hours", electrode, of: "burst", from: best.from, to, spikes },
      log: all - Math.log(SIZES.length),
      weight: SHARE_OF.hours / diaries.length,
      trials: best.trials,
    };
  });
}

/** How one window did, day by day. */
export function hoursTrials(evidence: Evidence, electrode: string, window: readonly [number, number], spikes: number) {
  const { own, others } = hourlyOf(evidence, electrode, spikes, sinceOf(evidence, idOf(electrode)));
  return testWindow(own, others, window, evidence.now).trials satisfies readonly Trial[];
}

/** When bursts of at least so many spikes began. */
export function burstsOf(runs: readonly Run[], least: number): readonly Seconds[] {
  return runs.flatMap(([at, spikes, name]) => (name === "burst" && spikes >= least ? at : []));
}

function idOf(electrode: string): string {
  return `${electrode}-hours-of-burst`;
}

/** The electrode's own hours since then, and the others' with all of their bursts: what is common to all is day and night. */
function hourlyOf({ diaries, now }: Evidence, electrode: string, spikes: number, since: Seconds) {
  const others: HourlyDiary[] = [];
  let own = hourly([], { to: now, hour: 0, days: [] }, now);
  for (const [name, diary] of diaries)
    if (name === electrode) own = hourly(burstsOf(diary.runs, spikes), recent(diary, since), now);
    else others.push(hourly(burstsOf(diary.runs, SIZES[0]), diary.listening, now));
  return { own, others };
}

function recent({ listening }: Diary, since: Seconds) {
  return { ...listening, days: listening.days.filter(({ day }) => day * 86_400 >= since) };
}
