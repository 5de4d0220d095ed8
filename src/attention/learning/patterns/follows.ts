import { nameFrom } from "../../../domain/electrode.js";
import { median } from "../../../domain/median.js";
import { electrodeSource } from "../../../domain/percept-source.js";
import type { Seconds } from "../../../domain/time.js";
import type { Diary } from "../../state/diary.js";
import type { LogE } from "../chance/e-value.js";
import { followLag, type LagFound, testLags, WAVE_LAGS } from "../chance/lag-test.js";
import { type Evidence, type Finding, SHARE_OF, sinceOf } from "./finding.js";
import { burstsOf, SIZES } from "./hours.js";
import { lagData } from "./rhythm.js";

/** What moves: spikes (of a burst the first), or bursts and trains alone. */
export const MOVING = ["spike", "burst"] as const;
export type Moving = (typeof MOVING)[number];

/** So many delays of a pair are looked at for a third electrode. */
const KEPT = 4;
/** Pairs grow with the square of the electrodes: so many of the liveliest are looked at. */
export const MOST = 10;

/** One electrode and another after it, with the delays that have most for them. */
export interface Pair {
  /** Of what is told of the two. */
  readonly id: string;
  readonly first: string;
  readonly then: string;
  readonly of: Moving;
  readonly causes: readonly Seconds[];
  readonly effects: readonly Seconds[];
  readonly all: LogE;
  readonly best: readonly LagFound[];
}

/** Every ordered pair of electrodes, by what moves. */
export function pairsOf(evidence: Evidence): readonly Pair[] {
  const lively = [...evidence.diaries].sort(([, a], [, b]) => b.spikes.length - a.spikes.length).slice(0, MOST);
  return MOVING.flatMap((of) =>
    lively.flatMap(([first, one]) =>
      lively.flatMap(([then, other]) =>
        first === then
          ? []
          : pairOf(evidence, { first, then, of, causes: onsets(one, of), effects: onsets(other, of) }),
      ),
    ),
  );
}

export function onsets({ spikes, runs }: Diary, of: Moving): readonly Seconds[] {
  return of === "spike" ? spikes : burstsOf(runs, SIZES[0]);
}

function pairOf(evidence: Evidence, pair: Omit<Pair, "id" | "all" | "best">): Pair {
  const id = nameFrom(`${[pair.first, pair.then].sort().join("-")}-after`, "after");
  const causes = pair.causes.filter((at) => at > sinceOf(evidence, id));
  const { all, found } = testLags(causes, pair.effects, WAVE_LAGS);
  return { ...pair, id, causes, all, best: found.slice(0, KEPT) };
}

/** Electrodes that follow another by a delay. The pair is one thing, in whichever order it is seen. */
export function findFollowing(pairs: readonly Pair[]): readonly Finding[] {
  const known = new Map<string, Finding>();
  for (const { id, first, then, of, causes, effects, all, best } of pairs) {
    const [most] = best;
    if (most === undefined || all <= (known.get(id)?.log ?? Number.NEGATIVE_INFINITY)) continue;
    const { trials, delays } = followLag(causes, effects, most.lag);
    const cause = `${electrodeSource(first)} ${of}`;
    known.set(id, {
      id,
      subject: then,
      data: {
        ...{ form: "after", electrode: then, of, cause, electrodes: [first, then] },
        ...{ delay_s: Math.round(median(delays)), ...lagData(most.lag) },
      },
      log: all,
      weight: SHARE_OF.after / pairs.length,
      trials,
    });
  }
  return [...known.values()];
}
