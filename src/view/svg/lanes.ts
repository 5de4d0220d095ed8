/** A box on a line of time and how wide its label is, in pixels. */
export interface Labelled {
  readonly start: number;
  readonly end: number;
  readonly label: number;
}

/** In which lane a box stands, and where its label does: beside it, inside it, or nowhere, where it is too crowded. */
export interface Spot {
  readonly lane: number;
  readonly label: "right" | "left" | "inside" | "none";
}

/** Between a box and its label. */
export const BESIDE = 4;
/** From one box with its label to the next. */
const APART = 6;
/** Without a label a box still wants so much room, so that somebody can point at it. */
const LEAST = 12;
/** Lanes in which nothing overlaps. More would be a wall: what finds no place is drawn in one further lane, without labels. */
export const MOST_LANES = 6;

/**
 * Puts each box into the first lane where it and its label touch nothing. Boxes come in the order of their starts.
 * @param right the edge of the plot: a label that would leave it stands left of its box
 */
export function intoLanes(boxes: readonly Labelled[], left: number, right: number): Spot[] {
  /** Up to where each lane is taken. */
  const taken: number[] = [];
  const take = (from: number, to: number): number | undefined => {
    let lane = taken.findIndex((end) => end + APART <= from);
    if (lane < 0) lane = taken.length;
    if (lane >= MOST_LANES) return undefined;
    taken[lane] = to;
    return lane;
  };
  return boxes.map((box) => {
    const label = sideOf(box, left, right);
    const beside = BESIDE + box.label;
    const from = label === "left" ? box.start - beside : box.start;
    const to = label === "right" ? box.end + beside : box.end;
    const named = label === "none" ? undefined : take(from, to);
    if (named !== undefined) return { lane: named, label };
    const bare = take(box.start, Math.max(box.end, box.start + LEAST));
    return { lane: bare ?? MOST_LANES, label: "none" };
  });
}

/** Beside its box, for words across the level that it is filled to are hard to read; inside where there is no room beside it. */
function sideOf({ start, end, label }: Labelled, left: number, right: number): Spot["label"] {
  if (end + BESIDE + label <= right) return "right";
  if (start - BESIDE - label >= left) return "left";
  return end - start >= label + 2 * BESIDE ? "inside" : "none";
}
