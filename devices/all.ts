import type { DeviceKind } from "../src/ports/device.js";
import { ads1015 } from "./ads1015.js";
import { ads1115 } from "./ads1115.js";
import { button } from "./button.js";
import { grove } from "./grove.js";
import { led } from "./led.js";
import { line } from "./line.js";
import { mcp342x } from "./mcp342x.js";
import { recording } from "./recording.js";
import { spikerbox } from "./spikerbox.js";

/** Every kind of hardware that a card may name, in the order in which they are told. A new one is a file here and a line in this list. */
export const allKinds: readonly DeviceKind[] = [
  ads1115,
  ads1015,
  mcp342x,
  line,
  spikerbox,
  recording,
  grove,
  led,
  button,
];
