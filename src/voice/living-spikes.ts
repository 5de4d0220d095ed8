import type { Glyph } from "../domain/glyph.js";
import type { Spike } from "../domain/spike.js";
import { HOUR, MINUTE, type Seconds } from "../domain/time.js";

/**
 * Height in local σ that a spike needs to be spoken of. The detector hears from 4 σ on, and noise alone comes so far now and then: of
 * 373 spikes in eight days of noise four were higher than 6.5, of 210 of a split-gill fungus 150.
 */
const LEAST_Z = 6.5;
/** What comes on two others at once, its peak no further away than this share of its length (or some seconds), came through the air or the wire. */
const AT_ONCE = 0.25;
const SECONDS: Seconds = 5;
/** A spike and its mirror, touching: half a wave of a hum and the other half. */
const TOUCHING = 1.5;
/** When so much of what came lately came so, nothing that comes is trusted. */
const MOST_DISTURBED = 0.2;
const LATELY: Seconds = 6 * HOUR;
/** An artefact spoils what comes this long before and after it. */
const SPOILS: Seconds = 10 * MINUTE;

interface Kept {
  readonly spike: Spike;
  disturbed: boolean;
}

/** Which spikes are a living signal's, and not a hand's, a hum's or the noise's; by what the electrodes themselves say. */
export class LivingSpikes {
  readonly #kept: Kept[] = [];
  readonly #artefacts: Glyph[] = [];

  /** In the order in which they are decided. */
  addSpike(spike: Spike): void {
    const since = spike.decided - LATELY;
    while (this.#kept.length > 0 && this.#kept[0]!.spike.decided < since) this.#kept.shift();
    const kept = { spike, disturbed: false };
    const twins = this.#kept.filter((other) => atOnce(other.spike, spike));
    const electrodes = new Set(twins.map(({ spike: { electrode } }) => electrode));
    if (electrodes.size >= 2) for (const one of [...twins, kept]) one.disturbed = true;
    const mirror = this.#kept.find((other) => mirrors(other.spike, spike));
    if (mirror !== undefined) for (const one of [mirror, kept]) one.disturbed = true;
    this.#kept.push(kept);
  }

  addGlyph(glyph: Glyph): void {
    if (glyph.name !== "artefact") return;
    const since = glyph.decided - LATELY;
    while (this.#artefacts.length > 0 && this.#artefacts[0]!.end < since) this.#artefacts.shift();
    this.#artefacts.push(glyph);
  }

  /** Has something come lately that is no life, and much of it? */
  get disturbed(): boolean {
    const disturbed = this.#kept.reduce((sum, one) => sum + (one.disturbed ? 1 : 0), 0);
    return disturbed > 1 && disturbed > MOST_DISTURBED * this.#kept.length;
  }

  /** Those that began after `since`, oldest first. */
  after(since: Seconds): readonly Spike[] {
    return this.#kept
      .filter(({ spike, disturbed }) => !disturbed && Math.abs(spike.z) >= LEAST_Z && spike.onset > since)
      .map(({ spike }) => spike)
      .filter((spike) => !this.#artefacts.some((artefact) => spoils(artefact, spike)))
      .sort((a, b) => a.onset - b.onset);
  }
}

function atOnce(other: Spike, { electrode, onset, peak, end }: Spike): boolean {
  return other.electrode !== electrode && Math.abs(other.peak - peak) <= Math.max(SECONDS, AT_ONCE * (end - onset));
}

function mirrors(other: Spike, { electrode, onset, peak, end, polarity }: Spike): boolean {
  const near = Math.abs(other.peak - peak) < TOUCHING * (end - onset);
  return other.electrode === electrode && other.polarity !== polarity && near;
}

function spoils({ electrode, start, end }: Glyph, spike: Spike): boolean {
  return electrode === spike.electrode && start - SPOILS < spike.end && end + SPOILS > spike.onset;
}
