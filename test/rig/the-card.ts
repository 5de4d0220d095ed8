import { BUTTON, CONVERTERS } from "./guest/board.js";
import { HOST } from "./machine/virtual-machine.js";
import { LOGGER_RATE } from "./world/line-logger.js";

/** How the board names its USB adapters, which are one chip with another number each. */
const byId = (name: string) => `/dev/serial/by-id/usb-QEMU_QEMU_USB_SERIAL_${name}-if00-port0`;

const [first, second, guard] = CONVERTERS;
const converter = { kind: "ads1115", bus: 0, full_scale_mv: 256 };
const inputs = ["0", "1", "2", "3"];

/** Electrodes that hear the same signal, each through other hardware. */
export const HEARERS = ["e-adc", "e-logger", "e-box"] as const;

/** Longer than any run: a rest of the rig ends because something calls. */
const PAUSE_S = 6 * 3600;
/** How far the guard's signal may go from where it lay, mV: further than any spike. */
export const BAND_MV = 20;

/** The card of the node in the guest. */
export function theCard(brokerPort: number): Record<string, unknown> {
  return {
    "node.json": { site: "rig", node: "n1", broker: { url: `mqtt://${HOST}:${brokerPort}` } },
    "breath.json": { phases: { inhale_s: 8, hold_s: 1, exhale_s: 5, pause_s: PAUSE_S } },
    "electrodes.json": {
      devices: [
        ...[first, second].map(({ name, address, alert, rate }) => ({
          ...{ ...converter, name, address, channels: inputs, rate_hz: rate },
          ...{ alert: { line: alert }, listening: "continuous" },
        })),
        {
          ...{ ...converter, name: guard.name, address: guard.address, channels: ["0-1"], rate_hz: guard.rate },
          ...{ alert: { line: guard.alert }, listening: "sentinel", sentinel: { channel: "0-1", band_mv: BAND_MV } },
        },
        {
          ...{ name: "logger", kind: "line", path: byId("logger"), clock: "device", rate_hz: LOGGER_RATE },
          listening: "continuous",
        },
        { name: "box", kind: "spikerbox", path: byId("box"), listening: "continuous" },
        { name: "button", kind: "button", line: BUTTON },
      ],
      electrodes: [
        { name: "e-adc", device: first.name, channel: "0", profile: "plant" },
        { name: "e-logger", device: "logger", channel: "e1", profile: "plant" },
        { name: "e-box", device: "box", channel: "e1", profile: "plant" },
        ...inputs.map((channel) => ({ name: `b${channel}`, device: second.name, channel, profile: "plant" })),
        { name: "guarded", device: guard.name, channel: "0-1", profile: "plant" },
      ],
    },
  };
}
