import { answerOperator } from "./answer-operator.js";
import { doubtElectrode } from "./doubt-electrode.js";
import { followBurst } from "./follow-burst.js";
import { hearOutRhythm } from "./hear-out-rhythm.js";
import { keepTheBattery } from "./keep-the-battery.js";
import type { ThreadKind } from "./kind.js";
import { mindAbsence } from "./mind-absence.js";
import { mindTheBoard } from "./mind-the-board.js";
import { reviewReflex } from "./review-reflex.js";
import { traceWave } from "./trace-wave.js";
import { wonder } from "./wonder.js";

/** Every way of following something. Adding one is adding a file here. */
export const KINDS: readonly ThreadKind[] = [
  answerOperator,
  doubtElectrode,
  followBurst,
  hearOutRhythm,
  keepTheBattery,
  mindAbsence,
  mindTheBoard,
  reviewReflex,
  traceWave,
  wonder,
];

const BY_NAME: ReadonlyMap<string, ThreadKind> = new Map(KINDS.map((kind) => [kind.name, kind]));

/** Undefined for a thread from a state that another version wrote: such a thread matters to nobody, and ends. */
export function kindOf(name: string): ThreadKind | undefined {
  return BY_NAME.get(name);
}
