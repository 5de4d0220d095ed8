import { DAY, HOUR, MINUTE, type Seconds } from "../../src/domain/time.js";
import type { Random } from "../../src/ports/random.js";
import type { Wish } from "./operator.js";

/** What may go wrong. Times are true ones. Those with an `until` are in force till then, the others happen once. */
export type Fault =
  /** The power goes, so many changes of the disk after `at` (0: at once), and is gone for `off` seconds; it may go again in the next start. */
  | {
      readonly do: "cut";
      readonly at: Seconds;
      readonly changes: number;
      readonly off: Seconds;
      readonly again?: number;
    }
  /** Somebody stops the node, and starts it again. */
  | { readonly do: "restart"; readonly at: Seconds }
  /** The connection is reset at the packet after so many: before it arrived, or before its answer did. */
  | { readonly do: "reset"; readonly at: Seconds; readonly packets: number; readonly arrives: boolean }
  /**
   * The broker is gone; one that was replaced comes back knowing nobody; one that denies takes no percepts; one that is silent lets
   * everybody in, and then says nothing.
   */
  | (Lasting & { readonly do: "outage"; readonly how: "gone" | "replaced" | "denies" | "silent" })
  /** No fault: somebody gives the node a command, whatever else is wrong. */
  | ({ readonly do: "command"; readonly at: Seconds } & Wish)
  /** The system's clock is off by so much. */
  | (Lasting & { readonly do: "leap"; readonly by: Seconds })
  | (Lasting & { readonly do: "sensor"; readonly how: "faulty" | "silent" })
  /** The card has so many bytes left. */
  | (Lasting & { readonly do: "full"; readonly room: number });

interface Lasting {
  readonly at: Seconds;
  readonly until: Seconds;
}

/** The faults of a time, in order; none lasts longer. A year of them has some 700 power cuts, 400 outages and 600 resets. */
export function drawFaults(random: Random, begin: Seconds, end: Seconds): readonly Fault[] {
  const faults: Fault[] = [];
  /** Gaps of all sizes: there are days in which much comes together, and weeks of peace. */
  const often = (name: string, shortest: Seconds, longest: Seconds, draw: (at: Seconds, chance: Random) => Fault) => {
    const chance = random.fork(name);
    const gap = () => anySize(chance, shortest, longest);
    for (let at = begin + gap(); at < end; at += gap()) faults.push(draw(at, chance));
  };
  often("cuts", 5 * MINUTE, 3 * DAY, (at, chance) => ({
    ...{ do: "cut", at, off: anySize(chance, 1, 2 * HOUR) },
    changes: chance.next() < 0.1 ? 0 : Math.floor(anySize(chance, 1, 120)),
    ...(chance.next() < 0.25 && { again: Math.floor(chance.next() * 40) }),
  }));
  often("restarts", HOUR, 15 * DAY, (at) => ({ do: "restart", at }));
  often("resets", 5 * MINUTE, 4 * DAY, (at, chance) => ({
    ...{ do: "reset", at, packets: Math.floor(anySize(chance, 1, 60)) },
    arrives: chance.next() < 0.5,
  }));
  often("outages", 10 * MINUTE, 6 * DAY, (at, chance) => ({
    ...{ do: "outage", at, until: at + anySize(chance, MINUTE, 2 * DAY) },
    how: oneOf(chance, ["gone", "gone", "replaced", "denies", "silent"]),
  }));
  often("leaps", HOUR, 20 * DAY, (at, chance) => ({
    ...{ do: "leap", at, until: at + anySize(chance, MINUTE, DAY) },
    by: (chance.next() < 0.5 ? -1 : 1) * anySize(chance, 1, DAY),
  }));
  often("sensors", HOUR, 10 * DAY, (at, chance) => ({
    ...{ do: "sensor", at, until: at + anySize(chance, MINUTE, DAY) },
    how: oneOf(chance, ["faulty", "silent"]),
  }));
  often("full cards", 6 * HOUR, 30 * DAY, (at, chance) => ({
    ...{ do: "full", at, until: at + anySize(chance, 10 * MINUTE, DAY) },
    room: Math.floor(anySize(chance, 1, 200_000)),
  }));
  often("commands", HOUR, 4 * DAY, (at, chance) => ({
    ...{ do: "command", at, retained: chance.next() < 0.3, named: chance.next() < 0.75 },
    ...(chance.next() < 0.3 && { within: anySize(chance, MINUTE, DAY) }),
  }));
  const bounded = faults.map((fault) => ("until" in fault ? { ...fault, until: Math.min(fault.until, end) } : fault));
  return bounded.sort((a, b) => a.at - b.at);
}

/** Every size is as likely: as many between one minute and two as between one hour and two. */
export function anySize(random: Random, smallest: number, largest: number): number {
  return smallest * (largest / smallest) ** random.next();
}

function oneOf<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(random.next() * choices.length)]!;
}
