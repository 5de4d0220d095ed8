import type { Electrode, Profile } from "../domain/electrode.js";
import type { Glyph, GlyphChange } from "../domain/glyph.js";
import { USUAL_GLYPHS } from "../domain/glyph-settings.js";
import type { Noticed } from "../domain/percept.js";
import { electrodeSource } from "../domain/percept-source.js";
import type { Spike } from "../domain/spike.js";
import { roundTime, type Seconds } from "../domain/time.js";
import type { SenseListener } from "./electrode-sense.js";
import { intensity } from "./percepts/percepts.js";

/** Two events that peak within this time of each other may be one; or within half the longer rise, where that is more. */
const WITHIN: Readonly<Record<Profile, Seconds>> = { fungus: 30, plant: 1.5, fast: 0.25 };
const OF_RISE = 0.5;

/** So many events of each kind are remembered; the other electrode's decision comes minutes later at most. */
const REMEMBERED = 64;

interface Event {
  readonly electrode: string;
  /** Of a spike, its onset and peak; of an artefact, its first and last moment so far. */
  readonly start: Seconds;
  readonly end: Seconds;
  readonly kind: "spike" | "artefact";
}

interface LivingEvent extends Event {
  readonly z: number;
  shared: boolean;
}

/**
 * Hears all electrodes of a node, passes on what they say, and marks what an organism's electrode shares with a control electrode
 * (same medium, no organism): whatever moves both is no life. Blatt et al. 2024 ask for just this of everyone who reports spikes
 * of fungi. Shared is a spike whose peak lies within max(30 s, half the longer of the two rises) of a control's peak (1.5 s for
 * plants, 0.25 s for `fast`), or whose rise, from onset to peak, a control's artefact touches.
 *
 * Where the control was first, the spike's percept has the tag `shared` at once. Where the control is decided later, a percept
 * `shared` says it then: `control`, and how long ago the spike had its peak. Nothing is ever held back or dropped.
 */
export class ControlWatch {
  readonly #out: SenseListener;
  readonly #electrodes = new Map<string, Electrode>();
  #watching = false;
  readonly #controls: Event[] = [];
  readonly #living: LivingEvent[] = [];
  /** The spike that was told last, whose percept comes next. */
  #latest: { readonly source: string; readonly control: string | undefined } | undefined;

  constructor(out: SenseListener) {
    this.#out = out;
    this.listener = {
      spike: (spike) => this.#onSpike(spike),
      glyph: (glyph) => this.#onGlyph(glyph),
      glyphChange: (change) => this.#onGlyphChange(change),
      heard: (electrode, until) => this.#out.heard?.(electrode, until),
      percept: (noticed) => this.#onPercept(noticed),
      // Nobody pays for what nobody asks for.
      ...(out.evidence && { evidence: (evidence) => out.evidence?.(evidence) }),
    };
  }

  /** Stands between the senses and who hears them. */
  readonly listener: SenseListener & Required<Pick<SenseListener, "glyphChange" | "heard">>;

  /** Its events will come. */
  addElectrode(electrode: Electrode): void {
    this.#electrodes.set(electrode.name, electrode);
    if (electrode.control) this.#watching = true;
  }

  #onSpike(spike: Spike): void {
    this.#out.spike(spike);
    const event: Event = { electrode: spike.electrode, start: spike.onset, end: spike.peak, kind: "spike" };
    this.#latest = undefined;
    if (this.#isControl(spike.electrode)) this.#onControlEvent(event, spike.decided);
    else if (this.#watching) {
      const control = this.#controls.findLast((one) => this.#share(event, one))?.electrode;
      keep(this.#living, { ...event, z: spike.z, shared: control !== undefined });
      this.#latest = { source: electrodeSource(spike.electrode), control };
    }
  }

  #onGlyph(glyph: Glyph): void {
    this.#out.glyph(glyph);
    if (glyph.name === "artefact" && this.#isControl(glyph.electrode)) this.#onArtefact(glyph);
  }

  #onGlyphChange(change: GlyphChange): void {
    this.#out.glyphChange?.(change);
    const { glyph, phase } = change;
    if (phase === "open" && glyph.name === "artefact" && this.#isControl(glyph.electrode)) this.#onArtefact(glyph);
  }

  #onPercept(noticed: Noticed): void {
    const latest = this.#latest;
    if (latest === undefined || noticed.type !== "spike" || noticed.source !== latest.source) {
      this.#out.percept(noticed);
      return;
    }
    this.#latest = undefined;
    const { control } = latest;
    this.#out.percept(
      control === undefined
        ? noticed
        : { ...noticed, tags: [...noticed.tags, "shared"], data: { ...noticed.data, control } },
    );
  }

  #onArtefact({ electrode, start, end, decided }: Glyph): void {
    this.#onControlEvent({ electrode, start, end, kind: "artefact" }, decided);
  }

  /** A control showed something: what was told before and shares it, is said to. */
  #onControlEvent(event: Event, now: Seconds): void {
    keep(this.#controls, event);
    for (const spike of this.#living) {
      if (spike.shared || !this.#share(spike, event)) continue;
      spike.shared = true;
      this.#out.percept({
        source: electrodeSource(spike.electrode),
        type: "shared",
        intensity: intensity(spike.z, 0, USUAL_GLYPHS[this.#profileOf(spike)]),
        at: now,
        tags: ["shared"],
        data: { control: event.electrode, with: event.kind, peak_ago_s: roundTime(now - spike.end) },
      });
    }
  }

  #share(spike: Event, control: Event): boolean {
    if (control.kind === "artefact") return control.start <= spike.end && control.end >= spike.start;
    const rise = Math.max(spike.end - spike.start, control.end - control.start);
    return Math.abs(spike.end - control.end) <= Math.max(WITHIN[this.#profileOf(spike)], OF_RISE * rise);
  }

  #profileOf({ electrode }: Event): Profile {
    return this.#electrodes.get(electrode)?.profile ?? "fungus";
  }

  #isControl(electrode: string): boolean {
    return this.#electrodes.get(electrode)?.control === true;
  }
}

function keep<T>(list: T[], one: T): void {
  list.push(one);
  if (list.length > REMEMBERED) list.shift();
}
