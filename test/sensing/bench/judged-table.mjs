// The figures of a judgement as the Markdown tables that the README shows: what is asked, what was measured, and what others reach.
import { bumpTable, coarseTable, grainTable } from "./cell-tables.mjs";
import { NOISES, SHAPES } from "./judgements.mjs";
import { lines, two } from "./markdown.mjs";

/** F1 over SNR 4 to 20, F1 over SNR 10 to 20, false alarms a day without any spike: field scenario, 1 Hz, as the benchmark's page tells them. */
const PEERS = [
  ["the published rule for this species (Adamatzky 2022, w = 100, δ = 0.005 mV, d = 100)", "0.12", "0.11", "665"],
  ["`scipy.signal.find_peaks` on the smoothed signal, prominence 4.5 σ", "0.37", "0.50", "36"],
  ["the same behind an artefact conditioner", "0.62 to 0.65", "0.74 to 0.78", "15"],
  ["running median, MAD, hysteresis, behind a conditioner", "0.56 to 0.59", "0.71 to 0.74", "17"],
  ["à trous wavelet behind a conditioner", "0.68", "0.75", "21"],
  ["matched filters behind a conditioner, not strictly causal", "0.86 to 0.87", "0.90 to 0.94", "10"],
];

export function tableOf(figures) {
  const { field, grain, coarse, bumps } = figures;
  const own = [field.f1_snr_4_to_20, field.f1_snr_10_to_20].map((f1) => f1.toFixed(2));
  const peers = [...PEERS, ["**andas**, strictly causal", ...own, String(field.false_alarms_per_24h_control)]];
  return [
    lines(["detector", "F1, SNR 4 to 20", "F1, SNR 10 to 20", "false alarms a day"], peers),
    lines(["measure", "asked", "measured"], measures(figures)),
    ...(grain === undefined ? [] : [grainTable(grain)]),
    ...(coarse === undefined ? [] : [coarseTable(coarse)]),
    ...(bumps === undefined ? [] : [bumpTable(bumps)]),
    `Seed base ${figures.seed_base}, ${figures.files} files of each kind.`,
  ].join("\n\n");
}

function measures({ field, duty, further, noise, plant, events, wounding }) {
  const pair = ({ median, p90 }) => `${median} s / ${p90} s`;
  const rows = [
    ["F1, SNR 4 to 20", "≥ 0.90", two(field.f1_snr_4_to_20)],
    ["F1, SNR 10 to 20", "≥ 0.93", two(field.f1_snr_10_to_20)],
    ["false alarms a day, no spikes", "≤ 8", field.false_alarms_per_24h_control],
    ["onset error at SNR 10, median / p90", "≤ 30 s / 80 s", pair(field.onset_error_s_snr_10)],
    ["decided after the peak, median / p90", "≤ 200 s / 300 s", pair(field.decided_after_peak_s)],
    ["polarity right, SNR 6 and up", "≥ 0.99", field.polarity_right_snr_6_up],
    ["F1 in the noise of each electrode", "", Object.values(field.f1_by_channel).map(two).join(", ")],
  ];
  for (const [name, { f1_heard_snr_4_to_20: f1 }] of Object.entries(duty ?? {})) {
    const [, heard, cycle] = /listen_(.+)_of_(.+)/.exec(name);
    rows.push([`listening for ${heard} s of every ${cycle}: F1 over heard spikes`, "", two(f1)]);
  }
  if (further !== undefined) {
    rows.push([`F1 on other shapes, SNR 6 to 20 (${SHAPES.join(", ")})`, "≥ 0.80", two(further.f1_snr_6_to_20)]);
    rows.push(["the worst of these shapes", "", worst(further.by_shape)]);
    rows.push(["F1, SNR 50 to 300", "", two(further.f1_snr_50_to_300)]);
  }
  if (noise !== undefined) {
    const f1s = Object.fromEntries(NOISES.map((kind) => [kind, noise.by_noise[kind].f1_snr_4_to_20]));
    rows.push([`F1 in other noise, SNR 4 to 20 (${NOISES.join(", ")})`, "", two(noise.f1_snr_4_to_20)]);
    rows.push(["the worst of these noises", "", worst(f1s)]);
    rows.push(["false alarms a day in other noise", "", noise.false_alarms_per_24h_control]);
  }
  if (plant !== undefined) {
    const each = Object.entries(plant.by_kind).map(([kind, f1]) => `${kind} ${two(f1)}`);
    rows.push(["`plant`: F1, SNR 6 to 200", "", `${two(plant.f1_snr_6_to_200)} (${each.join(", ")})`]);
    rows.push(["`plant`: false alarms a day, no spikes", "", plant.false_alarms_per_24h_control]);
  }
  if (wounding !== undefined) {
    const { found, wounds, false_alarms_per_h } = wounding;
    rows.push([
      "`plant`: wounds of tobacco found; false alarms an hour",
      "",
      `${found} of ${wounds}; ${false_alarms_per_h}`,
    ]);
  }
  if (events !== undefined)
    rows.push([
      "fast events that keep half their height behind the conditioner",
      "≥ 90 %",
      `${(100 * events.kept_height).toFixed(1)} %`,
    ]);
  return rows;
}

function worst(f1s) {
  const [name, f1] = Object.entries(f1s).sort((a, b) => a[1] - b[1])[0];
  return `${name}, ${two(f1)}`;
}
