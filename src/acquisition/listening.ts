import type { Phase } from "../domain/breath.js";
import type { Listening } from "../domain/electrode.js";

/** Above this rate a wake for every sample costs more than what is missed between inhalations is worth. In Hz. */
const CONTINUOUS_UP_TO = 1;

/** How a device is listened to when the card does not say. */
export function usualListening(rate: number): Listening {
  return rate <= CONTINUOUS_UP_TO ? "continuous" : "inhale";
}

/** Is a device that listens so heard in this phase? What is not heard is `unheard`: never silence, and no fault. */
export function heardIn(listening: Listening, phase: Phase): boolean {
  return listening === "continuous" || phase === "inhale";
}
