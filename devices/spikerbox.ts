import type { DeviceKind } from "../src/ports/device.js";
import { type SpikerboxConfig, spikerboxSchema } from "./spikerbox/schema.js";
import { SpikerboxDevice } from "./spikerbox/spikerbox-device.js";

/** Plant SpikerBox and SpikerShields of Backyard Brains: 10 bits at 10 kHz over USB, as means of some to many. */
export const spikerbox: DeviceKind<SpikerboxConfig> = {
  kind: "spikerbox",
  summary: "a Plant SpikerBox or SpikerShield of Backyard Brains over USB",
  capabilities: ["electrodes"],
  packages: ["serialport"],
  simulated: false,
  schema: spikerboxSchema,
  takes: ({ path }) => [{ field: "path", what: `serial port ${path}` }],
  channels: ({ channels }) => Array.from({ length: channels }, (_, i) => `e${i + 1}`),
  create: (config, ports) => new SpikerboxDevice(config, ports),
};
