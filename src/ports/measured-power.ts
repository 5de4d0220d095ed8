import type { PowerPart } from "../domain/rest.js";
import type { Seconds } from "../domain/time.js";
import type { Clock } from "./clock.js";
import type { Power, PowerSwitch } from "./power.js";

/** A part went up or down, as far as the board says. */
export interface PowerEvent {
  readonly at: Seconds;
  readonly part: PowerPart;
  readonly up: boolean;
}

/** The same board, of which each switching is told that was done: for who counts how long what was up. */
export function measuredPower(power: Power, clock: Pick<Clock, "now">, tell: (event: PowerEvent) => void): Power {
  const told = (part: PowerPart, up: boolean) => tell({ at: clock.now(), part, up });
  const measured = (one: PowerSwitch): PowerSwitch => ({
    part: one.part,
    look: () => one.look(),
    save: () => one.save(),
    down: async () => {
      await one.down();
      told(one.part, false);
    },
    restore: async (settings) => {
      await one.restore(settings);
      told(one.part, true);
    },
  });
  const { radio } = power;
  return {
    radio: {
      ...measured(radio),
      part: "radio",
      up: async (patience) => {
        // It draws from the first moment on, network or not.
        told("radio", true);
        await radio.up(patience);
      },
    },
    parts: power.parts.map(measured),
    alarms: power.alarms,
    canSwitchOff: () => power.canSwitchOff(),
    boot: () => power.boot(),
  };
}
