import type { Radio } from "../../ports/radio.js";

/** A radio whose time is counted: `told` hears when it goes up, and when it is down. One that does not go down is up. */
export function meteredRadio(radio: Radio, told: (up: boolean) => void): Radio {
  return {
    up: () => {
      told(true);
      return radio.up();
    },
    down: async () => {
      await radio.down();
      told(false);
    },
  };
}
