import type { AttentionRules } from "../../attention/state/state.js";
import { attentionSchema } from "../../config/schemas/attention.js";
import { toAttention } from "../../config/to-configuration.js";
import { AndasError } from "../../domain/errors.js";
import { ENGLISH } from "../../language/en/english.js";
import { SeededRandom } from "../../ports/seeded-random.js";
import type { Io } from "../cli/command.js";
import { monthFromPercepts } from "./insights/from-percepts.js";
import { monthFromSignals, shiftedRecording } from "./insights/from-signals.js";
import { type Month, score } from "./insights/score.js";
import { CHANCES, type Chance, TRUTHS, type Truth } from "./insights/worlds.js";

const DAYS = 30;
/** So many months of each kind from percepts, and from signals: there a month takes a minute of the processor. */
const MONTHS = { percepts: 60, signals: 2 } as const;
const SHIFTS = 20;

export type From = keyof typeof MONTHS;

/**
 * What is told of months in which nothing is true, or one thing, and of a recording whose electrodes are shifted in time: how many
 * patterns are false, how soon what is true is found, whether a confidence means what it says. Seeded: the same in every run.
 */
export async function benchInsights(from: string | undefined, recording: string | undefined, io: Io): Promise<object> {
  const speed = from ?? "percepts";
  if (speed === "shifts") {
    if (recording === undefined) throw new AndasError("usage", "name the recording that is shifted: --recording FILE");
    return { from: "shifts", ...(await shiftedRecording(recording, SHIFTS, io)) };
  }
  if (speed !== "percepts" && speed !== "signals")
    throw new AndasError("usage", `"${speed}" is none of percepts, signals, shifts`);
  const rules: AttentionRules = { settings: toAttention(attentionSchema.parse({})), reflexes: [], words: ENGLISH };
  const kinds: object[] = [];
  for (const truth of TRUTHS)
    for (const chance of CHANCES) {
      io.err(`andas: ${truth}, chance is ${chance} …\n`);
      const months: Month[] = [];
      for (let month = 0; month < MONTHS[speed]; month++) {
        const random = new SeededRandom(`insights/${truth}/${chance}/${month}`);
        months.push(await monthOf(speed, truth, chance, random, rules));
      }
      kinds.push({ truth, chance, ...score(truth, months) });
    }
  return { from: speed, days: DAYS, kinds };
}

function monthOf(speed: From, truth: Truth, chance: Chance, random: SeededRandom, rules: AttentionRules) {
  return speed === "percepts"
    ? monthFromPercepts(truth, chance, DAYS, random, rules)
    : monthFromSignals(truth, chance, DAYS, random);
}
