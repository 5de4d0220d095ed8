import type { Electrode } from "../../domain/electrode.js";
import { TROUBLES, type Trouble } from "../../domain/electrode-trouble.js";
import type { GlyphSettings } from "../../domain/glyph-settings.js";
import type { Noticed } from "../../domain/percept.js";
import { electrodeSource } from "../../domain/percept-source.js";
import { roundTime, type Seconds } from "../../domain/time.js";
import type { HealthWords } from "../../language/catalogue/health.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { intensity } from "./percepts.js";

/** A trouble is told when it begins, and again whenever its intensity has risen so far. */
const RISEN = 0.25;

/** A trouble as a percept. `z` is its size in local noise σ (0 where none is known), `since` when it began; see `intensity`. */
export function healthPercept(
  trouble: Trouble,
  { z, since, now }: { readonly z: number; readonly since: Seconds; readonly now: Seconds },
  electrode: Electrode,
  settings: GlyphSettings,
  words: HealthWords,
): Noticed {
  return {
    source: electrodeSource(electrode.name),
    type: trouble,
    intensity: intensity(z, now - since, settings),
    at: now,
    tags: electrode.control ? ["trouble", "control"] : ["trouble"],
    data: {
      text: words.electrode[trouble],
      duration_s: roundTime(Math.max(now - since, 0)),
      z: Math.round(z * 100) / 100,
    },
  };
}

/** How long it has been so, and how strongly it was told last. */
interface StandingTrouble {
  readonly since: Seconds;
  told: number;
}

/**
 * Tells an electrode's troubles a few times each instead of at every sample: when one begins, when it has become much worse or
 * lasted much longer, at most five times; and anew when it comes back after it was `over`. Costs a comparison per sample.
 */
export class ElectrodeHealth implements Persistent {
  readonly #electrode: Electrode;
  readonly #words: HealthWords;
  readonly #settings: GlyphSettings;
  readonly #tell: (noticed: Noticed) => void;
  #standing = new Map<Trouble, StandingTrouble>();

  constructor(electrode: Electrode, settings: GlyphSettings, words: HealthWords, tell: (noticed: Noticed) => void) {
    this.#words = words;
    this.#electrode = electrode;
    this.#settings = settings;
    this.#tell = tell;
  }

  /** What is wrong at present. */
  get troubles(): readonly Trouble[] {
    return [...this.#standing.keys()];
  }

  has(trouble: Trouble): boolean {
    return this.#standing.has(trouble);
  }

  /** It is so now, since `since` (that of the first call counts). Call as often as it is seen. */
  report(trouble: Trouble, since: Seconds, now: Seconds, z = 0): void {
    const standing = this.#standing.get(trouble);
    const begun = standing?.since ?? since;
    const strength = intensity(z, now - begun, this.#settings);
    if (standing !== undefined && strength < standing.told + RISEN) return;
    if (standing === undefined) this.#standing.set(trouble, { since, told: strength });
    else standing.told = strength;
    this.#tell(healthPercept(trouble, { z, since: begun, now }, this.#electrode, this.#settings, this.#words));
  }

  /** It has passed. */
  clear(trouble: Trouble): void {
    this.#standing.delete(trouble);
  }

  persist(snapshot: Snapshot): void {
    const standing = snapshot.list("standing", [...this.#standing], NEW_TROUBLE, persistTrouble);
    this.#standing = new Map(standing);
  }
}

const NEW_TROUBLE: readonly [Trouble, StandingTrouble] = ["flat", { since: 0, told: 0 }];

function persistTrouble(
  item: Snapshot,
  [trouble, { since, told }]: readonly [Trouble, StandingTrouble],
): [Trouble, StandingTrouble] {
  const name = item.choice("trouble", TROUBLES, trouble);
  return [name, { since: item.number("since", since), told: item.number("told", told) }];
}
