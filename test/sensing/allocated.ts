// Counts what samples allocate, in a process of its own: JSON on stdout, bytes a sample. Coverage, and what other tests let the engine see,
// change what it compiles, and so what it boxes.
import { bytesPerTurn } from "../../src/commands/bench/allocation.js";
import type { Profile } from "../../src/domain/electrode.js";
import { ElectrodeSense, type SenseListener } from "../../src/sensing/electrode-sense.js";
import { Sample } from "../../src/sensing/stream/sample.js";
import { ELECTRODE, noise } from "./signals.js";

/** So many samples are heard before anything is counted, by several senses, until the engine has compiled what it wants to. */
const SENSES = 10;
const WARM = 60_000;
const COUNTED = 100_000;
/** On a busy machine compiling takes its time: counted is so often, at most, until a count is below the bound. */
const COUNTS = 20;

const X = noise(WARM, 31, 0.004);

/** The least of some counts of what a quiet sample allocates, in bytes: what every sample does is in each of them. */
function allocated(bound: number, profile: Profile, rate: number, more: Partial<SenseListener> = {}): number {
  const listener = { spike() {}, glyph() {}, percept() {}, ...more };
  const sample = new Sample();
  const hear = (sense: ElectrodeSense, i: number) => {
    sample.at = i / rate;
    sample.mv = X[i % WARM]!;
    sense.push(sample);
  };
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < SENSES + COUNTS && least >= bound; k++) {
    const sense = new ElectrodeSense({ ...ELECTRODE, profile }, listener);
    for (let i = 0; i < WARM; i++) hear(sense, i);
    if (k < SENSES) continue;
    const bytes = bytesPerTurn(COUNTED, (i) => hear(sense, WARM + i));
    least = Math.min(least, bytes);
  }
  return least;
}

const [bound, profile, rate, more] = process.argv.slice(2) as [string, Profile, string, string];
let asked = 0;
const listener = more === "evidence" ? { evidence: () => asked++ } : {};
const bytes = allocated(Number(bound), profile, Number(rate), listener);
process.stdout.write(JSON.stringify({ bytes, asked }));
