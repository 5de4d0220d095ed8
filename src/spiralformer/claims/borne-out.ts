import type { EventName } from "../../domain/reading.js";
import type { Seconds } from "../../domain/time.js";
import { type ClaimEvidence, evidenceOf } from "./evidence.js";
import type { Heard } from "./onsets.js";
import { LONGEST_STEP } from "./travel.js";

/** A rhythm has at least so many onsets, which are most of what its electrode did; so many tell it whatever was read. */
const RHYTHM = 4;
const SURE_RHYTHM = 5;
const STEADY = 0.75;
/** So few are no spikes without a rhythm; so many without a run that beats are no rhythm. */
const IRREGULAR = 3;
const NO_RHYTHM = 5;
/** What goes from one to the next has at least so many electrodes; of a wave most of those that began, and so many tell it whatever was read. */
const TRAVELS = 3;
const SURE_WAVE = 4;
const ON_ITS_WAY = 0.7;
/** Handling moves more than one. */
const TOGETHER = 2;

/** What was heard, and what it shows. */
export interface Finding {
  readonly event: EventName;
  readonly evidence: ClaimEvidence;
}

/**
 * What bears out that such an event goes on, in a stretch in which something is read since `start`: the event itself, or what was
 * heard in its place (spikes that beat are a rhythm, what goes on in no order of place is no wave). Nothing while too little was heard.
 */
export function borneOut(event: EventName, start: Seconds, heard: Heard): Finding | undefined {
  const find = (name: EventName): Finding => ({ event: name, evidence: evidenceOf(name, heard, start) });
  switch (event) {
    case "quiet":
      return find("quiet");
    case "burst":
      return enough(find("burst"), ({ electrodes }) => electrodes.length > 0);
    case "artefact":
      return enough(find("artefact"), ({ electrodes }) => electrodes.length >= TOGETHER);
    case "rhythm":
    case "irregular":
      return train(event, find("rhythm"), find("irregular"));
    case "wave":
    case "scatter":
      return travel(event, find("wave"), find("scatter"));
  }
}

function train(event: "rhythm" | "irregular", rhythm: Finding, irregular: Finding): Finding | undefined {
  const { onsets, share } = rhythm.evidence;
  const least = event === "rhythm" ? RHYTHM : SURE_RHYTHM;
  if (onsets.length >= least && share >= STEADY) return rhythm;
  if (event === "irregular") return enough(irregular, (evidence) => evidence.onsets.length >= IRREGULAR);
  return onsets.length >= RHYTHM ? undefined : enough(irregular, (evidence) => evidence.onsets.length >= NO_RHYTHM);
}

function travel(event: "wave" | "scatter", wave: Finding, scatter: Finding): Finding | undefined {
  const { order, share } = wave.evidence;
  if (order.length >= (event === "wave" ? TRAVELS : SURE_WAVE) && share >= ON_ITS_WAY) return wave;
  return enough(scatter, ({ order, onsets }) => order.length >= TRAVELS && isSwift(onsets) && !isInPlace(order));
}

/** Spikes further apart than a wave's have nothing to do with each other, for all that anybody knows. */
function isSwift(onsets: readonly Seconds[]): boolean {
  return (onsets.at(-1)! - onsets[0]!) / (onsets.length - 1) <= LONGEST_STEP;
}

/** Does it go from place to place, up or down, however unevenly? Then nobody can say that it has no order. */
function isInPlace(order: readonly number[]): boolean {
  const ways = new Set(order.slice(1).map((electrode, i) => Math.sign(electrode - order[i]!)));
  return ways.size < 2;
}

function enough(finding: Finding, is: (evidence: ClaimEvidence) => boolean): Finding | undefined {
  return is(finding.evidence) ? finding : undefined;
}
