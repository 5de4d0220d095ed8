import { median } from "../../domain/median.js";
import { HOUR, MINUTE, type Seconds } from "../../domain/time.js";
import { ElectrodeSense } from "../../sensing/electrode-sense.js";
import type { Io } from "../cli/command.js";
import { loadSamples } from "./load-samples.js";

/** The power goes so often, the first time when the senses know all that they will. */
const EVERY: Seconds = 6 * HOUR;
/** It is away for so long. */
const OFF: Seconds = MINUTE;
/** So long after it the senses are compared: short, and long enough to be sure that they are one again. */
const AFTER: readonly Seconds[] = [HOUR, 6 * HOUR];
/** A spike of one sense is that of another when they peak so near each other. */
const SAME: Seconds = 30;
const COMMITS_A_YEAR = 180 * 365;
const ELECTRODES = 4;

/** What one sense told. */
interface Heard {
  readonly peaks: Seconds[];
  /** When the electrode was heard to have come to rest. */
  settled: Seconds | undefined;
}

/** How a sense fares after the power was gone, beside one that heard everything. */
interface Cost {
  readonly settling: Seconds;
  readonly missed: readonly number[];
  readonly other: readonly number[];
  readonly whole: readonly number[];
}

/**
 * A power cut leaves the senses nothing: they settle anew. Beside each other: senses that heard the whole recording (1 Hz), those that
 * began anew a minute after each cut, and those that took up what they knew, as after a planned restart.
 */
export async function benchPowerCut(file: string | undefined, io: Io): Promise<object> {
  const channels = await loadSamples(file);
  const fresh: Cost[] = [];
  const restored: Cost[] = [];
  const bytes: number[] = [];
  for (const [i, channel] of channels.entries()) {
    io.err(`andas: electrode ${i + 1} of ${channels.length} …\n`);
    const { sense, heard } = aSense();
    let now = 0;
    const cuts: { readonly at: Seconds; readonly fresh: Heard; readonly restored: Heard }[] = [];
    for (let at = EVERY; at + OFF + Math.max(...AFTER) <= channel.length; at += EVERY) {
      for (; now < at; now++) sense.pushValue(now, channel[now]!);
      const saved = sense.save();
      bytes.push(Buffer.byteLength(JSON.stringify(saved)));
      const again = aSense();
      again.sense.restore(structuredClone(saved));
      again.sense.rest();
      const anew = aSense();
      for (const one of [again.sense, anew.sense]) hear(one, channel, at + OFF, at + OFF + Math.max(...AFTER));
      cuts.push({ at: at + OFF, fresh: anew.heard, restored: again.heard });
    }
    for (; now < channel.length; now++) sense.pushValue(now, channel[now]!);
    fresh.push(...cuts.map((cut) => costOf(cut.fresh, heard, cut.at)));
    restored.push(...cuts.map((cut) => costOf(cut.restored, heard, cut.at)));
  }
  const size = Math.round(median(bytes));
  return {
    power_cuts: fresh.length,
    after_a_power_cut: figures(fresh),
    after_a_planned_restart: figures(restored),
    kept_bytes_per_electrode: size,
    kept_with_each_commit_gigabytes_a_year: round((size * ELECTRODES * COMMITS_A_YEAR) / 1e9),
  };
}

function aSense(): { readonly sense: ElectrodeSense; readonly heard: Heard } {
  const heard: Heard = { peaks: [], settled: undefined };
  const sense = new ElectrodeSense(
    { name: "e1", device: "bench", channel: "1", profile: "fungus", control: false },
    {
      spike: ({ peak }) => void heard.peaks.push(peak),
      glyph: ({ name, end }) => {
        if (name === "settling") heard.settled ??= end;
      },
      percept: () => {},
    },
  );
  return { sense, heard };
}

function hear(sense: ElectrodeSense, channel: Float64Array, from: Seconds, to: Seconds): void {
  for (let at = from; at < to; at++) sense.pushValue(at, channel[at]!);
}

function costOf(own: Heard, whole: Heard, since: Seconds): Cost {
  const settling = own.settled === undefined ? 0 : Math.max(0, own.settled - since);
  const within = (peaks: readonly Seconds[], after: Seconds) =>
    peaks.filter((peak) => peak >= since && peak < since + after);
  const not = (peaks: readonly Seconds[], others: readonly Seconds[]) =>
    peaks.filter((peak) => !others.some((other) => Math.abs(other - peak) <= SAME)).length;
  return {
    settling,
    whole: AFTER.map((after) => within(whole.peaks, after).length),
    missed: AFTER.map((after) => not(within(whole.peaks, after), own.peaks)),
    other: AFTER.map((after) => not(within(own.peaks, after), whole.peaks)),
  };
}

function figures(costs: readonly Cost[]): object {
  const sum = (of: (cost: Cost) => number) => costs.reduce((total, cost) => total + of(cost), 0);
  const after = AFTER.map((seconds, i) => [
    `${seconds / HOUR}h`,
    {
      spikes: sum(({ whole }) => whole[i]!),
      missed: sum(({ missed }) => missed[i]!),
      others: sum(({ other }) => other[i]!),
    },
  ]);
  return {
    settling_s_median: costs.length === 0 ? 0 : Math.round(median(costs.map(({ settling }) => settling))),
    ...Object.fromEntries(after),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
