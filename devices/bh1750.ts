import { Bh1750 } from "./climate/bh1750.js";
import { sensorKind } from "./climate/kind.js";

/** Light. */
export const bh1750 = sensorKind({
  kind: "bh1750",
  summary: "BH1750, light on I2C",
  addresses: [
    { address: 0x23, tied: "with ADDR to GND" },
    { address: 0x5c, tied: "with ADDR to VCC" },
  ],
  chip: (address) => new Bh1750(address),
});
