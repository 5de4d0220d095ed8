import type { Profile } from "../../src/domain/electrode.js";
import type { DeviceUse, Doubt } from "../../src/ports/device.js";
import type { AdcConfig } from "./card.js";
import { type ConverterSheet, type Speed, stepOf } from "./sheet.js";

/**
 * Median height of a spike, mV. `fungus`: of the recording of Schizophyllum commune that andas is judged by. Plants: a few millivolts at the
 * surface for most action potentials. Of fast tissue nobody knows beforehand.
 */
const MEDIAN_SPIKE: Readonly<Record<Profile, number | undefined>> = { fungus: 0.026, plant: 2, fast: undefined };
/** A spike that is lower than so many steps loses its shape. */
const LEAST_STEPS = 3;
/** More than this part of a signal lost inside the electrode is worth a word. */
const MOST_LOSS = 0.05;
/** Hum that comes through by more than this part, and is folded onto slow waves, is worth a word. */
const MOST_HUM = 0.3;
const MAINS = [50, 60] as const;

/** What a converter will do to the signals of its electrodes that whoever wrote the card probably does not want. */
export function doubtsOf(sheet: ConverterSheet, speed: Speed, config: AdcConfig, use: DeviceUse): Doubt[] {
  if (config.channels.every((channel) => config.sensors[channel] !== undefined)) return []; // nothing here is as small as an electrode's
  return [...coarse(sheet, speed, config, use), ...loading(sheet, config), ...hum(speed, config)];
}

/** A sentinel that nobody heeds: what calls ends a rest only where the card says so. */
export function unheeded(sentinel: object | undefined, { listening }: DeviceUse): Doubt[] {
  if (sentinel === undefined || listening === "sentinel") return [];
  return [{ field: "sentinel", message: 'wakes nobody: give the device "listening": "sentinel" too' }];
}

function coarse(sheet: ConverterSheet, { bits }: Speed, config: AdcConfig, { electrodes }: DeviceUse): Doubt[] {
  const step = stepOf(config.full_scale_mv, bits);
  const profiles = new Set(electrodes.length === 0 ? ["fungus" as const] : electrodes.map(({ profile }) => profile));
  return [...profiles].flatMap((profile) => {
    const spike = MEDIAN_SPIKE[profile];
    if (spike === undefined || step * LEAST_STEPS <= spike) return [];
    const gain = gainOf(sheet, config);
    const steps = `${microvolts(step)} µV`;
    const found = `gain ${gain.gain} is ±${volts(config.full_scale_mv)} V, steps of ${steps} with ${bits} bits: too coarse for a median spike of ${microvolts(spike)} µV (${profile})`;
    return [{ field: "full_scale_mv", message: `${found}; ${finer(sheet, config, bits, spike)}` }];
  });
}

/** What would be fine enough: a smaller scale, or more bits; failing both, an amplifier. */
function finer(sheet: ConverterSheet, config: AdcConfig, bits: number, spike: number): string {
  const fits = (fullScale: number, of: number) => stepOf(fullScale, of) * LEAST_STEPS <= spike;
  const scale = sheet.gains.find(({ fullScale }) => fullScale < config.full_scale_mv && fits(fullScale, bits));
  if (scale) return `${scale.fullScale} has steps of ${microvolts(stepOf(scale.fullScale, bits))} µV`;
  const finest = sheet.gains.at(-1)!.fullScale;
  const slow = sheet.speeds.find((speed) => speed.bits > bits && fits(finest, speed.bits));
  if (slow) return `with ${slow.bits} bits (${slow.rate} conversions a second) ${finest} would do`;
  return `put an amplifier before the ${sheet.chip}, or take a converter of more bits`;
}

/** Of a voltage divider: the electrode above, the converter's input below. */
function loading(sheet: ConverterSheet, config: AdcConfig): Doubt[] {
  if (config.source_kohm === undefined) return [];
  const source = config.source_kohm / 1000;
  const lossAt = (impedance: number) => source / (source + impedance);
  const { impedance } = gainOf(sheet, config);
  const loss = lossAt(impedance);
  if (loss <= MOST_LOSS) return [];
  const better = sheet.gains.findLast((gain) => lossAt(gain.impedance) <= MOST_LOSS);
  const advice = better
    ? `put a buffer between, or take ${better.fullScale}, which has ${better.impedance} MΩ and coarser steps`
    : "put a buffer between";
  const message = `its input of ${impedance} MΩ takes ${percent(loss)} of the signal of electrodes of ${config.source_kohm} kΩ; ${advice}`;
  return [{ field: "full_scale_mv", message }];
}

/** What a mean over `seconds` leaves of a tone of `hertz`, 0 to 1. */
export function passes(hertz: number, seconds: number): number {
  const x = Math.PI * hertz * seconds;
  return x === 0 ? 1 : Math.abs(Math.sin(x) / x);
}

/** Where a tone of `hertz` shows itself in rows at `rate`, Hz. */
export function foldsTo(hertz: number, rate: number): number {
  return Math.abs(hertz - Math.round(hertz / rate) * rate);
}

/** Conversions integrate: short ones let hum through, and rows slower than twice the hum fold it onto what is slow. */
function hum(speed: Speed, { rate_hz: rate, oversample }: AdcConfig): Doubt[] {
  const seconds = oversample / speed.rate;
  const through = MAINS.map((hertz) => ({ hertz, part: passes(hertz, seconds) }));
  const worst = through.reduce((most, one) => (one.part > most.part ? one : most));
  if (worst.part <= MOST_HUM || rate > 2 * worst.hertz) return [];
  const folded = foldsTo(worst.hertz, rate);
  const where = folded < 1e-6 ? "to a shift of the level" : `to ${Number(folded.toPrecision(3))} Hz`;
  const message = `a reading takes ${Number((1000 * seconds).toPrecision(2))} ms: mains hum of ${worst.hertz} Hz comes through by ${percent(worst.part)}, and rows at ${rate} Hz fold it ${where}; slower conversions or oversample would still it`;
  return [{ field: oversample > 1 ? "oversample" : "rate_hz", message }];
}

function gainOf(sheet: ConverterSheet, { full_scale_mv }: AdcConfig) {
  return sheet.gains.find(({ fullScale }) => fullScale === full_scale_mv)!;
}

function microvolts(mv: number): number {
  return Number((1000 * mv).toPrecision(3));
}

function volts(mv: number): number {
  return mv / 1000;
}

function percent(part: number): string {
  return `${Math.round(100 * part)} %`;
}
