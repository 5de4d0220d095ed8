// Judges `andas read` by a benchmark of labelled events in real noise: bench_events.py (Python with numpy), which has
//   generate --out DIR --part test --seed-base N --files K      NAME.csv, NAME.truth.csv, manifest.json
//   score --truth DIR --pred DIR --json FILE                    event_f1, false_per_h, woken, delay_s
// Usage: node scripts/judge-readings.mjs --bench bench_events.py [--python python3] [--seed-base 900] [--files 110]
//          [--policy breath|always] [--models DIR] [--keep DIR]
// One JSON object on stdout: the scorer's report, and beside it delay_p90_s, touched_by_wake and wakes_per_h from the audit, and the
// multiply-adds an hour. What goes on, on stderr. 110 files hold 2200 events and take some twelve minutes on two cores.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Judging, manifestOf, round } from "../test/sensing/bench/judging.mjs";
import { makeFresh } from "./fresh.mjs";

/** An event is touched from so many seconds before its start to so many behind its end, as the benchmark has it. */
const BEFORE = 30;
const BEHIND = 270;
const LONGEST_CLAIM = 3600;

const { values } = parseArgs({
  options: {
    bench: { type: "string" },
    python: { type: "string", default: "python3" },
    "seed-base": { type: "string", default: "900" },
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
  await judging.own("generate", "--out", truth, "--part", "test", "--seed-base", seedBase, "--files", files);
  await judging.read(
    truth,
    said,
    "--policy",
    values.policy,
    ...(values.models ? ["--models", resolve(values.models)] : []),
  );
  const heard = manifestOf(truth).map((file) => ({ ...file, ...hear(truth, said, file.name) }));
  const json = join(folder, "score.json");
  await judging.own("score", "--truth", truth, "--pred", said, "--json", json);
  const hours = heard.reduce((sum, { seconds }) => sum + seconds, 0) / 3600;
  const sum = (of) => heard.reduce((total, file) => total + of(file), 0);
  const delays = heard.flatMap(({ events, claims }) => delaysOf(events, claims)).sort((a, b) => a - b);
  return {
    seed_base: Number(seedBase),
    policy: values.policy,
    ...JSON.parse(readFileSync(json, "utf8")),
    delay_p90_s: delays[Math.floor(0.9 * delays.length)] ?? null,
    touched_by_wake: round(
      sum(({ events, wakes }) => events.filter((event) => touched(event, wakes)).length) /
        sum(({ events }) => events.length),
    ),
    wakes_per_h: round(sum(({ wakes }) => wakes.length) / hours),
    macs_per_h: Math.round(sum(({ macs }) => macs) / hours),
  };
}

/** Takes apart what was said of a file: the claims, also written for the scorer, and the wakes. */
function hear(truth, said, name) {
  const lines = readFileSync(join(said, `${name}.read.csv`), "utf8")
    .trimEnd()
    .split("\n");
  const claims = lines.filter((line) => !line.startsWith("#"));
  writeFileSync(join(said, `${name}.pred.csv`), `${claims.join("\n")}\n`);
  const calls = lines.filter((line) => /^#wake,\d/.test(line)).map((line) => line.split(","));
  const [, ...events] = readFileSync(join(truth, `${name}.truth.csv`), "utf8")
    .trimEnd()
    .split("\n");
  return {
    events: events
      .map((line) => line.split(","))
      .map(([start, end, event]) => ({ start: Number(start), end: Number(end), event })),
    claims: claims
      .slice(1)
      .map((line) => line.split(","))
      .map(([start, end, event, , , , decided]) => ({
        start: Number(start),
        end: Number(end),
        event,
        decided: Number(decided),
      })),
    wakes: calls.filter(([, , , , , mode]) => mode !== "hold").map(([, at]) => Number(at)),
    macs: calls.reduce((sum, call) => sum + Number(call[7]), 0),
  };
}

function touched({ start, end }, wakes) {
  return wakes.some((at) => at >= start - BEFORE && at <= end + BEHIND);
}

/** From each event's start to its claim, matched as the benchmark matches: the right class first, then the longest overlap. */
function delaysOf(events, claims) {
  const lap = (event, claim) =>
    claim.end - claim.start > LONGEST_CLAIM
      ? -1
      : Math.min(event.end + BEHIND, claim.end) - Math.max(event.start - BEFORE, claim.start);
  const pairs = events
    .flatMap((event) =>
      claims.map((claim) => ({ event, claim, wrong: event.event === claim.event ? 0 : 1, lap: lap(event, claim) })),
    )
    .filter((pair) => pair.lap >= 0)
    .sort((a, b) => a.wrong - b.wrong || b.lap - a.lap);
  const taken = new Set();
  const delays = [];
  for (const { event, claim } of pairs) {
    if (taken.has(event) || taken.has(claim)) continue;
    taken.add(event).add(claim);
    delays.push(claim.decided - event.start);
  }
  return delays;
}
