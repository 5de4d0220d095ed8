import type { z } from "zod";
import type { Calibration } from "../domain/calibration.js";
import type { Quantity } from "../domain/covariate.js";
import type { Electrode, Listening } from "../domain/electrode.js";
import type { Facts } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import type { Clock } from "./clock.js";
import type { OpenBytes } from "./files.js";
import type { Gpio } from "./gpio.js";
import type { OpenI2c } from "./i2c.js";
import type { Log } from "./log.js";
import type { Random } from "./random.js";
import type { OpenSerial } from "./serial.js";

/** Everything that the card, the doctor and the node must know of a kind of hardware. One file in `devices/` makes one. */
export interface DeviceKind<Config = unknown> {
  /** The `kind` on the card. */
  readonly kind: string;
  /** One line for people. */
  readonly summary: string;
  /** What it gives or takes. */
  readonly capabilities: readonly ("electrodes" | "environment" | "output" | "button")[];
  /** The npm packages it loads, only when a card names it. */
  readonly packages: readonly string[];
  /** Its time can be simulated: `--speed` may be used. Hardware lives in real time only. */
  readonly simulated: boolean;
  /** The fields of its entry in `electrodes.json` beside `name`, `kind` and `listening`: a zod strict object. */
  readonly schema: ConfigSchema<Config>;
  /** What of the machine it needs for itself alone: two devices of a card that want the same are a fault of the card. Nothing unless said. */
  takes?(config: Config): readonly Taken[];
  /** The channels that it will have, where the card alone says so: an electrode on another is a fault of the card. Else undefined. */
  channels?(config: Config): readonly string[] | undefined;
  /** What the hardware will make of a signal that is not wrong, but probably not meant; told by `check` and the doctor. */
  doubts?(config: Config, use: DeviceUse): readonly Doubt[];
  /** Is it there? What answers, in one line; rejects with what is amiss. Asks and changes nothing: a node may be listening to it. */
  probe?(config: Config, openI2c: OpenI2c): Promise<string>;
  /** Makes a device and touches nothing yet. */
  create(config: Config, ports: DevicePorts): Device;
}

/** A piece of the machine that one device has for itself alone. */
export interface Taken {
  /** The field of its entry on the card that says so. */
  readonly field: string;
  /** What it is, for people; the same words for the same thing: `GPIO line 17`. */
  readonly what: string;
}

/** What a card makes of a device, beside the device's own fields. */
export interface DeviceUse {
  readonly listening: Listening | undefined;
  /** What hangs on it; empty where the card lists nothing, and all channels are electrodes with usual profiles. */
  readonly electrodes: readonly Pick<Electrode, "channel" | "profile">[];
}

/** Something that is probably not meant. */
export interface Doubt {
  /** The field of the device's entry on the card that would mend it. */
  readonly field: string;
  /** What it is and what would be better, as a sentence that goes on after the field's name. */
  readonly message: string;
}

/** What `z.strictObject({ … })` gives: it checks an entry, and JSON Schema can be made of it. */
export type ConfigSchema<Config> = z.ZodType<Config>;

/** The world as a device may see it. */
export interface DevicePorts {
  /** The device's own name on the card. */
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly openBytes: OpenBytes;
  readonly openI2c: OpenI2c;
  readonly openSerial: OpenSerial;
  readonly gpio: Gpio;
  /** When the first sample of a recording is thought to have been taken, if the recording does not say. */
  readonly start: Seconds;
}

export interface Channel {
  /** As in `electrodes.json`: `0-1` of an ADS1115, a column of a recording. */
  readonly name: string;
  readonly role: ChannelRole;
}

export type ChannelRole = "electrode" | Quantity;

export interface Device {
  /**
   * Begins to deliver. Resolves with the channels; with none where the hardware must say them first and has not: `described` does
   * then. Throws an AndasError `device` if it is not there, and is tried again; any other if the device cannot be used at all.
   */
  start(sink: DeviceSink): Promise<DeviceDescription>;
  /** Stops delivering for a planned rest, and goes on after it. Between the two, `row` is not called. */
  rest(): void;
  wake(): void;
  /** Idempotent; nothing is delivered after it resolved. */
  stop(): Promise<void>;
  /** It is a light that shows how the node is. */
  readonly showsStatus?: boolean;
  /** Drives an output (`output` devices only). */
  setOutput?(on: boolean): Promise<void>;
  /** What its channels are corrected by, where they can be. */
  readonly calibration?: DeviceCalibration;
  /** What it measures of itself, for `health`: losses, jitter. */
  report?(): Facts;
}

/** What the rows of a device are corrected by, channel by channel. */
export interface DeviceCalibration {
  /** At first as the card says; undefined of a channel that it has not. */
  of(channel: string): Calibration | undefined;
  /** From the next reading on. */
  set(channel: string, calibration: Calibration): void;
}

export interface DeviceDescription {
  readonly channels: readonly Channel[];
  /** Nominal samples a second, 0 where there are none (an LED, a button). */
  readonly rate: number;
  /** Where the recording's own time column is zero, in node time; for hardware 0 (its time is node time). */
  readonly origin: Seconds;
}

/** What a device tells. All calls are synchronous and never throw. */
export interface DeviceSink {
  /**
   * One row. `values[i]` belongs to `channels[i]`: millivolts for electrodes, those of `UNIT_OF` (°C, %, lx, mm) for the others, NaN where
   * missing. The array is the device's own and will be overwritten: copy what must be kept.
   */
  row(at: Seconds, values: Float64Array): void;
  /**
   * Many rows at once, oldest first, of a device that is read in blocks: row `r` was at `first + r * period`, and `values[r * n + i]`
   * belongs to `channels[i]` of `n`. As `row` in everything else.
   */
  block(first: Seconds, period: Seconds, values: Float64Array, rows: number): void;
  /** The channels are known now, or they are others: the next row has these. */
  described(at: Seconds, description: DeviceDescription): void;
  /** A recording tells that whoever made it had rested as planned between the last row and the next. */
  rested?(): void;
  /** Something could not be read or understood: counted, told, and the device goes on. */
  fault(at: Seconds, reason: string): void;
  /** A button was pressed, a comparator called. */
  called(at: Seconds): void;
  /** A person wants the node to end in good order, and the board to go off. */
  halt?(at: Seconds): void;
  /** Somebody is there and wants a visit of this length, or no longer. */
  visit?(at: Seconds, length: Seconds): void;
  /** A recording is over. */
  ended(): void;
}
