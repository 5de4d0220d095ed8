// Lets a simulated grove grow, and writes what its electrodes say as a recording, in mV at 1 Hz.
//   node grove.mjs DIST OUT.csv ELECTRODES HOURS SEED      DIST: the built andas
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, path, electrodes, hours, seed] = process.argv.slice(2);
const built = (file) => import(pathToFileURL(resolve(dist, file)).href);
const { GroveSignal } = await built("devices/grove/grove-signal.js");
const { SeededRandom } = await built("src/ports/seeded-random.js");
const count = Number(electrodes);
const signal = new GroveSignal(
  { electrodes: count, rate: 1, activity: 1, settle: 0, disturbance: 1 },
  new SeededRandom(Number(seed)),
);
const values = new Float64Array(count);
const out = createWriteStream(path);
out.write(`t_s,${Array.from(values, (_, i) => `e${i + 1}_mv`).join(",")}\n`);
for (let second = 0; second < Number(hours) * 3600; second++) {
  signal.next(values);
  const cells = Array.from(values, (mv) => (Number.isNaN(mv) ? "" : mv.toFixed(4)));
  if (!out.write(`${second},${cells.join(",")}\n`)) await once(out, "drain");
}
out.end();
await once(out, "finish");
