import { type Breath, type BreathPhase, PHASES, type RhythmTold } from "../domain/breath.js";
import { AndasError } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { Rhythm } from "./rhythms/rhythm.js";

/** What the breath goes by while nothing calls. */
export interface Outlook {
  readonly rhythm: Rhythm;
  /** By how much the next inhale is longer than the rhythm's. */
  readonly deeper: Seconds;
  /** Till then no pause begins. */
  readonly awakeUntil: Seconds | undefined;
}

/**
 * The phase that follows `last`. The breath itself goes on by this, so that what was forecast is what comes.
 * @throws AndasError `internal` when the rhythm has no phase at all
 */
export function phaseAfter(last: BreathPhase, outlook: Outlook): BreathPhase {
  const { rhythm, awakeUntil } = outlook;
  const awake = awakeUntil !== undefined && last.until < awakeUntil;
  // Where there is nothing but the pause, it is not left out.
  const next = (awake ? inOrder(last, outlook, false) : undefined) ?? inOrder(last, outlook, true);
  if (next === undefined)
    throw new AndasError("internal", `a ${rhythm.kind} rhythm without any phase: give one a length`);
  return next;
}

/** The phases that follow `present`, to the end of the next whole breath. */
export function forecast(present: BreathPhase, outlook: Outlook): readonly BreathPhase[] {
  const ahead: BreathPhase[] = [];
  let next = phaseAfter(present, outlook);
  let left = outlook;
  while (next.cycle <= present.cycle + 1) {
    ahead.push(next);
    if (next.phase === "inhale") left = { ...outlook, deeper: 0 };
    next = phaseAfter(next, left);
  }
  return ahead;
}

/** A breath that nothing disturbs, phase after phase for ever: it begins at `from` with the first of its phases. */
export function* undisturbed(rhythm: Rhythm, from: Seconds): Generator<Breath, never> {
  const outlook: Outlook = { rhythm, deeper: 0, awakeUntil: undefined };
  for (let phase = phaseAfter(before(from, 0), outlook); ; phase = phaseAfter(phase, outlook))
    yield { ...phase, cause: "rhythm", rhythm: told(rhythm), ahead: forecast(phase, outlook) };
}

/** The end of breath `cycle`, after which a new one begins. */
export function before(at: Seconds, cycle: number): BreathPhase {
  return { phase: "pause", cycle, since: at, until: at };
}

/** What is told of a rhythm: as it is now, whatever becomes of it. */
export function told({ kind, phases, field, neighbours }: Rhythm): RhythmTold {
  return { kind, phases, ...(field && { field }), ...(neighbours !== undefined && { neighbours }) };
}

function inOrder(last: BreathPhase, outlook: Outlook, rests: boolean): BreathPhase | undefined {
  const since = last.until;
  // To the end of the next breath, whose phases may be others.
  for (let i = PHASES.indexOf(last.phase) + 1; i < 2 * PHASES.length; i++) {
    const phase = PHASES[i % PHASES.length]!;
    const cycle = i < PHASES.length ? last.cycle : last.cycle + 1;
    const length = outlook.rhythm.lengthOf(phase, { cycle, since });
    if (length <= 0 || (phase === "pause" && !rests)) continue;
    return { phase, cycle, since, until: since + length + (phase === "inhale" ? outlook.deeper : 0) };
  }
  return undefined;
}
