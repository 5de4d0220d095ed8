import type { RestParts } from "../../breathing/rest/rest.js";
import type { Configuration } from "../../config/configuration.js";
import { boardFigures } from "../../node/board-figures.js";
import { alarmOf } from "../../node/power-board.js";
import type { Host } from "../../ports/os/host.js";
import { osI2c } from "../../ports/os/i2c.js";
import { cutsPower, readEeprom } from "../../ports/os/power/eeprom.js";
import { osPower } from "../../ports/os/power/os-power.js";
import { OsPrograms } from "../../ports/os/programs.js";
import type { PowerBoard } from "../../ports/power-board.js";

/** The board that this runs on, for its rests. */
export async function boardOf(parts: {
  readonly configuration: Configuration;
  readonly host: Pick<Host, "model">;
  readonly powerBoard: PowerBoard | undefined;
}): Promise<Pick<RestParts, "power" | "board" | "watts">> {
  const { configuration, host, powerBoard } = parts;
  const programs = new OsPrograms();
  const model = await host.model();
  const eeprom = model === undefined ? undefined : await readEeprom(programs);
  const { alarm } = configuration.rest;
  return {
    power: osPower({ root: "/", programs, alarm, board: alarmOf(configuration.node.supply, osI2c()) }),
    board: boardFigures(model, eeprom && cutsPower(eeprom)),
    ...(powerBoard && { watts: () => wattsOf(powerBoard) }),
  };
}

async function wattsOf(powerBoard: PowerBoard): Promise<number | undefined> {
  const supply = await powerBoard.read().catch(() => undefined);
  return supply?.amps === undefined ? undefined : supply.volts * supply.amps;
}
