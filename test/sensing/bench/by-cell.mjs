// Judgements that are told cell by cell, since a mean over electrodes or over kinds of noise would hide the worst. Each cell stands beside
// what a plain bank of matched filters reaches on the same files and, on electrodes with grain, beside what could be found at all.
import { basename } from "node:path";
import { manifestOf, pooled, round } from "./judging.mjs";

const CLEAR = [6, 10, 20];
const FAINT = 4;

/** Each electrode by itself, with more and less grain: `ch0-grain0` … */
export async function grain(judging, ...electrodes) {
  const truth = judging.place("grain");
  await judging.beside("grain.py", truth, judging.seedBase, judging.files, ...electrodes);
  const figures = await heardByCell(judging, truth, (score, cell) => ({
    f1_snr_6_to_20: pooled(score, [cell], CLEAR),
    f1_snr_4_to_20: pooled(score, [cell], [FAINT, ...CLEAR]),
  }));
  for (const [cell, files] of cellsOf(truth)) {
    const clear = files.filter(({ snr }) => snr !== FAINT);
    figures[cell].ceiling = { f1_snr_6_to_20: ceilingOf(clear), f1_snr_4_to_20: ceilingOf(files) };
  }
  return figures;
}

/** Coarse converters, noise that changes, and mains folded into the band: `step7.8-noise0.5` …, `changing-grain0` …, `mains-1Hz-grain0` … */
export async function coarse(judging) {
  const truth = judging.place("coarse");
  await judging.beside("coarse.py", truth, judging.seedBase, String(Math.ceil(Number(judging.files) / 2)));
  const cells = cellsOf(truth);
  return heardByCell(judging, truth, (score, cell) => {
    const heights = [...new Set(cells.get(cell).map(({ snr }) => snr))].sort((a, b) => a - b);
    const each = heights.map((height) => [height, pooled(score, [cell], [height])]);
    return { f1: pooled(score, [cell], heights), f1_by_height: Object.fromEntries(each) };
  });
}

/** What `figuresOf(score, cell)` makes of andas in each cell, and of the matched filters in that of their settings which does best there. */
async function heardByCell(judging, truth, figuresOf) {
  const pred = judging.place(`${basename(truth)}-pred`);
  await judging.detect(truth, pred);
  const own = await judging.score(truth, pred);
  const matched = await judging.matched(truth);
  const told = (score, cell) => ({
    ...figuresOf(score, cell),
    false_alarms_per_24h_control: round(score[`${cell}-control/snr0`].fp_per_24h),
  });
  const best = (cell) => matched.map((score) => told(score, cell)).sort((a, b) => firstOf(b) - firstOf(a))[0];
  return Object.fromEntries(
    [...cellsOf(truth).keys()].map((cell) => [cell, { ...told(own, cell), matched: best(cell) }]),
  );
}

function firstOf(figures) {
  return Object.values(figures)[0];
}

/** The files with spikes of each cell. */
function cellsOf(truth) {
  const cells = new Map();
  for (const file of manifestOf(truth))
    if (file.snr > 0) cells.set(file.scenario, [...(cells.get(file.scenario) ?? []), file]);
  return cells;
}

/** F1 of who finds all that can be found, and nothing else. */
function ceilingOf(files) {
  const [found, all] = ["findable", "spikes"].map((key) => files.reduce((sum, file) => sum + file[key], 0));
  return round((2 * found) / (found + all));
}
