import { sensorKind } from "./climate/kind.js";
import { Sht4x } from "./climate/sht4x.js";

/** Temperature and humidity, finer. */
export const sht4x = sensorKind({
  kind: "sht4x",
  summary: "SHT40, SHT41 or SHT45, temperature and humidity on I2C, with check sums",
  addresses: [
    { address: 0x44, tied: "of types A" },
    { address: 0x45, tied: "of types B" },
    { address: 0x46, tied: "of types C" },
  ],
  chip: (address) => new Sht4x(address),
});
