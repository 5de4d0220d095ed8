import { forecast, told } from "../../src/breathing/forecast.js";
import { rhythmFor } from "../../src/breathing/rhythms/rhythm-for.js";
import type { Breath, BreathSettings } from "../../src/domain/breath.js";

export const USUAL: BreathSettings = {
  phases: { inhale: 120, hold: 60, exhale: 180, pause: 120 },
  ...{ radio: "breath", exhale: "auto", earlyExhaleEvery: 600 },
};

/** A breath in the usual rhythm, foreseen as if nothing called: an inhale of the first cycle at 0 unless said otherwise. */
export function aBreath(given: Partial<Breath> = {}): Breath {
  const rhythm = rhythmFor(USUAL);
  const { phase = "inhale", cycle = 1, since = 0, cause = "rhythm" } = given;
  const { until = since + rhythm.phases[phase] } = given;
  const present = { phase, cycle, since, until };
  const ahead = forecast(present, { rhythm, deeper: 0, awakeUntil: given.awakeUntil });
  return { ...present, cause, rhythm: told(rhythm), ahead, ...given };
}
