import type { BreathClock } from "../breathing/breath-clock.js";
import type { Percept } from "../domain/percept.js";
import type { Action } from "../domain/reflex.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Log } from "../ports/log.js";
import type { Alerts } from "./alerts.js";
import type { Hands } from "./mind.js";
import type { Outputs } from "./outputs.js";

/** Carries out what reflexes and threads want done. */
export class Deeds implements Hands {
  readonly #clock: Clock;
  readonly #breath: BreathClock;
  readonly #outputs: Outputs;
  readonly #alerts: Alerts;
  readonly #log: Log;
  readonly #calling: Timer;
  #call: "gasp" | "exhale" = "gasp";

  constructor(options: { clock: Clock; breath: BreathClock; outputs: Outputs; alerts: Alerts; log: Log }) {
    this.#clock = options.clock;
    this.#breath = options.breath;
    this.#outputs = options.outputs;
    this.#alerts = options.alerts;
    this.#log = options.log;
    this.#calling = options.clock.timer("early breath", () => {
      if (this.#call === "gasp") this.#breath.gasp();
      else this.#breath.exhaleEarly();
    });
  }

  act(reflex: string, action: Action, percept: Percept): void {
    switch (action.kind) {
      case "pulse":
        if (!this.#outputs.pulse(action.output, action.seconds)) {
          this.#log("warn", `reflex ${reflex} wants to light "${action.output}", which no device of the card is`);
        }
        break;
      case "alert":
        this.#alerts.raise(reflex, action.text, percept.at);
        break;
      case "breath":
        this.breathe(action.call);
        break;
      case "publish":
        break; // the journal has told it already, and MQTT with it
    }
  }

  /** In the same instant, but not in the middle of a sample: a phase does not change under those who are still listening. */
  breathe(call: "gasp" | "exhale"): void {
    this.#call = call;
    this.#calling.set(this.#clock.now());
  }

  stop(): void {
    this.#calling.cancel();
  }
}
