import type { RecordingOptions } from "../../devices/recording/format/begin.js";
import type { PlannedDevice } from "../acquisition/device-input.js";
import type { Configuration, DeviceSettings } from "../config/configuration.js";
import { AndasError } from "../domain/errors.js";
import type { Seconds } from "../domain/time.js";
import type { Clock } from "../ports/clock.js";
import type { DeviceKind, DevicePorts } from "../ports/device.js";
import type { Log } from "../ports/log.js";
import { OsGpio } from "../ports/os/gpio/os-gpio.js";
import { osI2c } from "../ports/os/i2c.js";
import { openBytes } from "../ports/os/open-bytes.js";
import { osSerial } from "../ports/os/serial.js";
import type { Random } from "../ports/random.js";
import { sharedI2c } from "../ports/shared-i2c.js";

/** Makes the devices of a card. Nothing is opened yet, and no library of a device is loaded before one needs it. */
export function planDevices(options: {
  configuration: Configuration;
  kinds: readonly DeviceKind[];
  clock: Clock;
  random: Random;
  log: Log;
  start: Seconds;
}): PlannedDevice[] {
  const { configuration, kinds, clock, random, log, start } = options;
  const world: Omit<DevicePorts, "name" | "random"> = {
    clock,
    log,
    start,
    openBytes,
    openI2c: sharedI2c(osI2c()),
    openSerial: osSerial(),
    gpio: new OsGpio(clock),
  };
  return configuration.devices.map((settings) => ({
    name: settings.name,
    listening: settings.listening,
    electrodes: configuration.electrodes.filter((electrode) => electrode.device === settings.name),
    glyphs: configuration.glyphs,
    device: kindOf(settings, kinds).create(settings.config, {
      ...world,
      name: settings.name,
      random: random.fork(settings.name),
    }),
  }));
}

export function kindOf(settings: DeviceSettings, kinds: readonly DeviceKind[]): DeviceKind {
  const kind = kinds.find((candidate) => candidate.kind === settings.kind);
  if (kind === undefined)
    throw new AndasError("internal", `the card was accepted with a device of unknown kind ${settings.kind}`);
  return kind;
}

/** The same card, listening to a recording: in the place of its own, if it names one, or alone. */
export function withRecording(configuration: Configuration, recording: RecordingOptions): Configuration {
  const own = configuration.devices.find((device) => device.kind === "recording");
  const device: DeviceSettings = {
    name: own?.name ?? "recording",
    kind: "recording",
    listening: own?.listening ?? "continuous",
    config: {
      ...(own?.config as object | undefined),
      file: recording.file,
      ...(recording.rate !== undefined && { rate_hz: recording.rate }),
      ...(recording.unit !== undefined && { unit: recording.unit }),
      ...(recording.columns !== undefined && { columns: recording.columns }),
      ...(recording.timeFormat !== undefined && { time_format: recording.timeFormat }),
      ...(recording.scale !== undefined && { scale_mv: recording.scale }),
    },
  };
  return {
    ...configuration,
    devices: [device],
    electrodes: configuration.electrodes.filter((electrode) => electrode.device === device.name),
  };
}
