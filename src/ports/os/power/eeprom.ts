import type { Programs } from "../../programs.js";

/**
 * Lines of the bootloader's EEPROM that decide what a halted Pi draws (Raspberry Pi documentation, "Raspberry Pi bootloader configuration":
 * POWER_OFF_ON_HALT, which WAKE_ON_GPIO=1 overrules).
 */
export interface Eeprom {
  readonly powerOffOnHalt: boolean;
  readonly wakeOnGpio: boolean;
}

/** Undefined where nobody tells: no Pi of these, no tool, or not allowed. Unset lines have their defaults, 0 and 1. */
export async function readEeprom(programs: Programs): Promise<Eeprom | undefined> {
  for (const command of [["rpi-eeprom-config"], ["vcgencmd", "bootloader_config"]]) {
    const text = await programs.ask(command).catch(() => "");
    if (!/^[A-Z_]+=/m.test(text)) continue;
    const value = (name: string) => new RegExp(`^${name}=(\\S+)`, "m").exec(text)?.[1];
    return { powerOffOnHalt: value("POWER_OFF_ON_HALT") === "1", wakeOnGpio: value("WAKE_ON_GPIO") !== "0" };
  }
  return undefined;
}

/** A halted board draws next to nothing. */
export function cutsPower({ powerOffOnHalt, wakeOnGpio }: Eeprom): boolean {
  return powerOffOnHalt && !wakeOnGpio;
}
