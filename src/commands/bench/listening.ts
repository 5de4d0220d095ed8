import { BOARDS } from "../../breathing/energy/boards.js";
import { joules } from "../../breathing/energy/power-model.js";
import type { Listening } from "../../domain/electrode.js";
import { HOUR, type Seconds } from "../../domain/time.js";
import type { Io } from "../cli/command.js";
import type { Options } from "../cli/options.js";
import { type Asked, BAND, liveWith, quarterOf, START, USUAL, type Way } from "./listening/grove-life.js";
import { type Score, SETTLED, score } from "./listening/score.js";

const HOURS = 72;

/** One that listens for a quarter of the time as well as the usual one, but long enough for whole spikes. */
const LONG = quarterOf(3600);

const WAYS: readonly Way[] = [
  { listening: "continuous", phases: USUAL },
  { listening: "inhale", phases: USUAL },
  { listening: "sentinel", phases: USUAL },
  { listening: "inhale", phases: LONG },
  { listening: "sentinel", phases: LONG },
];

/**
 * The same grove, sample for sample, listened to in several ways by a whole node in simulated time: what wakes it, what that costs on each
 * board beside resting, and what it hears of what was put in.
 */
export async function benchListening(options: Options, io: Io) {
  const hours = options.positive("hours") ?? HOURS;
  const rate = options.positive("rate") ?? 2;
  const seed = options.whole("seed") ?? 1;
  const ways: (Listened & { readonly listening: Listening; readonly inhale_s: Seconds })[] = [];
  for (const way of WAYS) {
    io.err(`andas: ${way.listening} listening, inhales of ${way.phases.inhale_s} s …\n`);
    ways.push({
      listening: way.listening,
      inhale_s: way.phases.inhale_s,
      ...(await listen(way, { hours, rate, seed }, io)),
    });
  }
  return { hours, rate_hz: rate, electrodes: 4, seed, band_mv: BAND, ways };
}

/** What a way of listening costs an hour, and what it hears. */
interface Listened extends Score {
  readonly wakeups_per_h: number;
  readonly of_them: { readonly samples: number; readonly breath: number; readonly sentinel: number };
  /** By board. */
  readonly joules_per_h: Readonly<Record<string, number>>;
}

async function listen(way: Way, asked: Asked, io: Io): Promise<Listened> {
  const { overheard, spikes, rows, turns } = await liveWith(way, asked, io);
  const { hours } = asked;
  const each = (count: number) => Math.round((10 * count) / hours) / 10;
  return {
    wakeups_per_h: each(rows + turns + overheard.calls),
    of_them: { samples: each(rows), breath: each(turns), sentinel: each(overheard.calls) },
    joules_per_h: Object.fromEntries(
      BOARDS.map((board) => [
        board.name,
        Math.round((10 * joules(board, { seconds: hours * HOUR, off: 0, radio: 0, rows, boots: 0 })) / hours) / 10,
      ]),
    ),
    ...score(overheard, spikes, START + SETTLED),
  };
}
