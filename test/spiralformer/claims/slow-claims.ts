import { EVENTS, type EventName } from "../../../src/domain/reading.js";
import type { DecoderSettings } from "../../../src/spiralformer/cards/model-card.js";
import { SLOT } from "../../../src/spiralformer/slots/features.js";

/** Slots: nobody hears a claim of more than an hour. */
const LONGEST = 110;
const MOST_CLAIMS = 3;

export interface SlowClaim {
  readonly event: EventName;
  readonly confidence: number;
  readonly start: number;
  readonly decided: number;
}

/** Probabilities of a slot's reading, or nothing where none was read. */
export type Read = readonly number[] | undefined;

/**
 * What is claimed of a recording, looked at as a whole: `claims` of `judging/decode.py` in `models/training`, written down once more, slowly and
 * plainly. Slots end at 30 s, 60 s …
 */
export function slowClaims(reads: readonly Read[], settings: DecoderSettings): SlowClaim[] {
  const full = spread(reads, settings.stands);
  const on = full.map(([quiet = 1]) => 1 - quiet >= settings.threshold);
  return stretches(on, settings.gap).flatMap(({ first, last, over }) =>
    decisions(full.slice(first, over), last - first + 1, over < reads.length, settings).map(({ at, event, share }) => ({
      event: EVENTS[event]!,
      confidence: share,
      start: first * SLOT,
      decided: (first + at + 1) * SLOT,
    })),
  );
}

/** A reading stands for so many slots after its own, then it is quiet: all is 0 but quiet. */
function spread(reads: readonly Read[], stands: number): (readonly number[])[] {
  const quiet = EVENTS.map((_, i) => (i === 0 ? 1 : 0));
  return reads.map((_, slot) => {
    for (let back = 0; back <= stands && back <= slot; back++) {
      const read = reads[slot - back];
      if (read !== undefined) return read;
    }
    return quiet;
  });
}

interface Stretch {
  readonly first: number;
  /** Last slot in which something was heard. */
  readonly last: number;
  /** Slot in which it is known to be over; as many as there are when that never comes. */
  readonly over: number;
}

function stretches(on: readonly boolean[], gap: number): Stretch[] {
  const lively = on.flatMap((heard, slot) => (heard ? [slot] : []));
  const held: Stretch[] = [];
  let at = 0;
  while (at < lively.length) {
    const first = lively[at]!;
    let last = first;
    while (at < lively.length && lively[at]! - last <= gap + 1 && lively[at]! < first + LONGEST) last = lively[at++]!;
    held.push({ first, last, over: Math.min(last + gap + 1, first + LONGEST, on.length) });
  }
  return held;
}

interface Decision {
  readonly at: number;
  readonly event: number;
  readonly share: number;
}

function decisions(heard: readonly (readonly number[])[], lively: number, over: boolean, settings: DecoderSettings) {
  const { least, wait, sure, clear, revise } = settings;
  const likeliest = heard.map((_, slot) => weigh(heard.slice(Math.max(0, slot + 1 - settings.recent), slot + 1)));
  const ready = likeliest.findIndex(
    ({ share }, slot) => slot + 1 >= least && share >= clear && (share >= sure || slot + 1 >= wait),
  );
  const last = likeliest[lively - 1] as Omit<Decision, "at">;
  const held: Decision[] = [];
  if (ready >= 0) held.push({ at: ready, ...(likeliest[ready] as Omit<Decision, "at">) });
  else if (over && lively >= least && last.share >= clear) held.push({ at: heard.length, ...last });
  while (held.length > 0 && held.length < MOST_CLAIMS) {
    const told = held.at(-1) as Decision;
    const next = likeliest.findIndex(
      ({ event, share }, slot) => slot > told.at && event !== told.event && share >= revise,
    );
    if (next < 0) break;
    held.push({ at: next, ...(likeliest[next] as Omit<Decision, "at">) });
  }
  return held;
}

/** Which event but quiet has most of these slots, and its mean share of those in which a reading stands. */
function weigh(slots: readonly (readonly number[])[]): Omit<Decision, "at"> {
  const stood = slots.filter((read) => read.slice(1).some((share) => share > 0)).length;
  const mean = EVENTS.map((_, event) => slots.reduce((sum, read) => sum + read[event]!, 0) / Math.max(stood, 1));
  const event = mean.reduce((best, share, i) => (i > 0 && share > mean[best]! ? i : best), 1);
  return { event, share: mean[event]! };
}
