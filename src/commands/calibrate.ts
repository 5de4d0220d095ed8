import { z } from "zod";
import type { PlannedDevice } from "../acquisition/device-input.js";
import type { Configuration, DeviceSettings } from "../config/configuration.js";
import { type Calibration, calibrationFrom, UNCALIBRATED } from "../domain/calibration.js";
import { AndasError } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { DeviceSink } from "../ports/device.js";
import { type ChannelFigures, figuresOf } from "../sensing/contact/channel-figures.js";
import type { CalibrateParts } from "./calibrate/parts.js";
import { type CliCommand, NO_WORDS } from "./cli/command.js";
import { needed, Options } from "./cli/options.js";

const calibration = z.record(z.string(), z.object({ offset_mv: z.number(), gain: z.number() }));
const calibrated = z.looseObject({ calibration });

/** `andas calibrate`: what does a channel show whose voltage is known? */
export function makeCalibrate(parts: CalibrateParts): CliCommand {
  return {
    name: "calibrate",
    about: [
      "Measures a converter's channel while its voltage is known: first with its two inputs tied together (nothing is 0 mV), then, with " +
        "--known, at a voltage that a good meter shows. Says noise, drift and hum, and the line for the card.",
    ],
    options: {
      config: { value: "DIR", help: "the card's folder", offers: "folders" },
      device: { value: "NAME", help: "the device, as the card calls it" },
      channel: { value: "NAME", help: "its channel, such as 0-1" },
      known: { value: "MV", help: "the voltage on it, in mV (default: its inputs are shorted)" },
      seconds: { value: "N", help: "how long it is measured (default 60)" },
      state: {
        value: "DIR",
        help: "keep what was found in the node's state: it is used from the next start on",
        offers: "folders",
      },
      json: { help: 'for programs: {"v":1,"device","channel","mean_mv","noise_mv",…,"calibration"}' },
    },
    words: NO_WORDS,
    notes: [
      "Stop the node first: two programs would turn the same chip's multiplexer. Nothing is written to the card. A running node does the same on `cmd/electrode.calibrate`.",
    ],
    async run(args, io) {
      const options = new Options(args);
      const [folder, device, channel] = ["config", "device", "channel"].map((name) =>
        needed(options.text(name), name, "calibrate"),
      );
      const known = options.number("known");
      const seconds = options.positive("seconds") ?? 60;
      const configuration = await parts.card(folder!);
      const settings = settingsOf(configuration, device!);
      const before = settings.calibration[channel!] ?? UNCALIBRATED;
      const bare = { ...configuration, devices: [settings.bare], electrodes: [] };
      const [planned] = parts.plan(bare);
      const figures = await measure(planned!, channel!, () => parts.pass(seconds, io.signal));
      const found = foundIn(figures, known, before);
      const state = options.text("state");
      if (state !== undefined) {
        const { noise, drift, hum = null } = figures;
        const measured = { noise_mv: noise * found.gain, drift_mv_min: drift * found.gain };
        await parts.keep(state, {
          ...{ device: device!, channel: channel!, at: parts.now(), ...found, known_mv: known ?? 0, ...measured },
          ...{ hum_mv: hum === null ? null : hum * found.gain, card: before },
        });
      }
      if (options.has("json")) await io.out(`${JSON.stringify(forPrograms(device!, channel!, figures, found))}\n`);
      else await io.out(forPeople(device!, channel!, figures, known, found));
      return 0;
    },
  };
}

/** The device as it stands on the card, and the same without calibration: what is measured is what the chip itself shows. */
function settingsOf({ devices }: Configuration, name: string) {
  const settings = devices.find((device) => device.name === name);
  const config = calibrated.safeParse(settings?.config);
  if (settings === undefined || !config.success) {
    const able = devices.filter((device) => calibrated.safeParse(device.config).success).map((device) => device.name);
    const there = able.length > 0 ? `such are ${able.join(", ")}` : "the card has none";
    throw new AndasError("usage", `"${name}" is no converter that can be calibrated; ${there}`);
  }
  const bare: DeviceSettings = { ...settings, config: { ...config.data, calibration: {} } };
  return { bare, calibration: config.data.calibration };
}

/** @throws AndasError `usage` where there is no such channel, `device` where it cannot be read */
async function measure({ device }: PlannedDevice, channel: string, pass: () => Promise<void>): Promise<ChannelFigures> {
  const times: Seconds[] = [];
  const values: number[] = [];
  let index = 0;
  let trouble = "nothing came from it";
  const take = (at: Seconds, row: Float64Array) => {
    times.push(at);
    values.push(row[index]!);
  };
  const sink: DeviceSink = {
    row: take,
    block: (first, period, block, rows) => {
      const width = block.length / rows;
      for (let i = 0; i < rows; i++) take(first + i * period, block.subarray(i * width, (i + 1) * width));
    },
    described: (_, { channels }) => {
      index = channels.findIndex(({ name }) => name === channel);
    },
    fault: (_, reason) => {
      trouble = reason;
    },
    called: () => {},
    ended: () => {},
  };
  try {
    const { channels, rate } = await device.start(sink);
    index = channels.findIndex(({ name }) => name === channel);
    if (index < 0) {
      const there = channels.map(({ name }) => name).join(", ");
      throw new AndasError("usage", `there is no channel "${channel}"; there are ${there}`);
    }
    await pass();
    const figures = figuresOf(times, values, rate);
    if (figures === undefined) throw new AndasError("device", `channel ${channel} cannot be measured: ${trouble}`);
    return figures;
  } finally {
    await device.stop();
  }
}

/** @throws AndasError `device` where no converter could be so far off */
function foundIn({ mean }: ChannelFigures, known: number | undefined, before: Calibration): Calibration {
  const found = calibrationFrom(mean, known, before);
  if (found !== undefined) return found;
  throw new AndasError(
    "device",
    `it shows ${round(mean)} mV where ${known} mV should be: look at the wires, and at which end is plus`,
  );
}

function forPrograms(device: string, channel: string, figures: ChannelFigures, calibration: Calibration) {
  const { mean, noise, drift, hum, rows, missing } = figures;
  const measured = { mean_mv: mean, noise_mv: noise, drift_mv_min: drift, hum_mv: hum, rows, missing };
  return { v: 1, device, channel, ...measured, calibration };
}

function forPeople(
  device: string,
  channel: string,
  figures: ChannelFigures,
  known: number | undefined,
  found: Calibration,
) {
  const { mean, noise, drift, hum, rows, missing } = figures;
  const held = known === undefined ? "shorted" : `at ${known} mV`;
  const lines = [
    `${device}, channel ${channel}, ${held}, ${rows} rows${missing > 0 ? ` (${missing} missing)` : ""}:`,
    `  mean   ${round(mean)} mV`,
    `  noise  ${round(noise)} mV rms`,
    `  drift  ${round(drift)} mV a minute`,
    `  hum    ${hum === undefined ? "not to be seen at this rate_hz; 130 would show it" : `${round(hum)} mV`}`,
    "on the card:",
    `  "calibration": ${JSON.stringify({ [channel]: found })}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** To five digits: no converter knows more. */
function round(value: number): number {
  return Number(value.toPrecision(5));
}
