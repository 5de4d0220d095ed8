import { readFileSync } from "node:fs";
import { Conditioner } from "../../../src/sensing/conditioning/conditioner.js";
import { SpikeFinder } from "../../../src/sensing/spikes/spike-finder.js";
import { sampleOf } from "../signals.js";

/** `node judged.js FILE.csv`: every candidate that came to be judged in a 1 Hz file, with its features, as CSV on stdout. */
const file = process.argv[2];
if (file === undefined) throw new Error("judged: name a file of t_s,mv rows, a second apart");
const rows = readFileSync(file, "utf8").trimEnd().split("\n").slice(1);
const lines: string[] = [];
const finder = new SpikeFinder(
  () => {},
  ({ peak, amplitude }, features) => lines.push([finder.time(peak), Math.sign(amplitude), ...features].join(",")),
);
const conditioner = new Conditioner({
  clean: (sample) => finder.push(sample),
  removed: (what) => {
    if (what === "step") finder.onStep();
  },
});
for (const row of rows) {
  const [at, mv] = row.split(",");
  conditioner.push(sampleOf(Number(at), mv === "" || mv === undefined ? Number.NaN : Number(mv)));
}
process.stdout.write(`${lines.join("\n")}\n`);
