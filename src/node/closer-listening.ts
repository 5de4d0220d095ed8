import type { DeviceInputs } from "../acquisition/device-inputs.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import { messageOf } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { BreathControl } from "../ports/breath-control.js";
import type { Log } from "../ports/log.js";

/** Hears an electrode through its rests, and at once: a pause ends for it. */
export class CloserListening {
  readonly #inputs: Pick<DeviceInputs, "listenCloser">;
  readonly #breath: Pick<BreathClock, "breath">;
  readonly #calls: Pick<BreathControl, "gasp">;
  readonly #log: Log;

  constructor(parts: {
    inputs: Pick<DeviceInputs, "listenCloser">;
    breath: Pick<BreathClock, "breath">;
    calls: Pick<BreathControl, "gasp">;
    log: Log;
  }) {
    this.#inputs = parts.inputs;
    this.#breath = parts.breath;
    this.#calls = parts.calls;
    this.#log = parts.log;
  }

  /** Never throws: who asks for an electrode that is not there is told so in the log. */
  listen(electrode: string, seconds: Seconds): void {
    try {
      this.#inputs.listenCloser(electrode, seconds);
    } catch (error) {
      this.#log("warn", `nobody can listen closer: ${messageOf(error)}`);
      return;
    }
    if (this.#breath.breath?.phase === "pause") this.#calls.gasp();
  }
}
