import type { Seconds } from "../../domain/time.js";
import type { Board } from "./boards.js";
import { breakEven } from "./break-even.js";

/** What a board did in some time. */
export interface Use {
  readonly seconds: Seconds;
  /** Of them, switched off. */
  readonly off: Seconds;
  /** Of them, with the radio up. */
  readonly radio: Seconds;
  /** Processor time of the node and its children; absent where nobody measured it: then by the rows. */
  readonly busy?: Seconds;
  /** Rows of samples that were heard. */
  readonly rows: number;
  /** How often it booted. */
  readonly boots: number;
}

/** Joules by what they were spent on. */
export interface Spending {
  readonly idle: number;
  readonly busy: number;
  readonly radio: number;
  readonly converter: number;
  readonly off: number;
  readonly boot: number;
}

/** A row wakes the processor for about so long. Assumed: `andas bench idle` gives the share of a core at 1 Hz. */
export const BUSY_A_ROW: Seconds = 0.001;

/** Four single conversions of an ADS1115 at 128 a second: 150 µA at 3.3 V (TI SBAS444E, 6.5, typical) for 31 ms. Joules. */
const CONVERSIONS_A_ROW = 15e-6;

/** What that cost, by the table of the board. */
export function spending(board: Board, { seconds, off, radio, busy, rows, boots }: Use): Spending {
  return {
    idle: Math.max(0, seconds - off) * board.idle,
    busy: (busy ?? rows * BUSY_A_ROW) * board.core,
    radio: radio * board.radio,
    converter: rows * CONVERSIONS_A_ROW,
    off: off * board.off,
    boot: boots * board.boot,
  };
}

/** All of it, in joules. */
export function joules(board: Board, use: Use): number {
  return Object.values(spending(board, use)).reduce((sum, part) => sum + part, 0);
}

/** From how long a rest on it pays to switch the board off. */
export function breakEvenOf({ boot, idle, off }: Board): Seconds {
  return breakEven({ bootJoules: boot, idleWatts: idle, offWatts: off });
}
