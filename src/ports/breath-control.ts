import type { Seconds } from "../domain/time.js";

/** What may be asked of the breath. It answers in the same instant, but never in the middle of a sample. */
export interface BreathControl {
  /** Inhale now. False when it inhales already, or never does. */
  gasp(): boolean;
  /** Exhale now: radio up. Rate limited; what is refused goes out with the next exhale. */
  exhale(): void;
  /** The present inhale, or the next one, lasts so much longer. */
  deepen(seconds: Seconds): void;
  /** No pause for so long; one that is under way ends. */
  stayAwake(seconds: Seconds): void;
}
