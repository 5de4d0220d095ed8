import type { Board } from "../../../breathing/energy/boards.js";
import { breakEvenOf, joules, type Use } from "../../../breathing/energy/power-model.js";
import { before, phaseAfter } from "../../../breathing/forecast.js";
import type { Rhythm } from "../../../breathing/rhythms/rhythm.js";
import type { BreathPhase } from "../../../domain/breath.js";
import { DAY, HOUR, type Seconds } from "../../../domain/time.js";
import type { FieldEvent } from "./field.js";
import type { Weather } from "./weather.js";

export interface YearOf {
  readonly board: Board;
  /** In joules, when it is full: so it begins. */
  readonly battery: number;
  readonly weather: Weather;
  readonly start: Seconds;
  readonly end: Seconds;
  readonly events: readonly FieldEvent[];
  /** Rests that pay are spent switched off, and it hears what happens in its inhales; else it idles, and listens all the time. */
  readonly off: boolean;
}

/** What became of a node. */
export interface Lived {
  /** In which it had power, in all; and till it had none for the first time (the whole year where that never came). */
  readonly daysLived: number;
  readonly daysTillDark: number;
  readonly listened: Seconds;
  readonly heard: number;
  readonly boots: number;
  /** Mean, while it lived. */
  readonly watts: number;
}

/** With the radio up in each exhale. Assumed: to join a network, tell, and empty the mailbox. */
const RADIO: Seconds = 20;
/** A battery that was empty switches the board on again when it holds this share. */
const COMES_BACK = 0.2;

/** A year of one rhythm, phase by phase, with four electrodes at 1 Hz. */
export function live(rhythm: Rhythm, { board, battery, weather, start, end, events, off }: YearOf): Lived {
  const pays = breakEvenOf(board);
  let charge = battery;
  let phase: BreathPhase = before(start, 0);
  let next = 0;
  let dark: Seconds | undefined;
  let [alive, listened, heard, boots, spent] = [0, 0, 0, 0, 0];

  while (phase.until < end) {
    phase = phaseAfter(phase, { rhythm, deeper: 0, awakeUntil: undefined });
    const { since, cycle } = phase;
    const until = Math.min(phase.until, end);
    const seconds = until - since;
    const listens = !off || phase.phase === "inhale";
    const isOff = off && phase.phase === "pause" && seconds > pays;
    const use: Use = {
      ...{ seconds, off: isOff ? seconds : 0, boots: isOff ? 1 : 0 },
      radio: phase.phase === "exhale" ? Math.min(RADIO, seconds) : 0,
      rows: listens ? seconds : 0,
    };
    const cost = joules(board, use);
    charge = Math.min(battery, charge + weather.joules(since, until) - cost);
    spent += cost;
    alive += seconds;
    boots += use.boots;
    while (next < events.length && events[next]!.at < since) next++;
    if (listens) {
      listened += seconds;
      for (; next < events.length && events[next]!.at < until; next++) {
        heard++;
        const nextRest = phase.phase === "pause" ? cycle + 1 : cycle;
        rhythm.hear?.({ kind: "life", ...events[next]!, cycle: nextRest });
      }
    }
    if (phase.phase === "exhale") {
      rhythm.hear?.({ kind: "battery", left: Math.max(0, charge) / battery });
      const pause = rhythm.lengthOf("pause", { cycle, since: until });
      rhythm.hear?.({ kind: "look", now: until, cycle, wake: until + pause });
    }
    if (charge > 0) continue;
    dark ??= until;
    let back = until;
    for (charge = 0; charge < COMES_BACK * battery && back < end; back += HOUR)
      charge += weather.joules(back, back + HOUR);
    charge = Math.max(0, charge - board.boot);
    phase = before(Math.min(back, end), cycle);
  }
  return {
    daysLived: alive / DAY,
    daysTillDark: ((dark ?? end) - start) / DAY,
    ...{ listened, heard, boots },
    watts: alive > 0 ? spent / alive : 0,
  };
}
