import { AndasError, messageOf } from "../../src/domain/errors.js";
import { DAY, type Seconds } from "../../src/domain/time.js";
import type { I2cBus, OpenI2c } from "../../src/ports/i2c.js";
import type { Found, WakeAlarm } from "../../src/ports/power.js";
import type { PowerBoard, Supply } from "../../src/ports/power-board.js";

/*
 * Registers and reasons: UUGear, Witty Pi 4 user manual, "I2C registers", and its firmware, revision 5
 * (github.com/uugear/Witty-Pi-4, Firmware/WittyPi4/WittyPi4.ino). A voltage is a register of whole volts and one of hundredths.
 */
const ADDRESS = 0x08;
const ID = 0;
const VIN = 1;
const VOUT = 3;
const IOUT = 5;
const ACTION_REASON = 11;
/** Second, minute, hour and day of the month, in BCD: when it starts the board. */
const ALARM1 = 27;
const ALARM_FIELDS = 4;
/** Second, minute, hour, day, weekday, month, year, of the clock behind it. */
const RTC = 58;

/** Firmware ids: Witty Pi 4, 4 Mini, 4 L3V7. */
const IDS = [0x26, 0x36, 0x37];
const REASONS: Readonly<Record<number, "alarm" | "hand" | "supply">> = {
  1: "alarm",
  3: "hand",
  5: "supply",
  8: "alarm", // it was due while the board still ran
  12: "alarm", // the guaranteed wake of later firmware
};
/** It knows the day of the month, not the month. */
const FURTHEST: Seconds = 27 * DAY;

/** A Witty Pi 4: what it measures, and the alarm that starts the board. Its own daemon tells it that the system is up, and cuts the power after a halt. */
export class WittyPi implements PowerBoard, WakeAlarm {
  readonly name = "Witty Pi";
  readonly #number: number;
  readonly #openI2c: OpenI2c;

  constructor(bus: number, openI2c: OpenI2c) {
    this.#number = bus;
    this.#openI2c = openI2c;
  }

  /** Of the input; where the board is fed past it (no input), of its output. Amperes as if its converter lost nothing. */
  read(): Promise<Supply> {
    return this.#ask(async (bus) => {
      const [vin, vout, iout] = [await decimal(bus, VIN), await decimal(bus, VOUT), await decimal(bus, IOUT)];
      return vin < 1 ? { volts: vout, amps: iout } : { volts: vin, amps: (vout * iout) / vin };
    });
  }

  async look(): Promise<Found> {
    try {
      const id = await this.#ask((bus) => byte(bus, ID));
      if (IDS.includes(id)) return { can: true, text: `a Witty Pi 4 at 0x08 on I2C bus ${this.#number}` };
      return { can: false, text: `what answers at 0x08 is no Witty Pi 4 (it says 0x${id.toString(16)})` };
    } catch (error) {
      return { can: false, text: messageOf(error) };
    }
  }

  async arm(seconds: Seconds): Promise<Seconds> {
    if (seconds > FURTHEST) throw new AndasError("device", "a Witty Pi wakes nobody after more than 27 days");
    return this.#ask(async (bus) => {
      const now = await clockOf(bus);
      const wanted = fields(now + Math.round(seconds));
      for (const [i, value] of wanted.entries()) await bus.writeByte(ADDRESS, ALARM1 + i, bcd(value));
      const set: number[] = [];
      for (let i = 0; i < ALARM_FIELDS; i++) set.push(decoded(await byte(bus, ALARM1 + i)));
      return set.every((value, i) => value === wanted[i]) ? Math.round(seconds) : Number.NaN;
    });
  }

  async disarm(): Promise<void> {
    await this.#ask(async (bus) => {
      for (let i = 0; i < ALARM_FIELDS; i++) await bus.writeByte(ADDRESS, ALARM1 + i, 0);
    });
  }

  async startedBy(): Promise<"alarm" | "hand" | "supply" | undefined> {
    return this.#ask(async (bus) => REASONS[await byte(bus, ACTION_REASON)]).catch(() => undefined);
  }

  /** @throws AndasError `device` where it does not answer, `addon` without i2c-bus */
  async #ask<T>(work: (bus: I2cBus) => Promise<T>): Promise<T> {
    const bus = await this.#openI2c(this.#number);
    try {
      return await work(bus);
    } catch (error) {
      if (error instanceof AndasError) throw error;
      const where = `at 0x08 on I2C bus ${this.#number} (${messageOf(error)})`;
      throw new AndasError(
        "device",
        `no Witty Pi answers ${where}: check that it sits firmly, or take supply off node.json`,
        error,
      );
    } finally {
      await bus.close();
    }
  }
}

async function byte(bus: I2cBus, register: number): Promise<number> {
  return (await bus.readBlock(ADDRESS, register, 1))[0] ?? 0;
}

async function decimal(bus: I2cBus, register: number): Promise<number> {
  return (await byte(bus, register)) + (await byte(bus, register + 1)) / 100;
}

/** What its clock shows, as if that were UTC: it counts for itself alone. @throws AndasError `device` of a time that is none */
async function clockOf(bus: I2cBus): Promise<Seconds> {
  const shown: number[] = [];
  for (let i = 0; i < 7; i++) shown.push(decoded((await byte(bus, RTC + i)) & (i === 0 ? 0x7f : 0xff)));
  const [second = 0, minute = 0, hour = 0, day = 0, , month = 0, year = 0] = shown;
  const time = Date.UTC(2000 + year, month - 1, day, hour, minute, second) / 1000;
  const again = new Date(time * 1000);
  if (!Number.isFinite(time) || again.getUTCDate() !== day || again.getUTCMinutes() !== minute || month < 1)
    throw new AndasError("device", "the clock of the Witty Pi shows no time: set it, and look at its battery");
  return time;
}

/** Second, minute, hour and day of the month. */
function fields(at: Seconds): readonly number[] {
  const date = new Date(at * 1000);
  return [date.getUTCSeconds(), date.getUTCMinutes(), date.getUTCHours(), date.getUTCDate()];
}

function bcd(value: number): number {
  return Math.floor(value / 10) * 16 + (value % 10);
}

/** NaN of what is no BCD. */
function decoded(bits: number): number {
  const [tens, ones] = [bits >> 4, bits & 0xf];
  return tens > 9 || ones > 9 ? Number.NaN : 10 * tens + ones;
}
