import { AndasError } from "../../domain/errors.js";
import { MINUTE, type Seconds } from "../../domain/time.js";

/** The Spiralformer's token: so much time of all electrodes, as numbers. Slots end at its multiples. */
export const SLOT: Seconds = 30;
/** Of what is written: another number when a place gets another meaning. */
export const LAYOUT = 1;

/** The silence share, and who else stirred, look back so far. */
export const SILENCE_SLOTS = 32;
export const COMPANY_WINDOW: Seconds = 2 * MINUTE;
export const RANK_WINDOW: Seconds = 20 * MINUTE;
export const RUN_WINDOW: Seconds = 10 * MINUTE;

/** A number of the token: its name, its least and its greatest value, and what it says. Scales: see `scales.ts`. */
export type Feature = readonly [name: string, least: number, most: number, says: string];

/** Kept as a list so that its order is the order in the token. Grows at its end only: models count on the places. */
export const SLOT_FEATURES = [
  ["measured", 0, 1, "share of the slot for which samples came"],
  ["unheard", 0, 1, "share of the slot that was a planned rest"],
  ["removed", 0, 1, "share that will be taken out as flat or handled, known some 14 working samples late"],
  [
    "mean",
    -4,
    4,
    "c(mean z of the slot); z: the raw working samples over their level of a minute or so, in their usual σ, no delay",
  ],
  ["high", -4, 4, "c(largest z)"],
  ["low", -4, 4, "c(smallest z)"],
  ["last", -4, 4, "c(z at the slot's end)"],
  ["slope", -4, 4, "c(z at the slot's end less z at its beginning)"],
  ["jump", -4, 4, "c(largest difference of neighbours, in σ of the usual one), signed"],
  ["jump_at", -2, 2, "place of that jump; 0 unless it is over 5 σ"],
  ["rough", -4, 4, "ln(rms difference of neighbours / the usual one)"],
  ["swell", -4, 4, "c(the conditioned signal over its slow level in noise σ), some 14 working samples late"],
  [
    "pulses_up",
    0,
    4,
    "ln(1 + pulses upward: quick rises of 6 σ of usual moves and more, heard in the slot as they happen)",
  ],
  ["pulses_down", 0, 4, "the same downward"],
  ["pulse_z", -4, 4, "c(height in σ of the largest that went on), signed; 0 none"],
  ["pulse_at", -2, 2, "place of where it was heard; 0 none"],
  ["pulse_age", 0, 4, "L(time since the latest onset: a pulse of over 9 σ, or else a hint of log odds over 1)"],
  ["pulse_interval", 0, 4, "L(the latest interval between onsets)"],
  ["pulse_before", 0, 4, "L(the interval before it)"],
  ["pulse_ratio", -3, 3, "ln(the latest interval / the one before); 0 unknown"],
  [
    "pulse_spread",
    0,
    3,
    "standard deviation of the ln of the latest intervals, at most 6, none over 10 min; 1.2, as of chance, while fewer than 3",
  ],
  ["pulse_run", 0, 4, "ln(1 + onsets in the latest 10 min)"],
  [
    "rank",
    -1,
    1,
    "among the electrodes with an onset in the latest 20 min: 1 the latest to, -1 the earliest; 0 alone or not among them",
  ],
  ["lag", 0, 4, "L(from the latest onset of another electrode before this one's, to it)"],
  [
    "together",
    0,
    1,
    "share of the other electrodes with an onset or jump within 3 s of this one's latest, if that is of the latest 10 min",
  ],
  ["company", 0, 1, "share of the other electrodes with an onset in the latest 2 min"],
  ["hint_z", -4, 4, "c(z of the surest candidate for a spike that was found in the slot), signed; 0 none"],
  ["hint_sure", -4, 4, "its log odds; -4 none"],
  ["hint_age", 0, 4, "L(time since the onset of the latest hint)"],
  ["hint_rise", -4, 4, "ln(its rise / 20 s); 0 none in the slot"],
  ["spikes", -4, 4, "ln(1 + spikes decided in the slot), below 0 when most are negative"],
  ["spike_z", -4, 4, "c(z of the largest decided in the slot), signed; 0 none"],
  ["spike_age", 0, 4, "L(time since the latest spike's peak)"],
  ["interval", 0, 4, "L(the latest interval, peak to peak)"],
  ["interval_before", 0, 4, "L(the one before it)"],
  ["interval_spread", 0, 3, "as pulse_spread, of spikes and of intervals up to 2 h"],
  ["spike_rise", -4, 4, "ln(rise of the latest spike / 20 s); 0 before the first"],
  ["glyph_age", 0, 4, "L(time since what goes on began)"],
  ["glyph_spikes", 0, 4, "ln(1 + spikes that it holds)"],
  ["silence", 0, 1, "share of the latest 16 min, in slots, without an onset, a spike or handling"],
] as const satisfies readonly Feature[];

export type FeatureName = (typeof SLOT_FEATURES)[number][0];

const INDEX = new Map<string, number>(SLOT_FEATURES.map(([name], i) => [name, i]));

/**
 * Where a feature stands in an electrode's part of a slot.
 * @throws AndasError `internal` when slots have no such feature: the model is of another version
 */
export function featureIndex(name: string): number {
  const place = INDEX.get(name);
  if (place !== undefined) return place;
  const what = `slots have no feature "${name}": the model is of another version of andas; install the two together`;
  throw new AndasError("internal", what);
}

/** Writes one feature of one electrode's part of a token, within its bounds; what is no number becomes the nearest to none. */
export function writeFeature(into: Float32Array, offset: number, name: FeatureName, value: number): void {
  const place = INDEX.get(name)!;
  const [, least, most] = SLOT_FEATURES[place]!;
  into[offset + place] =
    value > most ? most : value >= least ? value : Number.isNaN(value) ? Math.max(least, 0) : least;
}
