import { readFileSync } from "node:fs";
import { Conditioner } from "../../../src/sensing/conditioning/conditioner.js";
import { sampleOf } from "../signals.js";

/** `node conditioned.js FILE.csv`: what the conditioner makes of each column of a 1 Hz file, on stdout; empty where it passes nothing. */
const file = process.argv[2];
if (file === undefined) throw new Error("conditioned: name a file whose first column is t_s, its rows a second apart");
const [head, ...rows] = readFileSync(file, "utf8").trimEnd().split("\n");
const cells = rows.map((row) => row.split(",").map((text) => (text === "" ? Number.NaN : Number(text))));
const first = cells[0]?.[0] ?? 0;
const columns = (head ?? "")
  .split(",")
  .slice(1)
  .map((_, c) => {
    const clean: string[] = Array.from({ length: rows.length }, () => "");
    const conditioner = new Conditioner({
      clean: ({ at, mv }) => {
        clean[at - first] = mv.toFixed(5);
      },
      removed: () => {},
    });
    for (const row of cells) conditioner.push(sampleOf(row[0]!, row[c + 1]!));
    return clean;
  });
process.stdout.write(
  `${head}\n${rows.map((_, i) => [i + first, ...columns.map((clean) => clean[i])].join(",")).join("\n")}\n`,
);
