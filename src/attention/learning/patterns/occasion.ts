import { nameFrom } from "../../../domain/electrode.js";
import { testOccasion } from "../chance/occasion-test.js";
import { type Evidence, type Finding, SHARE_OF, sinceOf } from "./finding.js";

const RUNS = ["burst", "train"] as const;
/** What came less often than this is no occasion yet. */
const FEWEST = 3;

/** Bursts and trains that come soon after what happens outside: rain, dawn, a neighbour's burst. */
export function findAnswers(evidence: Evidence): readonly Finding[] {
  const { diaries, occasions, now, within } = evidence;
  const asked = Object.keys(occasions).length * diaries.length * RUNS.length;
  return Object.entries(occasions).flatMap(([cause, times]) =>
    diaries.flatMap(([electrode, { runs, listening }]) =>
      RUNS.flatMap((of) => {
        const effects = runs.flatMap(([at, , name]) => (name === of ? at : []));
        if (Math.min(times.length, effects.length) < FEWEST) return [];
        const id = nameFrom(`${electrode}-${of}-after-${cause}`, "after");
        const since = sinceOf(evidence, id);
        const { log, trials } = testOccasion(
          times.filter((at) => at > since),
          effects,
          within,
          listening,
          now,
        );
        return {
          id,
          subject: electrode,
          data: { form: "after", electrode, of, cause, within_s: within },
          log,
          weight: SHARE_OF.occasion / asked,
          trials,
        };
      }),
    ),
  );
}
