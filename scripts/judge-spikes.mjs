// Judges `andas detect` by a benchmark of spikes planted in real noise: a Python script (numpy only) that has
//   generate --out DIR --seed-base N --files K      NAME.csv, NAME.truth.csv, manifest.json
//   score --truth DIR --pred DIR --json FILE        tp, fp, fn, latencies … per scenario and signal-to-noise ratio
// Usage: node scripts/judge-spikes.mjs --bench bench_spikes.py [--python python3] [--seed-base 9000] [--files 6] [--keep DIR]
import { spawn, spawnSync } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeFresh, root } from "./fresh.mjs";

const { values } = parseArgs({
  options: {
    bench: { type: "string" },
    python: { type: "string", default: "python3" },
    "seed-base": { type: "string", default: "9000" },
    files: { type: "string", default: "6" },
    keep: { type: "string" },
  },
});
if (values.bench === undefined) {
  console.error("andas: say where the benchmark is: --bench path/to/bench_spikes.py (its Python needs numpy)");
  process.exit(2);
}

makeFresh();
const folder = values.keep ?? mkdtempSync(join(tmpdir(), "andas-judge-"));
try {
  console.log(JSON.stringify(await judge(folder), undefined, 1));
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

async function judge(folder) {
  const truth = join(folder, "truth");
  const pred = join(folder, "pred");
  mkdirSync(pred, { recursive: true });
  python("generate", "--out", truth, "--seed-base", values["seed-base"], "--files", values.files);
  const names = readdirSync(truth).filter((name) => name.endsWith(".csv") && !/\.(truth|art)\.csv$/.test(name));
  const workers = Array.from({ length: availableParallelism() }, async () => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      await detect(join(truth, name), join(pred, name.replace(/\.csv$/, ".pred.csv")));
    }
  });
  await Promise.all(workers);
  const json = join(folder, "score.json");
  python("score", "--truth", truth, "--pred", pred, "--json", json);
  return summary(JSON.parse(readFileSync(json, "utf8")));
}

function python(...args) {
  const { status } = spawnSync(values.python, [values.bench, ...args], { stdio: ["ignore", "ignore", "inherit"] });
  if (status === 0) return;
  console.error(`andas: ${values.python} ${values.bench} ${args[0]} failed: see the lines above`);
  process.exit(1);
}

function detect(file, to) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "dist", "src", "andas.js"), "detect", file], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.stdout.pipe(createWriteStream(to)).on("finish", resolve);
    child.on("exit", (code) => code !== 0 && reject(new Error(`andas detect ${file} ended with ${code}`)));
  });
}

/** The figures that are asked for: pooled over the signal-to-noise ratios of a scenario. */
function summary(score) {
  const pooled = (scenario, ratios) => {
    const sum = { tp: 0, fp: 0, fn: 0 };
    for (const ratio of ratios) {
      const row = score[`${scenario}/snr${ratio}`];
      for (const key of Object.keys(sum)) sum[key] += row[key];
    }
    return round((2 * sum.tp) / (2 * sum.tp + sum.fp + sum.fn));
  };
  const at10 = score["field/snr10"];
  const latency = [4, 6, 10, 20].map((ratio) => score[`field/snr${ratio}`]);
  return {
    seed_base: Number(values["seed-base"]),
    field_f1_snr_4_to_20: pooled("field", [4, 6, 10, 20]),
    field_f1_snr_10_to_20: pooled("field", [10, 20]),
    clean_f1_snr_4_to_20: pooled("clean", [4, 6, 10, 20]),
    false_alarms_per_24h_control: score["control/snr0"].fp_per_24h,
    onset_error_s_snr_10: { median: at10.onset_abs_med_s, p90: at10.onset_abs_p90_s },
    decided_after_peak_s: {
      median: Math.max(...latency.map((row) => row.latency_med_s)),
      p90: Math.max(...latency.map((row) => row.latency_p90_s)),
    },
    polarity_right_snr_6_up: Math.min(...[6, 10, 20].map((ratio) => score[`field/snr${ratio}`].polarity_acc)),
  };
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}
