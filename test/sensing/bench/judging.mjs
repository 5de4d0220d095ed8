// What every judgement needs: to run the Python scripts, to let `andas detect` hear the files, to have what it said scored, and to pool.
import { spawn } from "node:child_process";
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..", "..");
const HIT = 60;
const HIT_OF_WIDTH = 0.5;

/** Generates, listens and scores in one folder. `bench` is bench_spikes.py, `python` has numpy. */
export class Judging {
  constructor({ bench, python, folder, seedBase, files }) {
    Object.assign(this, { bench: resolve(bench), python, folder, seedBase: String(seedBase), files: String(files) });
  }

  place(name) {
    const place = join(this.folder, name);
    mkdirSync(place, { recursive: true });
    return place;
  }

  /** The same in a folder of its own. */
  within(name) {
    return new Judging({ ...this, folder: this.place(name) });
  }

  /** The benchmark's own script. */
  own(...args) {
    return this.#python(this.bench, args);
  }

  /** A script that stands elsewhere and knows the benchmark's folder as $BENCH. */
  script(path, ...args) {
    return this.#python(path, args);
  }

  /** A script that stands beside this file. */
  beside(script, ...args) {
    return this.#python(join(here, script), args);
  }

  #python(script, args, stderr = "inherit") {
    const env = { ...process.env, BENCH: dirname(this.bench), PYTHONDONTWRITEBYTECODE: "1" };
    return run(this.python, [script, ...args], { env, stdio: ["ignore", "ignore", stderr] });
  }

  /** What `andas detect` says of every file of a folder, into NAME.pred.csv of another. */
  detect(truth, pred, ...options) {
    const andas = [join(root, "dist", "src", "andas.js"), "detect", "--quiet", ...options];
    return this.#each(truth, (file) => into(join(pred, `${file}.pred.csv`), [...andas, join(truth, `${file}.csv`)]));
  }

  /** What `andas read --audit` says of every file of a folder, into NAME.read.csv of another. */
  read(truth, pred, ...options) {
    const andas = [join(root, "dist", "src", "andas.js"), "read", "--quiet", "--audit", ...options];
    return this.#each(truth, (file) => into(join(pred, `${file}.read.csv`), [...andas, join(truth, `${file}.csv`)]));
  }

  /** What the conditioner leaves of every file of a folder, as NAME.clean.csv beside it. */
  condition(folder) {
    const tool = join(root, "dist", "test", "sensing", "bench", "conditioned.js");
    return this.#each(folder, (file) => into(join(folder, `${file}.clean.csv`), [tool, join(folder, `${file}.csv`)]));
  }

  /** Every candidate that came to be judged in a folder of 1 Hz files, into one file of numbers that `learn_sureness.py` reads. */
  candidates(folder, file) {
    const tool = join(root, "dist", "test", "sensing", "bench", "judged.js");
    return run(process.execPath, [tool, folder, file], { stdio: "inherit" });
  }

  /**
   * The scores of a plain bank of matched filters on the same files, one for each setting of `matched.py`. None, and a line that says why, where
   * `peer_detectors.py` does not lie beside the benchmark or there is no scipy.
   */
  async matched(truth) {
    const why = await this.#missesPeer();
    if (why !== undefined) say(`without the matched filters: ${why}`);
    if (why !== undefined) return [];
    const pred = this.place(`${basename(truth)}-matched`);
    await this.beside("matched.py", truth, pred);
    const scores = [];
    for (const setting of readdirSync(pred)) scores.push(await this.score(truth, join(pred, setting)));
    return scores;
  }

  async #missesPeer() {
    const peers = join(dirname(this.bench), "peer_detectors.py");
    if (!existsSync(peers)) return `no ${peers}`;
    const scipy = this.#python("-c", ["import scipy"], "ignore");
    return scipy.then(
      () => undefined,
      () => `${this.python} has no scipy`,
    );
  }

  async #each(folder, work) {
    const files = signals(folder);
    let done = 0;
    const worker = async () => {
      for (let file = files.pop(); file !== undefined; file = files.pop()) {
        await work(file);
        if (++done % 10 === 0 || files.length === 0) say(`${basename(folder)}: ${done} heard, ${files.length} to go`);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
  }

  /** Scored as the benchmark does it, `scenario/snrN` each. `regroup(file)` may give a file another scenario. */
  async score(truth, pred, regroup) {
    const place = regroup === undefined ? truth : this.place(`${basename(truth)}-regrouped`);
    if (regroup !== undefined) {
      const manifest = manifestOf(truth).map((file) => ({ ...file, scenario: regroup(file) }));
      writeFileSync(join(place, "manifest.json"), JSON.stringify(manifest));
      for (const { name } of manifest) symlinkSync(join(truth, `${name}.truth.csv`), join(place, `${name}.truth.csv`));
    }
    const json = join(place, "score.json");
    await this.own("score", "--truth", place, "--pred", pred, "--json", json);
    return JSON.parse(readFileSync(json, "utf8"));
  }
}

export function manifestOf(truth) {
  return JSON.parse(readFileSync(join(truth, "manifest.json"), "utf8"));
}

/** Pooled F1 of the rows `scenario/snrN` whose scenario and ratio are wanted. */
export function pooled(score, scenarios, ratios) {
  const sum = { tp: 0, fp: 0, fn: 0 };
  for (const scenario of scenarios)
    for (const ratio of ratios)
      for (const key of Object.keys(sum)) sum[key] += score[`${scenario}/snr${ratio}`]?.[key] ?? 0;
  return round((2 * sum.tp) / Math.max(1, 2 * sum.tp + sum.fp + sum.fn));
}

export function round(value) {
  return Math.round(value * 1000) / 1000;
}

export function say(line) {
  process.stderr.write(`judge: ${line}\n`);
}

/**
 * Leaves of truth what was heard from onset to half recovery in a rhythm of listening; and drops of what was said what peaks within the
 * others, from a minute before their onset to a minute behind their end: a piece of a spike is neither a hit nor a false alarm.
 */
export function onlyHeard(truth, pred, place, { heard, cycle }) {
  const within = ([onset, , half]) =>
    Math.floor(onset / cycle) === Math.floor(half / cycle) && half - Math.floor(onset / cycle) * cycle < heard;
  let left = 0;
  const manifest = manifestOf(truth);
  for (const { name } of manifest) {
    const spikes = table(join(truth, `${name}.truth.csv`));
    const said = table(join(pred, `${name}.pred.csv`));
    const at = said.head.split(",").indexOf("peak_s");
    const whole = spikes.rows.filter(within);
    left += whole.length;
    const hits = (peak) =>
      whole.some(([on, at, half]) => Math.abs(peak - at) <= Math.max(HIT, HIT_OF_WIDTH * (half - on)));
    const ofRest = (peak) => spikes.rows.some((row) => !within(row) && peak >= row[0] - HIT && peak <= row[3] + HIT);
    const told = said.rows.filter((row) => hits(row[at]) || !ofRest(row[at]));
    write(join(place, `${name}.truth.csv`), spikes.head, whole);
    write(
      join(place, `${name}.pred.csv`),
      said.head.replace("electrode,", ""),
      told.map((row) => row.slice(1)),
    );
  }
  writeFileSync(join(place, "manifest.json"), JSON.stringify(manifest));
  return left;
}

function signals(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".csv") && !/\.(truth|art|clean)\.csv$/.test(name))
    .map((name) => basename(name, ".csv"));
}

/** A CSV's head, and its rows as numbers; NaN where there is none. */
export function table(file) {
  const [head, ...rows] = readFileSync(file, "utf8").trimEnd().split("\n");
  return { head, rows: rows.map((row) => row.split(",").map(Number)) };
}

function write(file, head, rows) {
  writeFileSync(file, `${[head, ...rows.map((row) => row.join(","))].join("\n")}\n`);
}

function into(file, args) {
  const out = createWriteStream(file);
  const ended = run(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] }, (child) =>
    child.stdout.pipe(out),
  );
  return Promise.all([ended, new Promise((resolve) => out.on("close", resolve))]);
}

function run(command, args, options, begun) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    begun?.(child);
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${command} ${args.join(" ")} ended with ${code}: see the lines above`)),
    );
  });
}
