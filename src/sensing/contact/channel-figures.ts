import type { Seconds } from "../../domain/time.js";

/** What a channel showed while its voltage was held. In mV. */
export interface ChannelFigures {
  readonly mean: number;
  /** Standard deviation around the line of its drift. */
  readonly noise: number;
  /** mV a minute. */
  readonly drift: number;
  /** Amplitude of mains hum, the stronger of 50 and 60 Hz; undefined where rows are too slow to show it. */
  readonly hum: number | undefined;
  readonly rows: number;
  /** Rows in which the channel could not be read, or stood at a rail. */
  readonly missing: number;
}

/** Rows a second from which on hum is seen as hum: more than twice 60, and a little. */
const SHOWS_HUM = 130;

/** Undefined where fewer than three readings came. */
export function figuresOf(
  times: readonly Seconds[],
  values: readonly number[],
  rate: number,
): ChannelFigures | undefined {
  const readings = values.flatMap((mv, i) => (Number.isNaN(mv) ? [] : [{ at: times[i]!, mv }]));
  if (readings.length < 3) return undefined;
  const mean = meanOf(readings.map(({ mv }) => mv));
  const middle = meanOf(readings.map(({ at }) => at));
  const spread = readings.reduce((sum, { at }) => sum + (at - middle) ** 2, 0);
  const slope = readings.reduce((sum, { at, mv }) => sum + (at - middle) * (mv - mean), 0) / spread;
  const rests = readings.map(({ at, mv }) => ({ at, mv: mv - mean - slope * (at - middle) }));
  return {
    mean,
    noise: Math.sqrt(meanOf(rests.map(({ mv }) => mv * mv))),
    drift: 60 * slope,
    hum: rate < SHOWS_HUM ? undefined : Math.max(tone(rests, 50), tone(rests, 60)),
    rows: values.length,
    missing: values.length - readings.length,
  };
}

/** The same values without the sines of both mains; NaN stays NaN. */
export function withoutHum(times: readonly Seconds[], values: readonly number[]): readonly number[] {
  return [50, 60].reduce((left, hertz) => {
    const there = left.flatMap((mv, i) => (Number.isNaN(mv) ? [] : [{ at: times[i]!, mv }]));
    const mean = meanOf(there.map(({ mv }) => mv));
    const { sine, cosine } = partsOf(
      there.map(({ at, mv }) => ({ at, mv: mv - mean })),
      hertz,
    );
    return left.map((mv, i) => {
      const turned = phaseOf(times[i]!, hertz);
      return mv - sine * Math.sin(turned) - cosine * Math.cos(turned);
    });
  }, values);
}

interface Reading {
  readonly at: Seconds;
  readonly mv: number;
}

/** Amplitude of a tone of `hertz`. */
function tone(readings: readonly Reading[], hertz: number): number {
  const { sine, cosine } = partsOf(readings, hertz);
  return Math.hypot(sine, cosine);
}

function partsOf(readings: readonly Reading[], hertz: number): { readonly sine: number; readonly cosine: number } {
  const part = (wave: (x: number) => number) => 2 * meanOf(readings.map(({ at, mv }) => mv * wave(phaseOf(at, hertz))));
  return { sine: part(Math.sin), cosine: part(Math.cos) };
}

function phaseOf(at: Seconds, hertz: number): number {
  return 2 * Math.PI * hertz * (at % 1);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
