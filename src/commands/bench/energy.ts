import { BOARDS } from "../../breathing/energy/boards.js";
import { breakEvenOf } from "../../breathing/energy/power-model.js";
import type { PanelSettings } from "../../domain/energy.js";
import { AndasError } from "../../domain/errors.js";
import { DAY, HOUR, type Seconds } from "../../domain/time.js";
import { SeededRandom } from "../../ports/seeded-random.js";
import type { Options } from "../cli/options.js";
import { CONTENDERS } from "./year/contenders.js";
import { fieldYear } from "./year/field.js";
import { live } from "./year/live.js";
import { Weather } from "./year/weather.js";

/** 2026-01-01: the year begins in winter, with a full battery. */
const START: Seconds = Date.UTC(2026, 0, 1) / 1000;
const DAYS = 365;
const END: Seconds = START + DAYS * DAY;

/** Hours of full sun a day at 59° N under the open sky, January to December, on a flat panel: in the order of what maps say. Assumed. */
const OPEN_SKY = [0.35, 0.95, 2.2, 3.8, 5.2, 5.6, 5.3, 4.2, 2.6, 1.2, 0.45, 0.25];
/** What of it reaches the ground of a forest. Assumed. */
const IN_A_FOREST = 0.25;

/**
 * A simulated year on a battery and a panel: how many days each rhythm lives, for how long it listens, and what it hears of a field that
 * wakes, beats and falls silent. A model of models: what it is worth is the comparison.
 */
export async function benchEnergy(options: Options): Promise<object> {
  const battery = options.positive("battery-wh") ?? 10;
  const panel: PanelSettings = {
    watts: options.positive("panel-w") ?? 5,
    sunHours: OPEN_SKY.map((hours) => hours * (options.positive("sky") ?? IN_A_FOREST)),
  };
  const name = options.text("board") ?? "zero-2-w";
  const board = BOARDS.find((one) => one.name === name);
  if (board === undefined)
    throw new AndasError("usage", `--board ${name}: give one of ${BOARDS.map((one) => one.name).join(", ")}`);
  const seed = options.whole("seed") ?? 1;
  const random = new SeededRandom(seed);
  const events = fieldYear(START, END, random.fork("field"));
  const weather = new Weather(panel, START, DAYS, random.fork("weather"));
  const year = { board, battery: battery * HOUR, weather, start: START, end: END, events };
  const lives = [true, false].flatMap((off) =>
    CONTENDERS.map(({ name: rhythm, make }) => {
      const { daysLived, daysTillDark, listened, heard, boots, watts } = live(make(), { ...year, off });
      return {
        ...{ rhythm, rests: off ? "off where it pays, listening in inhales" : "idle, listening always" },
        days_lived: round(daysLived, 1),
        days_till_dark: round(daysTillDark, 1),
        listened_h: round(listened / HOUR, 1),
        heard,
        heard_share: round(heard / events.length, 4),
        heard_per_listened_h: listened > 0 ? round((heard * HOUR) / listened, 3) : null,
        boots,
        mean_w: round(watts, 4),
      };
    }),
  );
  return {
    ...{ board: board.name, battery_wh: battery, panel_w: panel.watts, seed },
    sun_hours: panel.sunHours.map((hours) => round(hours, 3)),
    break_even_s: round(breakEvenOf(board), 1),
    events: events.length,
    lives,
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
