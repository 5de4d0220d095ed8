import type { AttentionRules } from "../../../attention/state/state.js";
import { DAY, HOUR, type Seconds } from "../../../domain/time.js";
import { SeededRandom } from "../../../ports/seeded-random.js";
import { perceptsFrom } from "./from-percepts.js";
import { Mind } from "./mind.js";
import { isTheTruth } from "./score.js";
import { BEAT, CHANCES, type Chance, onsetsOf, type Truth } from "./worlds.js";

/** What was true ends on this day, if it does, and is looked at for so long after it. */
const ENDS = 20;
const DAYS = 40;
/** What ends, and its usual interval. */
const LASTED = { beat: BEAT, mornings: DAY, "half-mornings": 2 * DAY, wave: (2 / 3) * DAY } satisfies Partial<
  Record<Truth, Seconds>
>;
type Ending = keyof typeof LASTED;

/**
 * What was true and is over, while chance goes on as before: how soon it is told so, beside five of its usual intervals or three days, whichever is
 * longer; and of what goes on, how often it is taken back in as long a time.
 */
export function benchEnds(rules: AttentionRules, months: number): object {
  const truths = Object.keys(LASTED).filter((truth): truth is Ending => truth in LASTED);
  return {
    ends: truths.map((truth) => {
      const due = Math.max(5 * LASTED[truth], 3 * DAY);
      const lives = (ends: boolean) =>
        CHANCES.flatMap((chance) =>
          Array.from({ length: months }, (_, month) => livedOf(truth, chance, month, ends, rules)),
        ).filter(({ found }) => found);
      const [dead, alive] = [lives(true), lives(false)];
      const times = dead.map(({ over = Number.POSITIVE_INFINITY }) => over - ENDS * DAY).sort((a, b) => a - b);
      return {
        ...{ truth, due_h: due / HOUR, found: dead.length },
        told_in_time: dead.length === 0 ? null : times.filter((time) => time <= due).length / dead.length,
        told_after_h: [0.5, 0.9, 1].map((share) => {
          const time = times[Math.ceil(share * times.length) - 1] ?? Number.NaN;
          return Number.isFinite(time) ? Math.round(time / HOUR) : null;
        }),
        goes_on: alive.length,
        taken_back_though_it_goes_on: alive.filter(({ over }) => over !== undefined).length,
      };
    }),
  };
}

/** Was the truth told before it ended, and when was it taken back after that? */
function livedOf(truth: Truth, chance: Chance, month: number, ends: boolean, rules: AttentionRules) {
  const seeded = () => new SeededRandom(`insights/ends/${truth}/${chance}/${month}`);
  const [whole, without] = [truth, "nothing" as const].map((one) => onsetsOf(one, chance, DAYS, seeded()));
  const onsets = whole!.map((times, index) =>
    ends ? [...times.filter((at) => at < ENDS * DAY), ...without![index]!.filter((at) => at >= ENDS * DAY)] : times,
  );
  const mind = new Mind(rules);
  const standing = new Set<string>();
  let found = false;
  let over: Seconds | undefined;
  mind.onIntention = (one) => {
    if (one.kind !== "insight" || one.insight.kind !== "pattern" || !isTheTruth(truth, one.insight.data)) return;
    const { id } = one.insight;
    if (one.forgotten !== true) standing.add(id);
    else if (standing.delete(id) && standing.size === 0 && mind.now > ENDS * DAY) over ??= mind.now;
    if (mind.now <= ENDS * DAY) found = standing.size > 0;
  };
  mind.lives(perceptsFrom(onsets, DAYS, seeded()), DAYS * DAY);
  return { found, over: found ? over : undefined };
}
