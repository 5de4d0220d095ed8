// Teaches the judge of shapes: makes the training files, lets the detector as it stands hear them, learns from the candidates that came to be
// judged, writes src/sensing/spikes/sureness-table.ts, and does so again, since which candidates come up depends on the weights.
// Usage: node test/sensing/bench/learn.mjs --bench bench_spikes.py [--python python3] [--keep DIR] [--rounds 3] [--seed-bases 21,22]
//   --fresh          begin with weights that know nothing: needed when the features have become others
//   --weight KIND=W  what files of a kind weigh (again for each kind; see learn_sureness.py)
//   --leave all      or ch0,ch3: learn without each of these electrodes, judge it on just that one, print the table, and leave the weights as
//                    they were [--seed-base 9000] [--files 3]; the candidates are those that come up by today's weights
//   --every 20 --steps 500   a quick try, of every twentieth file and a few steps
// With --keep, training files that are there already are heard again. On two idle cores a round takes some five minutes, --leave all
// a quarter of an hour.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { makeFresh, root } from "../../../scripts/fresh.mjs";
import { grain } from "./by-cell.mjs";
import { grainTable } from "./cell-tables.mjs";
import { Judging, manifestOf, say } from "./judging.mjs";

const TABLE = join(root, "src", "sensing", "spikes", "sureness-table.ts");
/** Every candidate is as likely as not. */
const KNOWS_NOTHING = `export const HIDDEN: readonly number[] = [];
export const OUT: readonly number[] = [];
export const BIAS = 0;
`;

const { values } = parseArgs({
  options: {
    bench: { type: "string" },
    python: { type: "string", default: "python3" },
    keep: { type: "string" },
    rounds: { type: "string", default: "3" },
    "seed-bases": { type: "string", default: "21,22" },
    fresh: { type: "boolean" },
    weight: { type: "string", multiple: true, default: [] },
    leave: { type: "string" },
    "seed-base": { type: "string", default: "9000" },
    files: { type: "string", default: "3" },
    every: { type: "string", default: "1" },
    steps: { type: "string" },
  },
});
if (values.bench === undefined) {
  console.error("andas: say where the benchmark is: --bench path/to/bench_spikes.py (its Python needs numpy)");
  process.exit(2);
}

const folder = resolve(values.keep ?? mkdtempSync(join(tmpdir(), "andas-learn-")));
const { bench, python, files } = values;
const judging = new Judging({ bench, python, folder, files, seedBase: values["seed-base"] });
try {
  const sets = await trainingSets();
  if (values.fresh) writeFileSync(TABLE, KNOWS_NOTHING);
  if (values.leave === undefined) await inRounds(sets);
  else await leavingOneOut(sets);
} catch (error) {
  console.error(`andas: the learning ended early: ${error.message}`);
  process.exitCode = 1;
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

async function trainingSets() {
  return Promise.all(
    values["seed-bases"].split(",").map(async (base) => {
      const truth = judging.place(`training-${base}-${values.every}`);
      if (!existsSync(join(truth, "manifest.json")))
        await judging.beside("training_files.py", truth, base, values.every);
      say(`${truth}: ${manifestOf(truth).length} training files`);
      return { truth, candidates: `${truth}.f32` };
    }),
  );
}

/** Each round learns from the candidates of all rounds so far: what only other weights let come up may come up again. */
async function inRounds(sets) {
  const heard = [];
  for (let round = 1; round <= Number(values.rounds); round++) {
    const now = sets.map(({ truth }) => ({ truth, candidates: `${truth}.${round}.f32` }));
    await hear(now);
    heard.push(...now);
    await learn(heard);
    say(`round ${round} of ${values.rounds} is learnt`);
  }
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  spawnSync(process.execPath, [biome, "format", "--write", TABLE], { cwd: root });
  makeFresh();
}

async function leavingOneOut(sets) {
  await hear(sets);
  const before = readFileSync(TABLE, "utf8");
  const cells = {};
  try {
    for (const electrode of leftOut(sets)) {
      await learn(sets, "--leave", electrode);
      makeFresh();
      say(`without ${electrode} it is learnt`);
      Object.assign(cells, await grain(judging.within(`without-${electrode}`), electrode));
    }
  } finally {
    writeFileSync(TABLE, before);
    makeFresh();
  }
  console.log(grainTable(cells));
}

function leftOut(sets) {
  if (values.leave !== "all") return values.leave.split(",");
  const files = sets.flatMap(({ truth }) => manifestOf(truth)).filter(({ kind }) => kind === "field");
  return [...new Set(files.map(({ channel }) => channel))];
}

async function hear(sets) {
  makeFresh();
  await Promise.all(sets.map(({ truth, candidates }) => judging.candidates(truth, candidates)));
}

function learn(sets, ...options) {
  const pairs = sets.map(({ truth, candidates }) => `${truth}:${candidates}`);
  const weights = values.weight.flatMap((weight) => ["--weight", weight]);
  const steps = values.steps === undefined ? [] : ["--steps", values.steps];
  return judging.beside("learn_sureness.py", ...pairs, "--out", TABLE, ...weights, ...steps, ...options);
}
