// `npm run test:fuzz -- [--times N] [--seed N] [--only NAME,…] [--from N]`: inputs that nobody should send, drawn by a seed.
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { HeapWatch } from "../year/heap-watch.js";
import { fuzz, TARGETS, type Tally } from "./fuzz-run.js";
import type { Target } from "./target.js";
import { Watchdog } from "./watchdog.js";

const { values } = parseArgs({
  options: {
    /** Of all targets together. */
    times: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: TARGETS.map(({ name }) => name).join(",") },
    /** The first input, to have one again: its block begins there or before. */
    from: { type: "string", default: "0" },
  },
});
const only = values.only.split(",");
const targets = TARGETS.filter(({ name }) => only.includes(name));
if (targets.length < only.length) throw new Error(`--only takes ${TARGETS.map(({ name }) => name).join(", ")}`);
const shares = targets.reduce((sum, { share }) => sum + share, 0);
const watchdog = new Watchdog();
for (const target of targets) {
  const count = Math.ceil((Number(values.times) * target.share) / shares);
  if (!(await isWell(target, count))) process.exitCode = 1;
}
watchdog.stop();

async function isWell(target: Target, count: number): Promise<boolean> {
  const { block, name } = target;
  const asked = Number(values.from);
  const from = asked - (asked % block);
  const heap = new HeapWatch(count);
  let next = performance.now();
  const onInput = (input: number) => {
    watchdog.stroke(`${name}, input ${input}: --seed ${values.seed} --only ${name} --from ${input} --times 1`);
    if (input % block !== 0) return;
    heap.look(input - from);
    if (performance.now() < next) return;
    next = performance.now() + 5000;
    process.stderr.write(`${name}: ${input - from} of ${count}\n`);
  };
  const tally = await fuzz(target, { seed: values.seed, from, count: count + (asked - from), onInput });
  console.log(lineOf(tally, heap));
  for (const { input, what } of tally.findings)
    console.log(`found, again with --seed ${values.seed} --only ${name} --from ${input} --times 1:\n${what}`);
  for (const broken of heap.broken) console.log(`found: ${broken}`);
  return tally.findings.length === 0 && heap.broken.length === 0;
}

function lineOf({ target, count, seconds, became, slowest }: Tally, heap: HeapWatch): string {
  const outcomes = Object.entries(became).map(([what, times]) => `${what} ${times}`);
  const slow = `slowest ${slowest.ms.toFixed(0)} ms (input ${slowest.input})`;
  return `${target}: ${count} in ${seconds.toFixed(0)} s: ${outcomes.join(", ")}; ${slow}; ${heap.told}`;
}
