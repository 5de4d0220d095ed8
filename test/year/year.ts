// `npm run test:year -- --seed N`: a year of a node, with faults drawn by the seed.
import { liveYear } from "./a-year.js";

const seed = Number(process.argv[2] ?? 1),
  days = Number(process.argv[3] ?? 14);
const t = performance.now();
let m = 0;
const r = await liveYear(seed, days, (d) => {
  if (d > m) {
    console.error(d.toFixed(1), ((performance.now() - t) / 1000).toFixed(1));
    m += days / 20;
  }
});
console.log(r.lines.slice(-60).join("\n"));
console.log(r.counts, r.broken, (performance.now() - t) / 1000);
