import { Bme280 } from "./climate/bme280.js";
import { sensorKind } from "./climate/kind.js";

/** Temperature and humidity. */
export const bme280 = sensorKind({
  kind: "bme280",
  summary: "BME280, temperature and humidity on I2C",
  addresses: [
    { address: 0x76, tied: "with SDO to GND" },
    { address: 0x77, tied: "with SDO to VDD" },
  ],
  chip: (address) => new Bme280(address),
});
