// Judges `andas read` by a benchmark of labelled events in real noise: bench_events.py (Python with numpy), which has
//   score --truth DIR --pred DIR --json FILE                    event_f1, false_per_h, woken, delay_s
// and of which planted_events.py makes the signals, with what was planted beside them.
// Usage: node scripts/judge-readings.mjs --bench bench_events.py [--python python3] [--part test] [--seed-base 900] [--files 110]
//          [--electrodes 8|4] [--policy breath|always] [--models DIR] [--keep DIR]
// Of four electrodes the first four of the same signals stay, and an event of which nothing is on them counts as quiet.
// One JSON object on stdout: the scorer's report, and beside it delay_p90_s, touched_by_wake and wakes_per_h from the audit, the
// multiply-adds an hour, `sure` (claims by their stated confidence: how many, what they said, how often they were right; and the same
// of each event) and `sentences` (of right claims: which share names all that its event has, which share does so within 20 % of what was
// planted, and what is wrong in the others); `knots` are what `sureness` of the model's card is when it is fitted anew: on --part val, by a
// card without any. What goes on, on stderr. 110 files hold 2200 events and take some twelve minutes on two cores.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Judging, manifestOf, round } from "../test/sensing/bench/judging.mjs";
import { BEFORE, BEHIND, knotsOf, matchOf, sentencesOf, surenessOf } from "../test/spiralformer/bench/claims.mjs";
import { makeFresh } from "./fresh.mjs";

const GENERATOR = join(import.meta.dirname, "..", "test", "spiralformer", "bench", "planted_events.py");

const { values } = parseArgs({
  options: {
    bench: { type: "string" },
    python: { type: "string", default: "python3" },
    part: { type: "string", default: "test" },
    "seed-base": { type: "string", default: "900" },
    electrodes: { type: "string", default: "8" },
    files: { type: "string", default: "110" },
    policy: { type: "string", default: "breath" },
    models: { type: "string" },
    keep: { type: "string" },
  },
});
if (values.bench === undefined) {
  console.error("andas: say where the benchmark is: --bench path/to/bench_events.py (its Python needs numpy)");
  process.exit(2);
}

makeFresh();
const folder = resolve(values.keep ?? mkdtempSync(join(tmpdir(), "andas-judge-")));
try {
  const { bench, python, files } = values;
  console.log(
    JSON.stringify(await judge(new Judging({ bench, python, folder, files, seedBase: values["seed-base"] }))),
  );
} catch (error) {
  console.error(`andas: the judgement ended early: ${error.message}`);
  process.exitCode = 1;
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

async function judge(judging) {
  const [truth, said] = [judging.place("events"), judging.place("read")];
  const { seedBase, files } = judging;
  const { part, electrodes, policy, models } = values;
  const wanted = ["--part", part, "--seed-base", seedBase, "--files", files, "--electrodes", electrodes];
  await judging.script(GENERATOR, "--out", truth, ...wanted);
  await judging.read(truth, said, "--text", "--policy", policy, ...(models ? ["--models", resolve(models)] : []));
  const heard = manifestOf(truth).map((file) => ({ ...file, ...hear(truth, said, file.name) }));
  const json = join(folder, "score.json");
  await judging.own("score", "--truth", truth, "--pred", said, "--json", json);
  const hours = heard.reduce((sum, { seconds }) => sum + seconds, 0) / 3600;
  const sum = (of) => heard.reduce((total, file) => total + of(file), 0);
  const matches = heard.flatMap(({ events, claims }) => matchOf(events, claims));
  const delays = matches
    .flatMap(({ claim, event, isFirst }) => (isFirst ? [claim.decided - event.start] : []))
    .sort((a, b) => a - b);
  return {
    ...{ part, seed_base: Number(seedBase), electrodes: Number(electrodes), policy },
    ...JSON.parse(readFileSync(json, "utf8")),
    delay_p90_s: delays[Math.floor(0.9 * delays.length)] ?? null,
    touched_by_wake: round(
      sum(({ events, wakes }) => events.filter((event) => touched(event, wakes)).length) /
        sum(({ events }) => events.length),
    ),
    wakes_per_h: round(sum(({ wakes }) => wakes.length) / hours),
    macs_per_h: Math.round(sum(({ macs }) => macs) / hours),
    sure: surenessOf(matches),
    knots: knotsOf(matches),
    sentences: sentencesOf(matches),
  };
}

/** Takes apart what was said of a file: the claims, also written for the scorer, and the wakes; and what was planted. */
function hear(truth, said, name) {
  const lines = linesOf(join(said, `${name}.read.csv`));
  const claims = lines.filter((line) => !line.startsWith("#"));
  writeFileSync(join(said, `${name}.pred.csv`), `${claims.join("\n")}\n`);
  const evidence = new Map(
    lines.filter((line) => /^#evidence,\d/.test(line)).map((line) => [line.split(",")[1], line.split(",")[3]]),
  );
  const calls = lines.filter((line) => /^#wake,\d/.test(line)).map((line) => line.split(","));
  const [, ...events] = linesOf(join(truth, `${name}.truth.csv`)).map((line) => line.split(","));
  const [, ...rows] = linesOf(join(truth, `${name}.planted.csv`)).map((line) => line.split(","));
  const planted = rows.map(([of, electrode, at, sigma]) => ({
    ...{ of: Number(of), electrode, at: Number(at), sigma: Number(sigma) },
  }));
  return {
    events: events.map(([start, end, event], index) => ({
      ...{ start: Number(start), end: Number(end), event },
      planted: planted.filter(({ of }) => of === index).sort((a, b) => a.at - b.at),
    })),
    claims: claims.slice(1).map((line) => claimOf(line, evidence)),
    wakes: calls.filter(([, , , , , mode]) => mode !== "hold").map(([, at]) => Number(at)),
    macs: calls.reduce((sum, call) => sum + Number(call[7]), 0),
  };
}

function claimOf(line, evidence) {
  const [start, end, event, confidence, , electrodes, decided] = line.split(",");
  return {
    ...{ start: Number(start), end: Number(end), decided: Number(decided), event, confidence: Number(confidence) },
    ...{ electrodes: electrodes.split(" "), text: line.slice(line.indexOf('"')) },
    onsets: (evidence.get(decided) ?? "").split(" ").map(Number),
  };
}

function linesOf(file) {
  return readFileSync(file, "utf8").trimEnd().split("\n");
}

function touched({ start, end }, wakes) {
  return wakes.some((at) => at >= start - BEFORE && at <= end + BEHIND);
}
