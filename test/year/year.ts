// `npm run test:year -- --seed N [--days N] [--seeds N] [--twice]`: a year of a whole node, with faults drawn by a seed.
import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { liveYear, type YearReport } from "./a-year.js";
import { firstDifference } from "./chronicle.js";
import { HeapWatch } from "./heap-watch.js";

/** What a whole year must hold at least. */
const LEAST = { cuts: 500, outages: 300 };
const YEAR = 365;
/** So many lines of a year that failed are told. */
const TOLD = 60;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    /** One after the other, from `seed` on. */
    seeds: { type: "string", default: "1" },
    days: { type: "string", default: String(YEAR) },
    /** Lives each year once more, and asks whether the same happened. */
    twice: { type: "boolean", default: false },
  },
});
const days = Number(values.days);
for (let seed = Number(values.seed), i = 0; i < Number(values.seeds); i++, seed++)
  if (!(await isWell(seed))) process.exitCode = 1;

async function isWell(seed: number): Promise<boolean> {
  const heap = new HeapWatch(days);
  const begun = performance.now();
  const report = await liveYear(seed, days, (day) => heap.look(day));
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  const counts = Object.entries(report.counts).map(([what, count]) => `${what} ${count}`);
  console.log(`seed ${seed}: ${days} days in ${seconds} s: ${counts.join(", ")}; ${heap.told}; log ${digest(report)}`);
  const broken = [...report.broken, ...heap.broken, ...missing(report)];
  if (broken.length > 0) {
    console.log(report.lines.slice(-TOLD).join("\n"));
    console.log(`seed ${seed} failed: ${broken.join("; ")}`);
  }
  return (broken.length === 0 && !values.twice) || (await isRepeated(seed, report, broken.length === 0));
}

/** The same seed once more. */
async function isRepeated(seed: number, { lines }: YearReport, isWellSoFar: boolean): Promise<boolean> {
  const difference = firstDifference(lines, (await liveYear(seed, days)).lines);
  console.log(
    difference === undefined
      ? `seed ${seed} was lived again, and the same happened: ${lines.length} lines; look closer with --seed ${seed}`
      : `seed ${seed} was lived again, and something else happened:\n${difference}`,
  );
  return isWellSoFar && difference === undefined;
}

function missing({ counts, broken }: YearReport): string[] {
  if (days < YEAR || broken.length > 0) return [];
  return Object.entries(LEAST).flatMap(([what, least]) => {
    const had = counts[what] ?? 0;
    return had >= least ? [] : [`a year must have ${least} ${what}, this one had ${had}: draw more in faults.ts`];
  });
}

function digest({ lines }: YearReport): string {
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 12);
}
