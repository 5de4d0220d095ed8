import type uPlot from "uplot";
import type { Glyph } from "../../domain/glyph.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";

/** In pixels of CSS. */
export const BAND = { gap: 4, height: 14 } as const;
const SPIKE = 5;
const HATCH = 4;

/** What is drawn over and under one electrode's trace. */
export interface Marks {
  readonly spikes: readonly Spike[];
  readonly glyphs: readonly Glyph[];
}

/** How marks look, and what they are called. */
export interface Marking {
  /** Looks up a colour of the style sheet, by its name there. */
  colour(name: string): string;
  /** A glyph in the language of who reads. */
  name(glyph: Glyph["name"]): string;
}

/** Glyphs as a band under the plot, with their names where these fit; spikes as triangles that point at the trace from their own side. */
export function drawMarks(plot: uPlot, { spikes, glyphs }: Marks, marking: Marking): void {
  const { colour } = marking;
  const { ctx, bbox } = plot;
  const pixels = devicePixelRatio;
  const [left, right] = [bbox.left, bbox.left + bbox.width];
  const x = (at: Seconds) => Math.round(plot.valToPos(at, "x", true));
  ctx.save();
  for (const { name, start, end } of glyphs) {
    const [from, to] = [Math.max(left, x(start)), Math.min(right, x(end))];
    if (to < left || from > right) continue;
    const box = {
      ...{ left: from, width: Math.max(1, to - from) },
      ...{ top: bbox.top + bbox.height + BAND.gap * pixels, height: BAND.height * pixels },
    };
    drawGlyph(ctx, name, box, marking, pixels);
  }
  for (const { peak, polarity } of spikes) {
    const at = x(peak);
    if (at < left || at > right) continue;
    ctx.fillStyle = colour(polarity > 0 ? "--spike-up" : "--spike-down");
    triangle(ctx, at, polarity > 0 ? bbox.top : bbox.top + bbox.height, SPIKE * pixels * polarity);
  }
  ctx.restore();
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function drawGlyph(
  ctx: CanvasRenderingContext2D,
  name: Glyph["name"],
  { left, top, width, height }: Box,
  { colour, name: nameOf }: Marking,
  pixels: number,
): void {
  const called = nameOf(name);
  ctx.fillStyle = colour(`--glyph-${name}`);
  ctx.fillRect(left, top, width, height);
  if (name === "gap" || name === "unheard") hatch(ctx, { left, top, width, height }, colour("--soft"), HATCH * pixels);
  ctx.font = `${10 * pixels}px system-ui`;
  if (ctx.measureText(called).width + 8 * pixels > width) return;
  ctx.fillStyle = colour(`--glyph-${name}-ink`);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(called, left + 4 * pixels, top + height / 2 + pixels / 2);
}

/** Nothing was heard: slanted lines, so that it is not taken for what was quiet. */
function hatch(ctx: CanvasRenderingContext2D, { left, top, width, height }: Box, ink: string, step: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.beginPath();
  for (let x = left - height; x < left + width; x += step) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.globalAlpha = 0.35;
  ctx.strokeStyle = ink;
  ctx.stroke();
  ctx.restore();
}

function triangle(ctx: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  ctx.beginPath();
  ctx.moveTo(x - size / 1.4, y);
  ctx.lineTo(x + size / 1.4, y);
  ctx.lineTo(x, y + size * 1.4);
  ctx.fill();
}
