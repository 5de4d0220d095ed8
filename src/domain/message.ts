import type { Seconds } from "./time.js";

/** One MQTT message that must arrive. `(boot, seq)` names it for ever, so that a receiver can drop a repeat. */
export interface Message {
  readonly boot: number;
  readonly seq: number;
  /** Below the node's root: `spike/e1`. */
  readonly topic: string;
  /** The JSON text, complete but for `historical`, which is only known when it is sent. */
  readonly payload: string;
  readonly at: Seconds;
  /** The breath it was said in: sent in a later one, it is historical. */
  readonly cycle: number;
  readonly retain: boolean;
}
