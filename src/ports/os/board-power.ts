import type { Supply } from "../power-board.js";
import type { Programs } from "../programs.js";
import { plausible, type RootFiles } from "./root-files.js";

const HWMON = "sys/class/hwmon";
/** What Raspberry Pi's kernels have of the firmware's flags; others ask it by vcgencmd. */
const FLAGS = "sys/devices/platform/soc/soc:firmware/get_throttled";
/** Chips that measure a supply and have a driver in the kernel (Linux, drivers/hwmon/ina2xx.c and its like). */
const SUPPLY_CHIPS = /^ina\d+$/;
/** No board that this runs on has more. */
const MOST_VOLTS = 60;
const MOST_AMPS = 50;

/** What the firmware of a Pi has seen, now and since the board was started. */
export interface PowerFlags {
  readonly underVoltage: boolean;
  readonly slowed: boolean;
  readonly hadUnderVoltage: boolean;
  readonly wasSlowed: boolean;
}

/** Bits of `get_throttled` (Raspberry Pi documentation, "vcgencmd"); 16 higher: the same, at any time since the start. */
const UNDER_VOLTAGE = 1 << 0;
const SLOWED = (1 << 1) | (1 << 2) | (1 << 3); // the frequency is capped, throttled, at the soft limit of heat
const SINCE_START = 16;
const KNOWN = 0xf000f;

/** Of `throttled=0x50005`, or of `50005` alone; undefined of anything that the firmware never says. */
export function powerFlags(text: string): PowerFlags | undefined {
  const hex = /^(?:throttled=)?(?:0x)?([0-9a-f]{1,8})$/i.exec(text.trim())?.[1];
  const bits = Number.parseInt(hex ?? "", 16);
  if (hex === undefined || (bits & ~KNOWN) !== 0) return undefined;
  const past = bits >> SINCE_START;
  return {
    underVoltage: (bits & UNDER_VOLTAGE) !== 0,
    slowed: (bits & SLOWED) !== 0,
    hadUnderVoltage: (past & UNDER_VOLTAGE) !== 0,
    wasSlowed: (past & SLOWED) !== 0,
  };
}

/** The firmware's flags; undefined on every other board. */
export async function readPowerFlags(files: RootFiles, programs: Programs): Promise<PowerFlags | undefined> {
  const told = await files.text(FLAGS);
  if (told !== undefined) return powerFlags(told);
  const model = await files.text("proc/device-tree/model");
  if (!model?.startsWith("Raspberry Pi")) return undefined;
  return powerFlags(await programs.ask(["vcgencmd", "get_throttled"]).catch(() => ""));
}

/**
 * The Pi's firmware tells a sagging supply through the rpi_volt driver too; `in0_lcrit_alarm` is 1 while it lasts
 * (Linux, drivers/hwmon/raspberrypi-hwmon.c).
 */
export async function underVoltageAlarm(files: RootFiles): Promise<boolean | undefined> {
  for (const { folder, name } of await sensors(files)) {
    if (name !== "rpi_volt") continue;
    const alarm = await files.number(`${folder}/in0_lcrit_alarm`);
    if (alarm !== undefined) return alarm !== 0;
  }
  return undefined;
}

/** What a power board with a driver in the kernel measures: in1 in mV, curr1 in mA. */
export async function kernelSupply(files: RootFiles): Promise<Supply | undefined> {
  for (const { folder, name } of await sensors(files)) {
    if (!SUPPLY_CHIPS.test(name)) continue;
    const [millivolts, milliamps] = await Promise.all([
      files.number(`${folder}/in1_input`),
      files.number(`${folder}/curr1_input`),
    ]);
    const supply = believable({ volts: (millivolts ?? Number.NaN) / 1000, amps: (milliamps ?? Number.NaN) / 1000 });
    if (supply) return supply;
  }
  return undefined;
}

/** Of a supply what can be true. */
export function believable({ volts, amps }: Supply): Supply | undefined {
  const known = plausible(volts, 0, MOST_VOLTS);
  const flows = plausible(amps, -MOST_AMPS, MOST_AMPS);
  return known === undefined ? undefined : { volts: known, ...(flows !== undefined && { amps: flows }) };
}

async function sensors(files: RootFiles): Promise<{ folder: string; name: string }[]> {
  const folders = (await files.list(HWMON)).map((name) => `${HWMON}/${name}`);
  return Promise.all(
    folders.map(async (folder) => ({ folder, name: (await files.text(`${folder}/name`))?.trim() ?? "" })),
  );
}
