// Judges `andas detect` by a benchmark of spikes planted in real noise: a Python script (numpy only) that has
//   generate --out DIR --seed-base N --files K      NAME.csv, NAME.truth.csv, manifest.json
//   score --truth DIR --pred DIR --json FILE        tp, fp, fn, latencies … per scenario and signal-to-noise ratio
// Usage: node scripts/judge-spikes.mjs --bench bench_spikes.py [--python python3] [--seed-base 9000] [--files 6] [--keep DIR] [--table]
//   beside the benchmark itself, which is always judged:
//   --duty 0.5,0.25  heard only a part of the time      --further  shapes that it does not have, and very high spikes
//   --noise          noise of other kinds               --plant    the profile `plant`, on spikes of its own kind
//   --events         fast events behind the conditioner (needs bench_events.py beside the benchmark, and its recording)
//   --wounding DIR   tobacco, healthy/*.csv and wounded/*.csv of 5 s at 100 Hz in volts
//   --grain          each electrode by itself, with more and less grain (beside `peer_detectors.py`, where that lies by the benchmark)
//   --coarse         coarse converters, noise that changes, mains folded into the band
//   --bumps          clean bumps of other shapes in white noise
//   --all            all of these but --wounding
// One JSON object on stdout, or with --table the table of the README; what goes on, on stderr.
// On two idle cores --all takes some 25 minutes with --files 3, and 45 with the usual 6.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bumps } from "../test/sensing/bench/bumps.mjs";
import { coarse, grain } from "../test/sensing/bench/by-cell.mjs";
import { tableOf } from "../test/sensing/bench/judged-table.mjs";
import { duty, fastEvents, field, further, otherNoise, plant, wounding } from "../test/sensing/bench/judgements.mjs";
import { Judging, say } from "../test/sensing/bench/judging.mjs";
import { makeFresh } from "./fresh.mjs";

const { values } = parseArgs({
  options: {
    bench: { type: "string" },
    python: { type: "string", default: "python3" },
    "seed-base": { type: "string", default: "9000" },
    files: { type: "string", default: "6" },
    keep: { type: "string" },
    duty: { type: "string" },
    further: { type: "boolean" },
    noise: { type: "boolean" },
    plant: { type: "boolean" },
    events: { type: "boolean" },
    grain: { type: "boolean" },
    coarse: { type: "boolean" },
    bumps: { type: "boolean" },
    wounding: { type: "string" },
    all: { type: "boolean" },
    table: { type: "boolean" },
  },
});
if (values.bench === undefined) {
  console.error("andas: say where the benchmark is: --bench path/to/bench_spikes.py (its Python needs numpy)");
  process.exit(2);
}
const shares = (values.duty ?? (values.all ? "0.5,0.25" : "")).split(",").filter(Boolean).map(Number);
if (shares.some((share) => !(share > 0 && share < 1))) {
  console.error(`andas: --duty ${values.duty}: give shares between 0 and 1, like 0.5,0.25`);
  process.exit(2);
}

makeFresh();
const folder = resolve(values.keep ?? mkdtempSync(join(tmpdir(), "andas-judge-")));
try {
  const { bench, python, files } = values;
  const judging = new Judging({ bench, python, folder, files, seedBase: values["seed-base"] });
  const figures = { seed_base: Number(values["seed-base"]), files: Number(files) };
  for (const [name, wanted, judge] of judgements(judging)) {
    if (!wanted) continue;
    const since = performance.now();
    figures[name] = await judge();
    say(`${name}: ${Math.round((performance.now() - since) / 1000)} s`);
  }
  console.log(values.table ? tableOf(figures) : JSON.stringify(figures, undefined, 1));
} catch (error) {
  console.error(`andas: the judgement ended early: ${error.message}`);
  process.exitCode = 1;
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

function judgements(judging) {
  const { all } = values;
  return [
    ["field", true, () => field(judging)],
    ["duty", shares.length > 0, () => duty(judging, shares)],
    ["further", values.further || all, () => further(judging)],
    ["noise", values.noise || all, () => otherNoise(judging)],
    ["plant", values.plant || all, () => plant(judging)],
    ["events", values.events || all, () => fastEvents(judging)],
    ["grain", values.grain || all, () => grain(judging)],
    ["coarse", values.coarse || all, () => coarse(judging)],
    ["bumps", values.bumps || all, () => bumps(judging)],
    ["wounding", values.wounding !== undefined, () => wounding(judging, values.wounding)],
  ];
}
