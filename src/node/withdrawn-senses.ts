import type { DeviceInputs } from "../acquisition/device-inputs.js";
import type { WithdrawableSenses } from "../actions/withdrawal.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import type { ReadingService } from "../spiralformer/reading-service.js";

/** What a withdrawal does with the senses. A withdrawn node reads as little as one in its pause. */
export class WithdrawnSenses implements WithdrawableSenses {
  readonly #inputs: DeviceInputs;
  readonly #reading: Pick<ReadingService, "onPhase">;
  readonly #breath: Pick<BreathClock, "breath">;

  constructor(inputs: DeviceInputs, reading: Pick<ReadingService, "onPhase">, breath: Pick<BreathClock, "breath">) {
    this.#inputs = inputs;
    this.#reading = reading;
    this.#breath = breath;
  }

  rest(): void {
    this.#inputs.rest();
    if (this.#breath.breath !== undefined) this.#reading.onPhase("pause");
  }

  listen(): void {
    this.#inputs.listen();
  }

  resume(): void {
    this.#inputs.resume();
    const phase = this.#breath.breath?.phase;
    if (phase !== undefined) this.#reading.onPhase(phase);
  }

  isWell(source: string): boolean {
    return this.#inputs.isWell(source);
  }
}
