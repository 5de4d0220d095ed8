import { PHASES, type Phase } from "../../domain/breath.js";
import { type Seconds, spoken } from "../../domain/time.js";
import { count } from "../../language/en/grammar.js";
import { fullness } from "../lungs.js";
import { element, figure, text } from "./elements.js";
import { BREATH, INK } from "./palette.js";
import type { TimeScale } from "./time-scale.js";

/** A phase of the breath, from its start to its end. */
export interface BreathPiece {
  readonly phase: Phase;
  readonly start: Seconds;
  readonly end: Seconds;
}

/** Breaths narrower than this would be a hatch that flickers. In pixels. */
const NARROWEST = 5;
/** What empty lungs are drawn as, so that a pause has its colour too. In parts of the height. */
const EMPTY = 0.2;
/** In pixels: finer than this a curve needs no points. */
const STEP = 2;

/** The breath as lungs that fill and empty: a phase is told by its shape as well as by its colour, however narrow it is. */
export function breathRow(pieces: readonly BreathPiece[], scale: TimeScale, top: number, height: number): string {
  const seen = pieces.filter(({ start, end }) => scale.shows(start, end));
  const breaths = seen.filter(({ phase }) => phase === "exhale").length;
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined) return "";
  const left = scale.x(first.start);
  const width = scale.x(last.end) - left;
  const told =
    breaths > 1 ? `${count(breaths, "breath")}, one every ${spoken((last.end - first.start) / breaths)}` : "";
  const title = told === "" ? "" : element("title", {}, told);
  if (width / Math.max(breaths, 1) < NARROWEST) return element("g", {}, title, flat(told, left, top, width, height));
  const shapes = PHASES.map((phase) => {
    const d = seen.map((piece) => (piece.phase === phase ? shapeIn(piece, scale, top, height) : "")).join("");
    return d === "" ? "" : element("path", { d, fill: BREATH[phase] });
  });
  return element("g", {}, title, ...shapes);
}

/** A phase, or a part of it from 0 to 1, as a closed path of the lungs' fullness. */
export function phaseShape(
  phase: Phase,
  [begin, end]: readonly [number, number],
  [left, right]: readonly [number, number],
  top: number,
  height: number,
): string {
  const bottom = top + height;
  const moves = phase === "inhale" || phase === "exhale";
  const steps = moves ? Math.max(1, Math.ceil((right - left) / STEP)) : 1;
  const points = Array.from({ length: steps + 1 }, (_, i) => {
    const full = EMPTY + (1 - EMPTY) * fullness(phase, begin + ((end - begin) * i) / steps);
    return `${figure(left + ((right - left) * i) / steps)} ${figure(bottom - full * height)}`;
  });
  return `M${figure(left)} ${figure(bottom)}L${points.join("L")}V${figure(bottom)}Z`;
}

function shapeIn({ phase, start, end }: BreathPiece, scale: TimeScale, top: number, height: number): string {
  const part = (at: Seconds) => Math.min(Math.max((at - start) / (end - start), 0), 1);
  return phaseShape(phase, [part(scale.from), part(scale.to)], [scale.x(start), scale.x(end)], top, height);
}

/** So many breaths that none can be told from the next. */
function flat(told: string, left: number, top: number, width: number, height: number): string {
  const box = { x: left, y: top + height / 4, width, height: height / 2, fill: BREATH.exhale, "fill-opacity": 0.4 };
  const words = { "font-size": 10, "text-anchor": "middle", fill: INK.plain };
  return element("rect", box) + text(left + width / 2, top + height / 2 + 3.5, told, words);
}
