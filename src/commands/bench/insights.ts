import type { AttentionRules } from "../../attention/state/state.js";
import { attentionSchema } from "../../config/schemas/attention.js";
import { toAttention } from "../../config/to-configuration.js";
import { AndasError } from "../../domain/errors.js";
import { ENGLISH } from "../../language/en/english.js";
import { SeededRandom } from "../../ports/seeded-random.js";
import type { Io } from "../cli/command.js";
import { benchEnds } from "./insights/ends.js";
import { monthFromPercepts } from "./insights/from-percepts.js";
import { monthFromSignals } from "./insights/from-signals.js";
import { benchPeople } from "./insights/people.js";
import { type Month, score } from "./insights/score.js";
import { shiftedRecording } from "./insights/shifted.js";
import { CHANCES, type Chance, TRUTHS, type Truth } from "./insights/worlds.js";

const DAYS = 30;
/** So many months of each kind from percepts, and from signals: there a month takes a minute of the processor. */
const MONTHS = { percepts: 60, signals: 2 } as const;

/** … and so many in which what was true comes to its end. */
const MONTHS_THAT_END = 4;

export type From = keyof typeof MONTHS;

export interface InsightsAsked {
  /** `percepts` (usual), `signals`, `people` or `ends`. */
  readonly from: string | undefined;
  /** One of the truths alone. */
  readonly truth: string | undefined;
  /** Months of each kind; usually as many as can be waited for. */
  readonly months: number | undefined;
  /** The recording is asked instead, with its electrodes shifted so often. */
  readonly shifts: number | undefined;
  readonly recording: string | undefined;
}

/**
 * What is told of months in which nothing is true, or one thing, or of a recording whose electrodes are shifted in time: how many
 * patterns are false, how soon what is true is found, whether a confidence means what it says. Seeded: the same in every run.
 */
export async function benchInsights(
  { from, truth: only, months: asked, shifts, recording }: InsightsAsked,
  io: Io,
): Promise<object> {
  const rules: AttentionRules = { settings: toAttention(attentionSchema.parse({})), reflexes: [], words: ENGLISH };
  if (shifts !== undefined) {
    if (recording === undefined) throw new AndasError("usage", "name the recording that is shifted: --recording FILE");
    return shiftedRecording(recording, shifts, rules, io);
  }
  const speed = from ?? "percepts";
  if (speed === "ends") return { from: speed, ...benchEnds(rules, asked ?? MONTHS_THAT_END) };
  if (speed === "people") return { from: speed, ...benchPeople(rules) };
  if (speed !== "percepts" && speed !== "signals")
    throw new AndasError("usage", `--from "${speed}" is none of percepts, signals, people, ends`);
  const truths = TRUTHS.filter((truth) => only === undefined || truth === only);
  if (truths.length === 0) throw new AndasError("usage", `--truth "${only}" is none of ${TRUTHS.join(", ")}`);
  const count = asked ?? MONTHS[speed];
  const kinds: object[] = [];
  for (const truth of truths)
    for (const chance of CHANCES) {
      io.err(`andas: ${truth}, chance is ${chance} …\n`);
      const months: Month[] = [];
      for (let month = 0; month < count; month++) {
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
