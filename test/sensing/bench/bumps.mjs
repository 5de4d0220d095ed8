// Clean bumps of other shapes, one to a file: is it found, with its sign, its peak, its height and its width?
import { join } from "node:path";
import { manifestOf, round, table } from "./judging.mjs";

/** So many bumps for each file of the other judgements. */
const BUMPS = 64;
const PEAK_WITHIN = 15;
const PEAK_WITHIN_OF_HALF = 0.5;
const HEIGHT_WITHIN = 0.1;

/** By shape, and over all: shares of all bumps (found) and of the found ones (the others), the median of told over true width, extra spikes. */
export async function bumps(judging) {
  const [truth, pred] = [judging.place("bumps"), judging.place("bumps-pred")];
  await judging.beside("bumps.py", truth, judging.seedBase, String(BUMPS * Number(judging.files)));
  await judging.detect(truth, pred);
  const seen = manifestOf(truth).map((file) => seenOf(file, truth, pred));
  const shapes = [...new Set(seen.map(({ shape }) => shape))];
  const each = shapes.map((shape) => [shape, sharesOf(seen.filter((bump) => bump.shape === shape))]);
  return { ...sharesOf(seen), by_shape: Object.fromEntries(each) };
}

/** What was said of one bump: the highest spike that overlaps it; whatever else was said is extra. */
function seenOf({ name, scenario: shape, half_width: half }, truth, pred) {
  const [onset, peak, , end, height, sign] = table(join(truth, `${name}.truth.csv`)).rows[0];
  const spikes = spikesOf(join(pred, `${name}.pred.csv`));
  const over = spikes.filter((spike) => spike.onset_s <= end && spike.end_s >= onset);
  const found = over.sort((a, b) => Math.abs(b.amplitude_mv) - Math.abs(a.amplitude_mv))[0];
  if (found === undefined) return { shape, found: false, extra: spikes.length };
  return {
    shape,
    found: true,
    sign: found.polarity === sign,
    peak: Math.abs(found.peak_s - peak) <= Math.max(PEAK_WITHIN, PEAK_WITHIN_OF_HALF * half),
    height: Math.abs(Math.abs(found.amplitude_mv) / height - 1) <= HEIGHT_WITHIN,
    width: (found.end_s - found.onset_s) / (end - onset),
    extra: spikes.length - 1,
  };
}

function spikesOf(file) {
  const { head, rows } = table(file);
  const names = head.split(",");
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}

function sharesOf(seen) {
  const found = seen.filter((bump) => bump.found);
  const share = (key) => round(found.filter((bump) => bump[key]).length / Math.max(1, found.length));
  const widths = found.map(({ width }) => width).sort((a, b) => a - b);
  return {
    bumps: seen.length,
    found: round(found.length / seen.length),
    right_sign: share("sign"),
    right_peak: share("peak"),
    right_height: share("height"),
    width_told_to_true: round(widths[widths.length >> 1] ?? Number.NaN),
    extra_spikes: seen.reduce((sum, { extra }) => sum + extra, 0),
  };
}
