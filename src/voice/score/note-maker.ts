import type { GlyphName } from "../../domain/glyph.js";
import type { Spike } from "../../domain/spike.js";
import type { BreathSpan, Note } from "../../domain/voice.js";
import type { Mapping } from "./mapping.js";
import { centsAt, type Scale } from "./scale.js";

export interface Caught {
  readonly spike: Spike;
  readonly seat: number;
  readonly at: number;
  readonly caught: "onset" | "peak";
  readonly breath: BreathSpan;
  readonly glyph: GlyphName;
  readonly next: GlyphName | undefined;
  readonly bend: number;
}

/** Above this many σ a spike is no louder and no further away in pitch. */
const LARGEST_Z = 40;
const SMALLEST_Z = 4;

/**
 * A spike as a tone: its electrode gives the register, its height how far the pitch goes from there (up for a rise, down for a fall) and
 * how loud it is; its rise the swelling, its fall the fading; the model's continuation a second, softer tone.
 */
export function noteOf(one: Caught, mapping: Mapping, scale: Scale): Note {
  const { spike, seat, at, caught, breath, glyph, next, bend } = one;
  const size =
    Math.log(clamp(Math.abs(spike.z), SMALLEST_Z, LARGEST_Z) / SMALLEST_Z) / Math.log(LARGEST_Z / SMALLEST_Z);
  const step = mapping.registers[seat % mapping.registers.length]! + spike.polarity * Math.round(size * mapping.reach);
  const key = (at: number) => mapping.root + centsAt(at, scale) / 100;
  const interval = next && mapping.seconds[next];
  return {
    ...{ spike, seat, at, caught, breath, glyph, bend },
    attack: caught === "onset" ? spike.peak - spike.onset : 0,
    release: Math.max(1, spike.end - spike.peak),
    key: key(step),
    ...(interval !== undefined && { second: key(step + interval) }),
    loudness: 0.35 + 0.65 * size,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
