import { sureness } from "../chance/e-value.js";
import { countsOf, type Finding } from "./finding.js";

/** Of all that is told, at most this share is expected to be chance. */
const FALSE_SHARE = 0.07;
/** And none of it is less sure than this, in whatever company it is found. */
const SURE = 0.9;
/** What came less often is told to nobody yet, however odd it is. */
const FEWEST = 4;

/**
 * Which of all findings may be told: the false-discovery rate over all questions that were asked, whatever they have to do with each
 * other, by the e-value procedure of Wang and Ramdas (2022) "False discovery rate control with e-values", J. R. Stat. Soc. B 84:822,
 * with weights: the k-th best is told if its e-value times its weight is at least 1 / (α k).
 */
export function beyondChance(findings: readonly Finding[]): readonly Finding[] {
  const ranked = [...findings].sort((a, b) => worth(b) - worth(a));
  let told = 0;
  for (const [index, one] of ranked.entries()) if (worth(one) >= -Math.log(FALSE_SHARE * (index + 1))) told = index + 1;
  return ranked.slice(0, told).filter((one) => surenessOf(one) >= SURE && countsOf(one.trials).seen >= FEWEST);
}

/** How sure it is that a finding is no chance. */
export function surenessOf({ log, weight }: Finding): number {
  return sureness(log, weight);
}

function worth({ log, weight }: Finding): number {
  return log + Math.log(weight);
}
