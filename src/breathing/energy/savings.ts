import { type BreathSettings, breathLength } from "../../domain/breath.js";
import { LISTENINGS, type Listening } from "../../domain/electrode.js";
import { HOUR, MINUTE, type Seconds } from "../../domain/time.js";
import type { Board } from "./boards.js";
import { breakEvenOf, joules } from "./power-model.js";

/** How a node lives, as far as its card decides about it. */
export interface Habit {
  readonly phases: BreathSettings["phases"];
  readonly radio: BreathSettings["radio"];
  readonly listening: Listening;
  /** Rows a second, while it listens. */
  readonly rate: number;
  readonly depth: "idle" | "off";
  /** Of each breath: with the radio up where it sleeps, and processor time beside that of the rows; as the ledger has them. */
  readonly radioTime: Seconds;
  readonly busy: Seconds;
}

/** Another setting, and what it would change. */
export interface Saving {
  /** The card's own words. */
  readonly setting: string;
  /** Mean watts with it. */
  readonly watts: number;
  /** What is saved by it, in watts; below zero: it costs more. */
  readonly saved: number;
}

/** Mean watts of a life, by the same model as the ledger's. Switched off it hears nothing, and only rests that pay are switched off for. */
export function meanWatts(board: Board, habit: Habit): number {
  const { phases, radio, listening, rate, depth, radioTime, busy } = habit;
  const length = breathLength(habit);
  const off = depth === "off" && phases.pause > breakEvenOf(board) ? phases.pause : 0;
  const heard = listening === "continuous" ? length - off : phases.inhale;
  const rows = heard * rate;
  const spent = joules(board, {
    ...{ seconds: length, off, rows, boots: off > 0 ? 1 : 0 },
    radio: radio === "always" ? length - off : Math.min(radioTime, length),
  });
  return (spent + busy * board.core) / length;
}

/** What each setting of the card would save, the most first. Those that are in force are left out. */
export function savings(board: Board, habit: Habit): readonly Saving[] {
  const now = meanWatts(board, habit);
  return changes(board, habit)
    .map(({ setting, to }) => {
      const watts = meanWatts(board, { ...habit, ...to });
      return { setting, watts, saved: now - watts };
    })
    .sort((a, b) => b.saved - a.saved);
}

function changes(board: Board, habit: Habit): readonly { readonly setting: string; readonly to: Partial<Habit> }[] {
  const pause = (seconds: Seconds) => ({ phases: { ...habit.phases, pause: seconds } });
  const longer = [habit.phases.pause * 2, 30 * MINUTE, 2 * HOUR].filter((seconds) => seconds > habit.phases.pause);
  const found: { setting: string; to: Partial<Habit> }[] = [
    ...(["breath", "always"] as const)
      .filter((radio) => radio !== habit.radio)
      .map((radio) => ({ setting: `radio: ${radio}`, to: { radio } })),
    ...LISTENINGS.filter((listening) => habit.rate > 0 && listening !== habit.listening).map((listening) => ({
      setting: `listening: ${listening}`,
      to: { listening },
    })),
    ...longer.map((seconds) => ({ setting: `pause_s: ${seconds}`, to: pause(seconds) })),
  ];
  const payable = [habit.phases.pause, ...longer].filter((seconds) => seconds > breakEvenOf(board));
  if (habit.depth === "idle")
    for (const seconds of payable)
      found.push({ setting: `pause_s: ${seconds}, switched off`, to: { ...pause(seconds), depth: "off" } });
  return found;
}
