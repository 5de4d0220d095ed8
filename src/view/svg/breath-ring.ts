import type { Breath } from "../../domain/breath.js";
import type { Seconds } from "../../domain/time.js";
import { BREATH, FONT, INK, SPIKE } from "./palette.js";

/** What a ring shows. */
export interface BreathRing {
  readonly title: string;
  /** When each turn begins, rising: twelve o'clock. The last one only ends the turn before. */
  readonly turns: readonly Seconds[];
  readonly breaths: readonly Breath[];
  readonly onsets: readonly Seconds[];
  /** Named stretches, from the inside out. */
  readonly sections: readonly { readonly from: Seconds; readonly text: string }[];
}

const SIZE = 900;
const TOP = 60;
const INNER = 60;
const OUTER = 400;
const CENTRE = { x: SIZE / 2, y: TOP + OUTER + 20 };
const LOCKED = "#0f7f76";

/**
 * Time as a spiral of turns, from the middle outward: one turn from a beat of the field to the next, which stands at twelve o'clock. Inhales
 * are strokes, onsets are dots. Where breath and field go together, strokes stand over each other.
 */
export function breathRing({ title, turns, breaths, onsets, sections }: BreathRing): string {
  const place = placing(turns);
  const width = ((OUTER - INNER) / turns.length) * 0.9;
  const inhales = breaths.flatMap(({ phase, since, until, rhythm }) => {
    if (phase !== "inhale") return [];
    const from = place(since);
    const to = place(until);
    if (from === undefined || to === undefined) return [];
    const stroke = rhythm.field?.period === undefined ? BREATH.pause : LOCKED;
    const large = to.turn === from.turn && to.angle - from.angle > Math.PI ? 1 : 0;
    return [
      `<path d="M${point(from)}A${fix(from.radius)} ${fix(from.radius)} 0 ${large} 1 ${point({ ...to, radius: from.radius })}" stroke="${stroke}"/>`,
    ];
  });
  const dots = onsets.flatMap((at) => {
    const where = place(at);
    return where === undefined ? [] : [`<circle cx="${x(where)}" cy="${y(where)}" r="1.3"/>`];
  });
  const rings = sections.flatMap(({ from }) => {
    const where = place(from);
    return where === undefined ? [] : [`<circle cx="${CENTRE.x}" cy="${CENTRE.y}" r="${fix(where.radius)}"/>`];
  });
  const names = sections.map(({ text }, i) => {
    const from = place(sections[i]!.from)?.radius ?? INNER;
    const next = sections[i + 1];
    const to = next === undefined ? OUTER : (place(next.from)?.radius ?? OUTER);
    return `<text x="${CENTRE.x}" y="${fix(CENTRE.y + (from + to) / 2 + 4)}">${text}</text>`;
  });
  const how = "one turn from beat to beat, from the middle outward; twelve o'clock is where the field beats";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE + TOP}" role="img" aria-labelledby="andas-title andas-desc" font-family="${FONT}">`,
    `<title id="andas-title">${title}</title>`,
    `<desc id="andas-desc">${how}: ${sections.map(({ text }) => text).join(", ")}</desc>`,
    `<rect width="100%" height="100%" fill="${INK.paper}"/>`,
    `<text x="40" y="36" font-size="22" fill="${INK.strong}">${title}</text>`,
    `<text x="40" y="58" font-size="13" fill="${INK.plain}">${how}</text>`,
    `<g fill="none" stroke="${INK.line}" stroke-width="1">${rings.join("")}<path d="M${CENTRE.x} ${CENTRE.y - INNER}V${CENTRE.y - OUTER}"/></g>`,
    `<g fill="none" stroke-width="${fix(width)}">${inhales.join("\n")}</g>`,
    `<g fill="${SPIKE.down}" fill-opacity="0.75">${dots.join("\n")}</g>`,
    `<g font-size="14" text-anchor="middle" fill="${INK.strong}" stroke="${INK.paper}" stroke-width="4" paint-order="stroke">${names.join("")}</g>`,
    legend(),
    "</svg>\n",
  ].join("\n");
}

interface Place {
  readonly turn: number;
  readonly angle: number;
  readonly radius: number;
}

function placing(turns: readonly Seconds[]): (at: Seconds) => Place | undefined {
  return (at) => {
    const next = turns.findIndex((begins) => begins > at);
    if (next < 1) return undefined;
    const begins = turns[next - 1]!;
    const angle = (2 * Math.PI * (at - begins)) / (turns[next]! - begins);
    return { turn: next - 1, angle, radius: INNER + ((next - 1) * (OUTER - INNER)) / (turns.length - 1) };
  };
}

function legend(): string {
  const entries = [
    `<path d="M40 940h28" stroke="${LOCKED}" stroke-width="6"/><text x="76" y="945">inhale, locked to the field</text>`,
    `<path d="M300 940h28" stroke="${BREATH.pause}" stroke-width="6"/><text x="336" y="945">inhale, not locked</text>`,
    `<circle cx="520" cy="940" r="3" fill="${SPIKE.down}"/><text x="532" y="945">life begins on an electrode</text>`,
  ];
  return `<g font-size="13" fill="${INK.plain}">${entries.join("")}</g>`;
}

function point(place: Place): string {
  return `${x(place)} ${y(place)}`;
}

function x({ radius, angle }: Place): string {
  return fix(CENTRE.x + radius * Math.sin(angle));
}

function y({ radius, angle }: Place): string {
  return fix(CENTRE.y - radius * Math.cos(angle));
}

function fix(value: number): string {
  return value.toFixed(2).replace(/\.?0+$/, "");
}
