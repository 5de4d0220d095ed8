import type { DeviceInputs } from "../acquisition/device-inputs.js";
import type { WithdrawableSenses } from "../actions/withdrawal.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import type { ReadingService } from "../spiralformer/reading-service.js";

/** What a withdrawal does with the senses. A withdrawn node reads as little as one in its pause. */
export class WithdrawnSenses implements WithdrawableSenses {
  readonly #inputs: DeviceInputs;
  readonly #reading: Pick<ReadingService, "onBreath">;
  readonly #breath: Pick<BreathClock, "breath">;

  constructor(inputs: DeviceInputs, reading: Pick<ReadingService, "onBreath">, breath: Pick<BreathClock, "breath">) {
    this.#inputs = inputs;
    this.#reading = reading;
    this.#breath = breath;
  }

  rest(): void {
    this.#inputs.rest();
    this.#read(true);
  }

  listen(): void {
    this.#inputs.listen();
  }

  resume(): void {
    this.#inputs.resume();
    this.#read(false);
  }

  isWell(source: string): boolean {
    return this.#inputs.isWell(source);
  }

  #read(withdrawn: boolean): void {
    const { breath } = this.#breath;
    if (breath !== undefined) this.#reading.onBreath(breath, withdrawn);
  }
}
