import { PHASES } from "../../domain/breath.js";
import type { EventName } from "../../domain/reading.js";
import { ENGLISH } from "../../language/en/english.js";
import { phaseShape } from "./breath-row.js";
import { CALLS } from "./call-rows.js";
import { element, figure, text } from "./elements.js";
import { entry, ROW } from "./legend.js";
import { BREATH, CALL, INK } from "./palette.js";
import { gauge } from "./reading-boxes.js";

export const NIGHT_LEGEND_HEIGHT = 5 * ROW + 10;

const CALLED: Readonly<Record<(typeof CALLS)[number], string>> = {
  inhale: "woken: looks along the whole spiral",
  hold: "not woken: thinks over what it inhaled",
  local: "woken in an exhale: looks nearby",
  released: "woken in an exhale: lets all go",
};

const READ: readonly { event: EventName; filled: number; name: string; meaning: string }[] = [
  { event: "burst", filled: 1, name: "burst, rhythm, irregular", meaning: "on electrodes" },
  { event: "wave", filled: 1, name: "wave, scatter", meaning: "from one to another" },
  { event: "artefact", filled: 1, name: "artefact", meaning: "no life" },
  { event: "quiet", filled: 0.6, name: "60 % sure", meaning: "filled so far; start to decided" },
];

/** What the marks of the night mean, in three columns below the others' legend. */
export function nightLegend(left: number, top: number, width: number): string {
  const [breath, calls, readings] = [left, left + width / 4, left + (width * 5) / 8];
  const y = (row: number) => top + (row + 1) * ROW;
  return element(
    "g",
    { "font-size": 11 },
    heading(breath, top, "The breath"),
    ...PHASES.map((phase, i) => {
      const d = phaseShape(phase, [0, 1], [breath, breath + 18], y(i) - 9, 11);
      return element("path", { d, fill: BREATH[phase] }) + entry(breath, y(i), phase, ENGLISH.live.doing[phase]);
    }),
    heading(calls, top, "Calls, a tick each"),
    ...CALLS.map((mode, i) => {
      const tick = { d: `M${figure(calls + 9)} ${figure(y(i) - 8)}v8`, stroke: CALL[mode], "stroke-width": 1.6 };
      return element("path", tick) + entry(calls, y(i), mode, CALLED[mode]);
    }),
    heading(readings, top, "Readings"),
    ...READ.map(
      ({ event, filled, name, meaning }, i) =>
        gauge({ x: readings, y: y(i) - 9, width: 18, height: 11 }, event, filled) +
        entry(readings, y(i), name, meaning),
    ),
  );
}

function heading(x: number, y: number, words: string): string {
  return text(x, y, words, { "font-weight": 600, fill: INK.plain });
}
