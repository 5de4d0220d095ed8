import { BUTTON, CONVERTERS } from "./guest/board.js";
import { HOST } from "./machine/virtual-machine.js";
import { LOGGER_RATE } from "./world/line-logger.js";

/** How the board names its USB adapters, which are one chip with another number each. */
const byId = (name: string) => `/dev/serial/by-id/usb-QEMU_QEMU_USB_SERIAL_${name}-if00-port0`;

const [first, second, guard] = CONVERTERS;
const inputs = ["0", "1", "2", "3"];

/** Electrodes that hear the same signal, each through other hardware. */
export const HEARERS = ["e-adc", "e-logger", "e-box"] as const;

/** Longer than any run: a rest of the rig ends because something calls. */
const PAUSE_S = 6 * 3600;
/** How far the guard's signal may go from where it lay, mV: further than any spike. */
export const BAND_MV = 20;

/** Conversions a second inside the chips: a row is done in half of its time, however late an emulated processor looks. */
const DATA_RATE = 128;
/** Rows a second beside a SpikerBox, whose ten thousand bytes keep an emulated processor busy. */
const STORY_RATE = 5;

/** A node that hears one signal by three ways, and is called by a guard and a button. */
export function storyCard(brokerPort: number): Record<string, unknown> {
  return {
    ...commonFiles(brokerPort),
    "electrodes.json": {
      devices: [
        { ...converter(first, ["0"]), rate_hz: STORY_RATE, data_rate: DATA_RATE, listening: "continuous" },
        {
          ...{ ...converter(guard, ["0-1"]), listening: "sentinel" },
          sentinel: { channel: "0-1", band_mv: BAND_MV },
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
        { name: "guarded", device: guard.name, channel: "0-1", profile: "plant" },
      ],
    },
  };
}

/** A node that hears eight inputs of two converters, 10 readings a second each, whatever it does besides. */
export function steadyCard(brokerPort: number): Record<string, unknown> {
  return {
    ...commonFiles(brokerPort),
    "electrodes.json": {
      devices: [first, second].map((chip) => ({
        ...{ ...converter(chip, inputs), data_rate: DATA_RATE },
        listening: "continuous",
      })),
      electrodes: [first, second].flatMap(({ name }) =>
        inputs.map((channel) => ({ name: `${name}-${channel}`, device: name, channel, profile: "plant" })),
      ),
    },
  };
}

function converter({ name, address, alert, rate }: (typeof CONVERTERS)[number], channels: readonly string[]) {
  const chip = { kind: "ads1115", bus: 0, name, address, alert: { line: alert }, full_scale_mv: 256 };
  return { ...chip, channels, rate_hz: rate };
}

function commonFiles(brokerPort: number): Record<string, unknown> {
  return {
    "node.json": { site: "rig", node: "n1", broker: { url: `mqtt://${HOST}:${brokerPort}` } },
    "breath.json": { phases: { inhale_s: 8, hold_s: 1, exhale_s: 5, pause_s: PAUSE_S } },
    // Emulated, a start takes so long that rows are missed: a node by the usual rules would withdraw.
    "reflexes.json": { reflexes: [] },
  };
}
