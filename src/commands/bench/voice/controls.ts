import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { DAY, HOUR } from "../../../domain/time.js";
import type { Random } from "../../../ports/random.js";
import { SeededRandom } from "../../../ports/seeded-random.js";

/** What is not alive, and must not be spoken of. */
export const CONTROLS = ["noise", "hum", "handling", "dead"] as const;
export type Control = (typeof CONTROLS)[number];

const ELECTRODES = 4;
/** Millivolts: what a quiet electrode of the split-gill recording has. */
const NOISE = 0.006;
/** The mains' 50 Hz at one sample a second, as it folds down: it wanders around a slow wave of a minute or so. */
const FOLDED_HZ = 0.013;

type Row = (random: Random, values: number[]) => void;

/** Of each control what makes its rows; each call begins anew. */
const MAKERS: Readonly<Record<Control, () => Row>> = {
  // White, and a slow one that wanders below it.
  noise: () => {
    const slow = new Array<number>(ELECTRODES).fill(0);
    return (random, values) => {
      for (let e = 0; e < ELECTRODES; e++) {
        slow[e] = 0.9995 * slow[e]! + 0.002 * random.normal();
        values[e] = slow[e]! + NOISE * random.normal();
      }
    };
  },
  hum: () => {
    let phase = 0;
    let hertz = FOLDED_HZ;
    return (random, values) => {
      hertz += 0.0004 * random.normal() - 0.001 * (hertz - FOLDED_HZ);
      phase += 2 * Math.PI * hertz;
      for (let e = 0; e < ELECTRODES; e++) values[e] = 0.02 * (e + 1) * Math.sin(phase) + NOISE * random.normal();
    };
  },
  // Someone touches the wires, some times a day: steps that relax.
  handling: () => {
    const offset = new Array<number>(ELECTRODES).fill(0);
    let busy = 0;
    return (random, values) => {
      if (busy > 0) busy--;
      else if (random.next() < 1 / (4 * HOUR)) busy = 5 + Math.floor(235 * random.next());
      for (let e = 0; e < ELECTRODES; e++) {
        if (busy > 0 && random.next() < 0.2) offset[e]! += 0.3 * random.normal();
        offset[e]! *= 0.99995;
        values[e] = offset[e]! + NOISE * random.normal();
      }
    };
  },
  // Shorted, at the rail, open, and one that flips its last bit.
  dead: () => (random, values) => {
    values[0] = random.next() < 0.25 ? 0.001 : 0;
    values[1] = 3.3;
    values[2] = NOISE * random.normal();
    values[3] = random.next() < 0.0001 ? -0.49 : -0.5;
  },
};

/** Writes so many days of a control at a row a second, in mV. */
export async function writeControl(path: string, control: Control, days: number): Promise<void> {
  const random = new SeededRandom(5).fork(control);
  const row = MAKERS[control]();
  const values = new Array<number>(ELECTRODES).fill(0);
  await writeRows(path, ELECTRODES, Math.round(days * DAY), () => {
    row(random, values);
    return values;
  });
}

/** The same electrodes, each shifted in time by its own share of the whole, so that what one says has nothing to do with when. */
export async function writeShifted(path: string, electrodes: readonly Float64Array[]): Promise<void> {
  const rows = electrodes[0]?.length ?? 0;
  await writeRows(path, electrodes.length, rows, (i) =>
    electrodes.map((samples, e) => samples[(i + Math.round((rows * (e + 1)) / (electrodes.length + 1))) % rows]!),
  );
}

async function writeRows(
  path: string,
  electrodes: number,
  rows: number,
  row: (i: number) => readonly number[],
): Promise<void> {
  const out = createWriteStream(path);
  let piece = `${Array.from({ length: electrodes }, (_, e) => `e${e + 1}_mv`).join(",")}\n`;
  for (let i = 0; i < rows; i++) {
    piece += `${row(i)
      .map((mv) => (Number.isNaN(mv) ? "" : mv.toFixed(4)))
      .join(",")}\n`;
    if (piece.length < 65_536) continue;
    if (!out.write(piece)) await once(out, "drain");
    piece = "";
  }
  out.end(piece);
  await once(out, "finish");
}
