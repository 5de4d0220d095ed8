// Each judgement as a function of a `Judging`: it makes its files, lets them be heard, and gives the figures of its own.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { manifestOf, onlyHeard, pooled, round } from "./judging.mjs";

const FIELD = [4, 6, 10, 20];
export const SHAPES = ["square", "double", "fast", "slow", "gauss", "trap", "saw", "humps"];
const SHAPE_RATIOS = [6, 10, 20];
const STRONG = [50, 100, 300];
export const NOISES = ["difference", "slower", "quicker", "restless", "shuffled", "loud", "faint"];
const LIFE = ["touch", "action", "wave"];
const LIFE_RATIOS = [6, 10, 20, 200];

/** The benchmark itself; `worst_channel` is the electrode whose noise was hardest, a guess at what an unknown electrode is like. */
export async function field(judging) {
  const [truth, pred] = [judging.place("field"), judging.place("field-pred")];
  await judging.own("generate", "--out", truth, "--seed-base", judging.seedBase, "--files", judging.files);
  await judging.detect(truth, pred);
  const score = await judging.score(truth, pred);
  const byChannel = await judging.score(truth, pred, ({ scenario, channel }) => `${scenario}@${channel}`);
  const at10 = score["field/snr10"];
  const rows = FIELD.map((ratio) => score[`field/snr${ratio}`]);
  const channels = [...new Set(manifestOf(truth).map(({ channel }) => channel))].sort();
  return {
    f1_snr_4_to_20: pooled(score, ["field"], FIELD),
    f1_snr_10_to_20: pooled(score, ["field"], [10, 20]),
    clean_f1_snr_4_to_20: pooled(score, ["clean"], FIELD),
    false_alarms_per_24h_control: score["control/snr0"].fp_per_24h,
    onset_error_s_snr_10: { median: at10.onset_abs_med_s, p90: at10.onset_abs_p90_s },
    decided_after_peak_s: {
      median: Math.max(...rows.map((row) => row.latency_med_s)),
      p90: Math.max(...rows.map((row) => row.latency_p90_s)),
    },
    polarity_right_snr_6_up: polarityOf(rows.slice(1)),
    f1_by_channel: Object.fromEntries(
      channels.map((channel) => [channel, pooled(byChannel, [`field@${channel}`], FIELD)]),
    ),
  };
}

/** Over all hits of some rows. */
function polarityOf(rows) {
  const hits = rows.reduce((sum, { tp }) => sum + tp, 0);
  return round(rows.reduce((sum, { tp, polarity_acc }) => sum + tp * polarity_acc, 0) / Math.max(1, hits));
}

/** Only a share of the field's time is listened to, in windows of two lengths: the usual breath's cycle, and an hour's. */
export async function duty(judging, shares) {
  const truth = judging.place("field");
  const figures = {};
  for (const share of shares)
    for (const cycle of [480, 3600]) {
      const rhythm = { heard: share * cycle, cycle };
      const name = `listen_${rhythm.heard}_of_${cycle}`;
      const [pred, heard] = [judging.place(`${name}-pred`), judging.place(name)];
      await judging.detect(truth, pred, "--listen", `${rhythm.heard}/${cycle}`);
      const spikes = onlyHeard(truth, pred, heard, rhythm);
      const score = await judging.score(heard, heard);
      figures[name] = {
        f1_heard_snr_4_to_20: pooled(score, ["field"], FIELD),
        f1_heard_snr_10_to_20: pooled(score, ["field"], [10, 20]),
        false_alarms_per_24h_control: score["control/snr0"].fp_per_24h,
        heard_spikes: spikes,
      };
    }
  return figures;
}

/** Shapes that the benchmark's own family does not have, and its own shapes far above the noise. */
export async function further(judging) {
  const [truth, pred] = [judging.place("further"), judging.place("further-pred")];
  await judging.beside("further_shapes.py", truth, judging.seedBase, judging.files);
  await judging.detect(truth, pred);
  const score = await judging.score(truth, pred);
  const each = SHAPES.map((shape) => [shape, pooled(score, [shape], SHAPE_RATIOS)]);
  return {
    f1_snr_6_to_20: pooled(score, SHAPES, SHAPE_RATIOS),
    by_shape: Object.fromEntries(each),
    f1_snr_50_to_300: pooled(score, ["strong"], STRONG),
  };
}

/** Noise of other LIFE than the benchmark's own. */
export async function otherNoise(judging) {
  const [truth, pred] = [judging.place("noise"), judging.place("noise-pred")];
  await judging.beside("other_noise.py", truth, judging.seedBase, String(Math.ceil(Number(judging.files) / 2)));
  await judging.detect(truth, pred);
  const score = await judging.score(truth, pred);
  const figures = (noises) => ({
    f1_snr_4_to_20: pooled(score, noises, FIELD),
    false_alarms_per_24h_control: round(
      noises.reduce((sum, noise) => sum + score[`${noise}-control/snr0`].fp_per_24h, 0) / noises.length,
    ),
  });
  return { ...figures(NOISES), by_noise: Object.fromEntries(NOISES.map((noise) => [noise, figures([noise])])) };
}

/** Spikes of plants by their own profile; `fast` is the same again, ten times as fast. */
export async function plant(judging) {
  const profile = "plant";
  const [truth, pred] = [judging.place(profile), judging.place(`${profile}-pred`)];
  const files = String(Math.ceil((2 * Number(judging.files)) / 3));
  const script = "plant_shapes.py";
  await judging.beside(
    script,
    "generate",
    "--profile",
    profile,
    "--out",
    truth,
    "--seed-base",
    judging.seedBase,
    "--files",
    files,
  );
  await judging.detect(truth, pred, "--profile", profile);
  const json = join(pred, "score.json");
  await judging.beside(script, "score", "--truth", truth, "--pred", pred, "--json", json);
  const score = JSON.parse(readFileSync(json, "utf8"));
  const at10 = LIFE.map((kind) => score[`${kind}/snr10`]);
  return {
    f1_snr_6_to_200: pooled(score, LIFE, LIFE_RATIOS),
    by_kind: Object.fromEntries(LIFE.map((kind) => [kind, pooled(score, [kind], LIFE_RATIOS)])),
    by_snr: Object.fromEntries(LIFE_RATIOS.map((ratio) => [ratio, pooled(score, LIFE, [ratio])])),
    false_alarms_per_24h_control: score["control/snr0"].fp_per_24h,
    onset_error_s_snr_10: Object.fromEntries(LIFE.map((kind, i) => [kind, at10[i].onset_abs_med_s])),
    decided_after_peak_s: Object.fromEntries(LIFE.map((kind, i) => [kind, at10[i].latency_med_s])),
  };
}

/** What of a dense train of fast events keeps half its height behind the conditioner. */
export async function fastEvents(judging) {
  const place = judging.place("fast-events");
  await judging.beside("fast_events.py", "generate", "--out", place, "--seed-base", judging.seedBase);
  await judging.condition(place);
  const json = join(place, "score.json");
  await judging.beside("fast_events.py", "score", "--truth", place, "--json", json);
  return JSON.parse(readFileSync(json, "utf8"));
}

/** Real wounds of a real plant, strung together. */
export async function wounding(judging, source) {
  const [truth, pred] = [judging.place("wounding"), judging.place("wounding-pred")];
  const script = "tobacco.py";
  await judging.beside(script, "generate", "--from", resolve(source), "--out", truth, "--seed-base", judging.seedBase);
  await judging.detect(truth, pred, "--profile", "plant");
  const json = join(pred, "score.json");
  await judging.beside(script, "score", "--truth", truth, "--pred", pred, "--json", json);
  return JSON.parse(readFileSync(json, "utf8"));
}
