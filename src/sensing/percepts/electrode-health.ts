import type { Electrode } from "../../domain/electrode.js";
import type { GlyphSettings } from "../../domain/glyph-settings.js";
import type { Noticed } from "../../domain/percept.js";
import { electrodeSource } from "../../domain/percept-source.js";
import { roundTime, type Seconds } from "../../domain/time.js";
import type { Saved } from "../packing.js";
import { packRows, unpackRows } from "../rows.js";
import { intensity } from "./percepts.js";

/** What can be wrong with an electrode's signal, and what a person may look at. A percept's type each. */
export const TROUBLES = {
  "no-signal": "nothing is measured: look at the cable and the converter",
  flat: "the same value again and again: the converter or its line is dead",
  saturation: "at the end of the converter's range: lower the gain, or look for a DC offset or a lead that floats",
  "lead-off": "far noisier than it was, as an open input is: the electrode has dried out, come loose or broken off",
  hum: "mains hum folds into the band: shield the lead, move it away from cables, earth it at one point",
  handling: "it jumps about: something touches the electrode or its cable",
  glitches: "single samples jump: a loose contact, a bad plug, or a supply that switches",
  clock: "time stamps repeat, run backwards or leap: look at the logger's clock, and whether it lost its power",
} as const;

export type Trouble = keyof typeof TROUBLES;

/** By the number that they are saved as: what is new comes last. */
const NAMES = Object.keys(TROUBLES) as readonly Trouble[];

/** A trouble is told when it begins, and again whenever its intensity has risen so far. */
const RISEN = 0.25;

/** A trouble as a percept. `z` is its size in local noise σ (0 where none is known), `since` when it began; see `intensity`. */
export function healthPercept(
  trouble: Trouble,
  { z, since, now }: { readonly z: number; readonly since: Seconds; readonly now: Seconds },
  electrode: Electrode,
  settings: GlyphSettings,
): Noticed {
  return {
    source: electrodeSource(electrode.name),
    type: trouble,
    intensity: intensity(z, now - since, settings),
    at: now,
    tags: electrode.control ? ["trouble", "control"] : ["trouble"],
    data: { text: TROUBLES[trouble], duration_s: roundTime(Math.max(now - since, 0)), z: Math.round(z * 100) / 100 },
  };
}

/**
 * Tells an electrode's troubles a few times each instead of at every sample: when one begins, when it has become much worse or
 * lasted much longer, at most five times; and anew when it comes back after it was `over`. Costs a comparison per sample.
 */
export class ElectrodeHealth {
  readonly #electrode: Electrode;
  readonly #settings: GlyphSettings;
  readonly #tell: (noticed: Noticed) => void;
  readonly #standing = new Map<Trouble, { readonly since: Seconds; told: number }>();

  constructor(electrode: Electrode, settings: GlyphSettings, tell: (noticed: Noticed) => void) {
    this.#electrode = electrode;
    this.#settings = settings;
    this.#tell = tell;
  }

  /** What is wrong at present. */
  get troubles(): readonly Trouble[] {
    return [...this.#standing.keys()];
  }

  suffersFrom(trouble: Trouble): boolean {
    return this.#standing.has(trouble);
  }

  /** It is so now, since `since` (that of the first call counts). Call as often as it is seen. */
  suffers(trouble: Trouble, since: Seconds, now: Seconds, z = 0): void {
    const standing = this.#standing.get(trouble);
    const begun = standing?.since ?? since;
    const strength = intensity(z, now - begun, this.#settings);
    if (standing !== undefined && strength < standing.told + RISEN) return;
    if (standing === undefined) this.#standing.set(trouble, { since, told: strength });
    else standing.told = strength;
    this.#tell(healthPercept(trouble, { z, since: begun, now }, this.#electrode, this.#settings));
  }

  /** It has passed. */
  over(trouble: Trouble): void {
    this.#standing.delete(trouble);
  }

  save(): Saved {
    const rows = [...this.#standing].map(([trouble, { since, told }]) => [NAMES.indexOf(trouble), since, told]);
    return { standing: packRows(rows) };
  }

  /** Takes up what `save` gave; false when that is something else. */
  restore(saved: Saved): boolean {
    const rows = unpackRows(saved.standing, 3) as [number, number, number][] | undefined;
    if (rows === undefined) return false;
    this.#standing.clear();
    for (const [index, since, told] of rows) {
      const trouble = NAMES[index];
      if (trouble !== undefined) this.#standing.set(trouble, { since, told });
    }
    return true;
  }
}
