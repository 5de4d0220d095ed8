import { powerOf } from "../../breathing/energy/boards.js";
import { wattsOf } from "../../breathing/energy/supply-meter.js";
import type { RestParts } from "../../breathing/rest/rest.js";
import type { Configuration } from "../../config/configuration.js";
import { type BoardSense, boardInUse } from "../../node/ledger-for.js";
import { alarmOf } from "../../node/power-board.js";
import type { Host } from "../../ports/os/host.js";
import { osI2c } from "../../ports/os/i2c.js";
import { cutsPower, readEeprom } from "../../ports/os/power/eeprom.js";
import { osPower } from "../../ports/os/power/os-power.js";
import { OsProcessorTime } from "../../ports/os/processor-time.js";
import { OsPrograms } from "../../ports/os/programs.js";

/** What this board can say of what it draws. */
export async function boardSense(host: Host): Promise<BoardSense> {
  return { model: await host.model(), supply: () => host.supply(), processor: new OsProcessorTime() };
}

/** The board that this runs on, for its rests. */
export async function boardOf(
  { rest, node }: Configuration,
  host: Host,
): Promise<Pick<RestParts, "power" | "board" | "watts">> {
  const programs = new OsPrograms();
  const model = await host.model();
  const { board, isKnown } = boardInUse(node.energy, model);
  const eeprom = model === undefined ? undefined : await readEeprom(programs);
  const powerBoard = alarmOf(node.supply, osI2c());
  const isCut = powerBoard !== undefined || (eeprom !== undefined && cutsPower(eeprom));
  return {
    power: osPower({ root: "/", programs, alarm: rest.alarm, board: powerBoard }),
    board: isKnown ? powerOf(board, isCut) : {},
    watts: async () => wattsOf(await host.supply()),
  };
}
