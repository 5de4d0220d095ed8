import { DAY, type Seconds } from "../../../domain/time.js";
import type { Diary, Run } from "../../state/diary.js";
import { type HourlyDiary, hourly, testHours, testWindow } from "../chance/hours-test.js";
import { type Evidence, type Finding, SHARE_OF, sinceOf, type Trial } from "./finding.js";

/** All bursts, and the large ones alone: of so many spikes. */
export const SIZES = [3, 5] as const;

/** Electrodes that burst at certain hours. */
export function findHours(evidence: Evidence): readonly Finding[] {
  const { diaries, now } = evidence;
  const everybody = hoursOfAll(evidence);
  return diaries.map(([electrode]) => {
    const id = idOf(electrode);
    const others = everybody.filter((_, i) => diaries[i]![0] !== electrode);
    const ways = SIZES.map((spikes) => ({ spikes, ...testHours(ownHours(evidence, electrode, spikes), others, now) }));
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
  const own = ownHours(evidence, electrode, spikes);
  const others = hoursOfAll(evidence).filter((_, i) => evidence.diaries[i]![0] !== electrode);
  return testWindow(own, others, window, evidence.now).trials satisfies readonly Trial[];
}

/** When bursts of at least so many spikes began. */
export function burstsOf(runs: readonly Run[], least: number): readonly Seconds[] {
  return runs.flatMap(([at, spikes, name]) => (name === "burst" && spikes >= least ? at : []));
}

function idOf(electrode: string): string {
  return `${electrode}-hours-of-burst`;
}

/** Everybody's hours, with all of their bursts: what is common to all is day and night. */
function hoursOfAll({ diaries, now }: Evidence): readonly HourlyDiary[] {
  return diaries.map(([, { runs, listening }]) => hourly(burstsOf(runs, SIZES[0]), listening, now));
}

/** The electrode's own, since evidence of it counts. */
function ownHours(evidence: Evidence, electrode: string, spikes: number): HourlyDiary {
  const { diaries, now } = evidence;
  const diary = diaries.find(([name]) => name === electrode)?.[1];
  if (diary === undefined) return hourly([], { to: now, hour: 0, days: [] }, now);
  return hourly(burstsOf(diary.runs, spikes), recent(diary, sinceOf(evidence, idOf(electrode))), now);
}

function recent({ listening }: Diary, since: Seconds) {
  return { ...listening, days: listening.days.filter(({ day }) => day * DAY >= since) };
}
