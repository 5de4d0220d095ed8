import { AndasError } from "../../src/domain/errors.js";
import type { ConfigSchema, DeviceKind, Taken } from "../../src/ports/device.js";
import { AdcDevice, type AdcSettings } from "./adc-device.js";
import type { AdcConfig } from "./card.js";
import type { Converter } from "./converter.js";
import { doubtsOf, unheeded } from "./doubts.js";
import type { ConverterSheet, Speed } from "./sheet.js";

/** All that differs between the kinds of converters on I2C. */
export interface ConverterKind<Config extends AdcConfig> {
  readonly kind: string;
  readonly summary: string;
  readonly schema: ConfigSchema<Config>;
  sheetOf(config: Config): ConverterSheet;
  /** Undefined where a row does not fit its period; the schema has refused that. */
  speedOf(config: Config): Speed | undefined;
  /** What the card says beside the fields of all converters. */
  settingsOf?(config: Config): Pick<AdcSettings, "alert" | "sentinel">;
  /** What it needs for itself alone, beside its address. */
  takes?(config: Config): readonly Taken[];
  chip(config: Config, speed: Speed): Converter;
}

/** Makes the kind that a card may name out of what is its own. */
export function converterKind<Config extends AdcConfig>(own: ConverterKind<Config>): DeviceKind<Config> {
  const placeOf = ({ bus, address }: Config) => `0x${Number(address).toString(16)} of I2C bus ${bus}`;
  return {
    kind: own.kind,
    summary: own.summary,
    capabilities: ["electrodes", "environment"],
    packages: ["i2c-bus"],
    simulated: false,
    schema: own.schema,
    takes: (config) => [{ field: "address", what: `address ${placeOf(config)}` }, ...(own.takes?.(config) ?? [])],
    channels: ({ channels }) => channels,
    doubts: (config, use) => {
      const speed = own.speedOf(config);
      if (speed === undefined) return [];
      const { sentinel } = own.settingsOf?.(config) ?? {};
      return [...doubtsOf(own.sheetOf(config), speed, config, use), ...unheeded(sentinel, use)];
    },
    probe: async (config, openI2c) => {
      const bus = await openI2c(config.bus);
      try {
        await bus.receiveByte(Number(config.address));
        return `somebody answers at ${placeOf(config)}, where the ${own.sheetOf(config).chip} should be`;
      } finally {
        await bus.close();
      }
    },
    create: (config, ports) => {
      const speed = own.speedOf(config);
      if (speed === undefined) throw new AndasError("config", `${ports.name}: a row does not fit into 1 / rate_hz`);
      const { bus, address, channels, rate_hz: rate, oversample, calibration, sensors } = config;
      const settings = { bus, address: Number(address), channels, rate, oversample, calibration, sensors };
      return new AdcDevice({ ...settings, ...own.settingsOf?.(config) }, own.chip(config, speed), ports);
    },
  };
}
