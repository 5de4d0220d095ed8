import { z } from "zod";
import type { Facts } from "../../domain/percept.js";
import type { SignalStretches } from "../../domain/signal-stretches.js";
import { ENVELOPE, type Enveloped, enveloped } from "../envelope.js";
import { lazily, read, round } from "../json.js";
import { type TimeStyle, time } from "../time.js";

/** What is told is a whole number of these: a tenth of a microvolt, finer than any converter here hears. */
const STEP_MV = 0.0001;
/** No node tells more at once. */
const LONGEST = 10_000;

const row = z.array(z.int().nullable()).min(1).max(LONGEST);
const differences =
  "in steps, each the difference to the one before that was heard, the first to 0; null where nothing usable came";

export const traceSchema = lazily(() =>
  z
    .object({
      ...ENVELOPE,
      electrode: z.string(),
      from: time.describe("when the first stretch began; a multiple of its length"),
      every_s: z.number().positive().describe("how long each stretch is"),
      step_mv: z.number().positive().describe("one step, in millivolts"),
      least: row.describe(`the least value of each stretch, ${differences}`),
      mean: row.describe("the mean, in the same way"),
      greatest: row.describe("the greatest, in the same way"),
    })
    .describe(
      "what an electrode heard in a breath: the signal, in stretches of a few seconds; only where the card asks for it",
    ),
);

export function traceBody({ electrode, from, every, ...rows }: SignalStretches, time: TimeStyle): Facts {
  return {
    ...{ electrode, [`from${time.suffix}`]: time.write(from), every_s: every, step_mv: STEP_MV },
    ...{ least: inSteps(rows.least), mean: inSteps(rows.mean), greatest: inSteps(rows.greatest) },
  };
}

export function decodeTrace(payload: string): Enveloped<SignalStretches> | undefined {
  const said = read(traceSchema, payload);
  if (said === undefined) return undefined;
  const { electrode, from, every_s: every, step_mv: step } = said;
  const [least, mean, greatest] = [said.least, said.mean, said.greatest].map((row) => outOfSteps(row, step));
  if (least?.length !== mean?.length || mean?.length !== greatest?.length) return undefined;
  return enveloped(said, { electrode, from, every, least: least!, mean: mean!, greatest: greatest! });
}

function inSteps(values: readonly number[]): (number | null)[] {
  let before = 0;
  return values.map((value) => {
    if (Number.isNaN(value)) return null;
    const now = Math.round(value / STEP_MV);
    const difference = now - before;
    before = now;
    return difference;
  });
}

function outOfSteps(differences: readonly (number | null)[], step: number): number[] {
  let level = 0;
  return differences.map((difference) => {
    if (difference === null) return Number.NaN;
    level += difference;
    return round(level * step, 7);
  });
}
