import { Ina2xx } from "../../devices/supply/ina2xx.js";
import { WittyPi } from "../../devices/supply/witty-pi.js";
import type { SupplySettings } from "../config/configuration.js";
import type { OpenI2c } from "../ports/i2c.js";
import type { WakeAlarm } from "../ports/power.js";
import type { PowerBoard } from "../ports/power-board.js";

/** The power board of a card; undefined where the kernel knows it, or there is none. */
export function powerBoardOf(supply: SupplySettings, openI2c: OpenI2c): PowerBoard | undefined {
  const { chip, bus, address, shunt } = supply;
  if (chip === "witty-pi-4") return new WittyPi(bus, openI2c);
  return chip === "kernel" ? undefined : new Ina2xx({ chip, bus, address, shuntOhm: shunt }, openI2c);
}

/** The alarm of a power board that has one. */
export function alarmOf(supply: SupplySettings | undefined, openI2c: OpenI2c): WakeAlarm | undefined {
  return supply?.chip === "witty-pi-4" ? new WittyPi(supply.bus, openI2c) : undefined;
}
