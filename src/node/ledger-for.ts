import { boardNamed, boardOf } from "../breathing/energy/boards.js";
import { EnergyLedger } from "../breathing/energy/energy-ledger.js";
import type { BoardInUse } from "../breathing/energy/energy-report.js";
import type { ReadSupply } from "../breathing/energy/supply-meter.js";
import type { EnergySettings } from "../domain/energy.js";
import type { Clock, SteadyClock } from "../ports/clock.js";
import type { ProcessorTime } from "../ports/processor-time.js";
import type { NodeState } from "./node-state.js";

/** What the board can say of what it draws. */
export interface BoardSense {
  /** As its device tree names it. */
  readonly model?: string | undefined;
  readonly supply: ReadSupply;
  readonly processor: ProcessorTime;
}

/** The board that the card names, or that this one says that it is. */
export function boardInUse({ board }: EnergySettings, model: string | undefined): BoardInUse {
  return board === undefined ? boardOf(model) : { board: boardNamed(board), isKnown: true };
}

/** The energy ledger of a run. @param sense of the board; undefined in simulated time, where it says nothing about the node's life */
export function ledgerFor(
  settings: EnergySettings,
  { energy: state }: Pick<NodeState, "energy">,
  clock: Pick<Clock, "hold"> & SteadyClock,
  sense: BoardSense | undefined,
): EnergyLedger {
  const measured = sense && { supply: sense.supply, processor: sense.processor };
  return new EnergyLedger({ state, clock, settings, board: boardInUse(settings, sense?.model), ...measured });
}
