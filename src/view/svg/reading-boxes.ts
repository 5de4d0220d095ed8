import type { EventName, Reading } from "../../domain/reading.js";
import { element, escaped, text } from "./elements.js";
import { BESIDE, intoLanes, MOST_LANES, type Spot } from "./lanes.js";
import { INK, READING_PAINT } from "./palette.js";
import type { TimeScale } from "./time-scale.js";

export type DrawnReading = Pick<Reading, "event" | "confidence" | "start" | "decided" | "text">;

/** From the top of one lane to the next. */
const LANE = 20;
const BOX = 14;
/** A reading of a moment is still to be seen. */
const NARROWEST = 4;
/** A character of a label, at its size. */
const CHARACTER = 5.9;

interface Placed {
  readonly reading: DrawnReading;
  readonly start: number;
  readonly end: number;
  readonly spot: Spot;
}

/** Boxes from start to decided, filled as high as they are sure, in as many lanes as their labels need. */
export class ReadingBoxes {
  readonly height: number;
  readonly #scale: TimeScale;
  readonly #boxes: readonly Placed[];

  constructor(readings: readonly DrawnReading[], scale: TimeScale) {
    const boxes = readingsIn(readings, scale).map((reading) => {
      // One at the very edge keeps its width inside of the plot.
      const start = Math.min(scale.x(reading.start), scale.right - NARROWEST);
      const end = Math.max(scale.x(reading.decided), start + NARROWEST);
      return { reading, start, end, label: labelOf(reading).length * CHARACTER };
    });
    const spots = intoLanes(boxes, scale.left, scale.right);
    this.#scale = scale;
    this.#boxes = boxes.map((box, i) => ({ ...box, spot: spots[i]! }));
    const lanes = spots.reduce((most, { lane }) => Math.max(most, lane + 1), 1);
    this.height = (lanes - 1) * LANE + BOX;
  }

  draw(top: number): string {
    const { left, right } = this.#scale;
    if (this.#boxes.length === 0) {
      const faint = { "font-size": 10.5, "text-anchor": "middle", fill: INK.faint };
      return text((left + right) / 2, top + 11, "nothing was read in this time", faint);
    }
    const roomy = this.#boxes.filter(({ spot }) => spot.lane < MOST_LANES).map((box) => drawn(box, top));
    const crowded = heaps(this.#boxes.filter(({ spot }) => spot.lane === MOST_LANES));
    const others = crowded.map((heap) => (heap.length === 1 ? drawn(heap[0]!, top) : drawnHeap(heap, top)));
    return element("g", { "font-size": 10.5, fill: INK.strong }, ...roomy, ...others);
  }
}

function drawn({ reading, start, end, spot }: Placed, top: number): string {
  const y = top + spot.lane * LANE;
  return element(
    "g",
    {},
    element("title", {}, escaped(reading.text)),
    gauge({ x: start, y, width: end - start, height: BOX }, reading.event, reading.confidence),
    labelled(reading, start, end, y, spot.label),
  );
}

/** Boxes that touch, in the order of their starts: what cannot be told apart is one box that says how many they are. */
function heaps(boxes: readonly Placed[]): Placed[][] {
  const found: Placed[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const box of boxes) {
    if (box.start > end + 1) found.push([]);
    found.at(-1)?.push(box);
    end = Math.max(end, box.end);
  }
  return found;
}

function drawnHeap(heap: readonly Placed[], top: number): string {
  const start = heap[0]?.start ?? 0;
  const width = heap.reduce((most, { end }) => Math.max(most, end), start) - start;
  const box = { x: start, y: top + MOST_LANES * LANE, width, height: BOX, rx: 1.5 };
  return element(
    "g",
    {},
    element("title", {}, `${heap.length} readings, too close to be told apart`),
    element("rect", { ...box, fill: INK.line, stroke: INK.faint, "stroke-width": 0.8 }),
  );
}

/** Those that a stretch shows, in the order of their starts. */
export function readingsIn<T extends Pick<Reading, "start" | "decided">>(
  readings: readonly T[],
  scale: TimeScale,
): T[] {
  return readings
    .filter(({ start, decided }) => scale.shows(start, decided))
    .sort((a, b) => a.start - b.start || a.decided - b.decided);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A box that is filled from below, 0 to 1. */
export function gauge(box: Box, event: EventName, filled: number): string {
  const { fill, ink } = READING_PAINT[event];
  const height = Math.min(Math.max(filled, 0), 1) * box.height;
  return (
    element("rect", { ...box, fill: INK.paper }) +
    element("rect", { ...box, y: box.y + box.height - height, height, fill }) +
    element("rect", { ...box, fill: "none", stroke: ink, "stroke-opacity": 0.7, "stroke-width": 0.8, rx: 1.5 })
  );
}

function labelOf({ event, confidence }: DrawnReading): string {
  return `${event} ${Math.round(confidence * 100)} %`;
}

function labelled(reading: DrawnReading, start: number, end: number, top: number, side: Spot["label"]): string {
  const y = top + 10.8;
  const label = labelOf(reading);
  if (side === "right") return text(end + BESIDE, y, label);
  if (side === "left") return text(start - BESIDE, y, label, { "text-anchor": "end" });
  if (side === "none") return "";
  const halo = { stroke: INK.paper, "stroke-width": 3, "paint-order": "stroke" };
  return text((start + end) / 2, y, label, { "text-anchor": "middle", ...halo });
}
