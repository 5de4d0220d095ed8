import type { HealthCheck } from "../../domain/health.js";
import { type Eeprom, readEeprom } from "../../ports/os/power/eeprom.js";
import type { Found, Power } from "../../ports/power.js";
import type { Programs } from "../../ports/programs.js";
import { check } from "./check.js";
import { type Capability, MANUALS, TRIED } from "./power-manual.js";

/** What the board can turn down and be woken by: what is there, how it is tried, what its manual says. Changes nothing. */
export async function powerAndRest(
  power: Power,
  model: string | undefined,
  programs: Programs,
): Promise<HealthCheck[]> {
  const manual = MANUALS.find((one) => model !== undefined && one.model.test(model))?.says;
  const line = (name: Capability, { can, text }: Found): HealthCheck => {
    const says = manual?.[name];
    return check(name, can ? "healthy" : "unknown", `${text}; ${TRIED[name]}${says ? `; its manual: ${says}` : ""}`);
  };
  const parts = [power.radio, ...power.parts];
  const alarms = await Promise.all(power.alarms.map(async (one) => ({ name: one.name, found: await one.look() })));
  const able = alarms.filter(({ found }) => found.can);
  const off = await power.canSwitchOff();
  const alarm: Found = { can: able.length > 0, text: alarmText(able.length > 0 ? able : alarms.slice(0, 1)) };
  return [
    ...(await Promise.all(parts.map(async (one) => line(one.part, await one.look())))),
    line("switching off", off),
    line("wake alarm", alarm),
    ...(/Pi 5/.test(model ?? "") ? [eepromLines(await readEeprom(programs))] : []),
    depths(off.can, able.length),
  ];
}

function alarmText(alarms: readonly { readonly found: Found }[]): string {
  const texts = alarms.map(({ found }) => found.text);
  return texts.length === 0 ? "none: a battery-backed clock with an alarm would give one" : texts.join("; beside it ");
}

function depths(mayBeOff: boolean, alarms: number): HealthCheck {
  if (!mayBeOff || alarms === 0) return check("rest depths", "healthy", "idle");
  const guard = alarms > 1 ? ", a second one later as its guard" : "";
  return check("rest depths", "healthy", `idle; off, once an alarm was set and read back${guard}`);
}

/** What a Pi 5 that is halted draws is for its bootloader to say. */
function eepromLines(eeprom: Eeprom | undefined): HealthCheck {
  const lines = [
    ...(eeprom?.powerOffOnHalt === true ? [] : ["POWER_OFF_ON_HALT=1"]),
    ...(eeprom?.wakeOnGpio === false ? [] : ["WAKE_ON_GPIO=0"]),
  ];
  if (lines.length === 0) return check("EEPROM", "healthy", "switches the board off when it is halted");
  const remedy = `\`sudo rpi-eeprom-config --edit\`: ${lines.join(" and ")}; without them a halted Pi 5 draws more than a watt`;
  if (eeprom === undefined) return check("EEPROM", "unknown", `cannot be read; see that it says, by ${remedy}`);
  return check("EEPROM", "warning", `lacks what switches the board off when it is halted: ${remedy}`);
}
