import type { Evidence } from "../../domain/evidence.js";
import type { Seconds } from "../../domain/time.js";
import type { Level } from "../conditioning/level.js";
import type { Sample } from "../stream/sample.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import { FewValues } from "./few-values.js";
import { PulseDetector } from "./pulse-detector.js";

/** Gathers what an electrode's working sample shows, from the raw sample and from what the rest of the sense knows by then. */
export class EvidenceBuilder implements Persistent {
  readonly #pulses = new PulseDetector();
  readonly #values = new FewValues();
  readonly #tell: (evidence: Evidence) => void;
  readonly #hint = { z: 0, sure: 0, onset: 0, rise: 0 };
  readonly #evidence: { -readonly [K in keyof Evidence]: Evidence[K] };

  constructor(electrode: string, tell: (evidence: Evidence) => void) {
    this.#tell = tell;
    // Written out, and begun with no numbers: in a copy of another object each number would be a box of its own.
    this.#evidence = {
      electrode,
      at: Number.NaN,
      width: Number.NaN,
      dead: true,
      z: Number.NaN,
      jump: Number.NaN,
      swell: Number.NaN,
      removed: false,
      pulse: Number.NaN,
      pulseAt: Number.NaN,
      hint: this.#hint,
    };
  }

  /** Something became a candidate for a spike. Of those of one sample the surest is kept. */
  addCandidate(z: number, sure: number, onset: Seconds, rise: Seconds): void {
    const hint = this.#hint;
    if (hint.z !== 0 && hint.sure >= sure) return;
    hint.z = z;
    hint.sure = sure;
    hint.onset = onset;
    hint.rise = rise;
  }

  /** A working sample, after the rest of the sense has taken it. */
  push(sample: Sample, level: Level, removed: boolean): void {
    const pulses = this.#pulses;
    pulses.push(sample);
    this.#values.push(sample.at, sample.mv);
    level.measure(sample);
    const { swell } = level;
    const evidence = this.#evidence;
    evidence.at = sample.at;
    evidence.width = sample.width;
    evidence.dead = this.#values.isDead(sample.at);
    evidence.z = pulses.z;
    evidence.jump = pulses.jump;
    evidence.swell = Number.isFinite(swell) ? swell : 0;
    evidence.removed = removed;
    evidence.pulse = pulses.pulse;
    if (pulses.began) evidence.pulseAt = sample.at;
    this.#tell(evidence);
    this.#hint.z = 0;
  }

  /** All but the hint, which is of one sample and told with it. */
  persist(snapshot: Snapshot): void {
    snapshot.part("pulses", this.#pulses);
    snapshot.part("values", this.#values);
    this.#evidence.pulseAt = snapshot.number("pulseAt", this.#evidence.pulseAt);
  }
}
