import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Conditioner } from "../../../src/sensing/conditioning/conditioner.js";
import { Hum } from "../../../src/sensing/conditioning/hum/hum.js";
import { SpikeFinder } from "../../../src/sensing/spikes/spike-finder.js";
import { sampleOf } from "../signals.js";

/**
 * `node judged.js FOLDER OUT`: every candidate that came to be judged in the 1 Hz files of a folder, in the order of its manifest.json.
 * OUT holds bare 32-bit floats: the length of a row, then the rows, each the file's place, the candidate's peak in seconds, its sign,
 * and its features.
 */
const [folder, out] = process.argv.slice(2);
if (folder === undefined || out === undefined)
  throw new Error("judged: name a folder with manifest.json, and the file for the candidates");

const rows: number[][] = [];
namesOf(folder).forEach((name, place) => {
  const finder = new SpikeFinder(
    () => {},
    ({ peak, amplitude }, features) => rows.push([place, finder.time(peak), Math.sign(amplitude), ...features]),
  );
  hear(join(folder, `${name}.csv`), finder);
});
const width = rows[0]?.length ?? 0;
writeFileSync(out, Float32Array.from([width, ...rows.flat()]));
process.stderr.write(`judge: ${rows.length} candidates of ${width - 3} features in ${folder}\n`);

/** What an electrode's sense does with its samples before they are searched. */
function hear(file: string, finder: SpikeFinder): void {
  const hum = new Hum();
  const conditioner = new Conditioner({
    clean: (sample) => {
      hum.push(sample);
      finder.push(sample);
    },
    removed: (what) => {
      if (what === "step") finder.onStep();
    },
  });
  for (const row of readFileSync(file, "utf8").trimEnd().split("\n").slice(1)) {
    const [at, mv] = row.split(",");
    conditioner.push(sampleOf(Number(at), mv === "" || mv === undefined ? Number.NaN : Number(mv)));
  }
}

function namesOf(folder: string): readonly string[] {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  if (!Array.isArray(manifest)) throw new Error(`judged: ${folder}/manifest.json is no list of files`);
  return manifest.map(({ name }) => String(name));
}
