import { z } from "zod";
import type { DeviceKind } from "../../src/ports/device.js";
import type { SensorChip } from "./sensor-chip.js";
import { SensorDevice } from "./sensor-device.js";

/** All that differs between the kinds of sensors on I2C. */
export interface SensorKind {
  readonly kind: string;
  readonly summary: string;
  /** Where it may be, and how its address pin is tied for that; the first is usual. */
  readonly addresses: readonly { readonly address: number; readonly tied: string }[];
  chip(address: number): SensorChip;
}

function schemaOf(addresses: SensorKind["addresses"]) {
  const all = addresses.map(({ address, tied }) => `${hex(address)} ${tied}`).join("; ");
  const known = addresses.map(({ address }) => address);
  const oneOf = `must be ${known.map(hex).join(" or ")}`;
  return z.strictObject({
    bus: z.int().min(0).max(255).default(1).describe("The I2C bus: 1 is /dev/i2c-1, pins 3 and 5 of a Pi's header."),
    address: z
      .union([z.int(), z.string().regex(/^0x[0-9a-fA-F]{2}$/, oneOf)])
      .default(hex(known[0]!))
      .refine((address) => known.includes(Number(address)), oneOf)
      .meta({ description: `${all}.`, examples: [hex(known[0]!)] }),
    every_s: z.int().min(1).max(3600).default(60).describe("Seconds from reading to reading: weather is slow."),
  });
}

type SensorConfig = z.infer<ReturnType<typeof schemaOf>>;

/** Makes the kind that a card may name out of what is its own. */
export function sensorKind({ kind, summary, addresses, chip }: SensorKind): DeviceKind<SensorConfig> {
  const placeOf = ({ bus, address }: SensorConfig) => `${hex(Number(address))} of I2C bus ${bus}`;
  const { quantities, chip: name } = chip(addresses[0]!.address);
  return {
    kind,
    summary,
    capabilities: ["environment"],
    packages: ["i2c-bus"],
    simulated: false,
    schema: schemaOf(addresses),
    takes: (config) => [{ field: "address", what: `address ${placeOf(config)}` }],
    channels: () => quantities,
    probe: async (config, openI2c) => {
      const bus = await openI2c(config.bus);
      try {
        await bus.receiveByte(Number(config.address));
        return `somebody answers at ${placeOf(config)}, where the ${name} should be`;
      } finally {
        await bus.close();
      }
    },
    create: ({ bus, address, every_s: every }, ports) =>
      new SensorDevice({ bus, address: Number(address), every }, chip(Number(address)), ports),
  };
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}
