import type { DeviceKind } from "../src/ports/device.js";
import { ads1015 } from "./ads1015.js";
import { ads1115 } from "./ads1115.js";
import { bh1750 } from "./bh1750.js";
import { bme280 } from "./bme280.js";
import { button } from "./button.js";
import { grove } from "./grove.js";
import { led } from "./led.js";
import { line } from "./line.js";
import { mcp342x } from "./mcp342x.js";
import { rainGauge } from "./rain-gauge.js";
import { recording } from "./recording.js";
import { sht4x } from "./sht4x.js";
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
  bme280,
  sht4x,
  bh1750,
  rainGauge,
  led,
  button,
];
