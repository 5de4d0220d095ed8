import { Ina2xx } from "../../devices/supply/ina2xx.js";
import type { SupplySettings } from "../config/configuration.js";
import type { OpenI2c } from "../ports/i2c.js";
import type { PowerBoard } from "../ports/power-board.js";

/** The power board of a card; undefined where the kernel knows it, or there is none. */
export function powerBoardOf(supply: SupplySettings, openI2c: OpenI2c): PowerBoard | undefined {
  const { chip, bus, address, shunt } = supply;
  return chip === "kernel" ? undefined : new Ina2xx({ chip, bus, address, shuntOhm: shunt }, openI2c);
}
