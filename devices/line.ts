import type { DeviceKind } from "../src/ports/device.js";
import { groupsOf } from "./line/formats.js";
import { LineLayout } from "./line/layout.js";
import { LineDevice } from "./line/line-device.js";
import { type LineConfig, lineSchema } from "./line/schema.js";

/** A microcontroller that prints rows of numbers over a serial port. */
export const line: DeviceKind<LineConfig> = {
  kind: "line",
  summary: "a microcontroller that prints rows of numbers over a serial port",
  capabilities: ["electrodes"],
  packages: ["serialport"],
  simulated: false,
  schema: lineSchema,
  takes: ({ path }) => [{ field: "path", what: `serial port ${path}` }],
  channels: channelsOf,
  create: (config, ports) => new LineDevice(config, ports),
};

/** What the card names, in columns or in a pattern; undefined where the board says it, or `start` will say what is wrong. */
function channelsOf({ path, columns, pattern, unit, roles }: LineConfig): readonly string[] | undefined {
  const names = columns ?? (pattern === undefined ? undefined : groupsOf(pattern));
  if (names === undefined) return undefined;
  try {
    return new LineLayout(names, { path, unit, roles }).columns.map(({ name }) => name);
  } catch {
    return undefined;
  }
}
