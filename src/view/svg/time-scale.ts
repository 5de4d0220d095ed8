import type { Seconds } from "../../domain/time.js";

/** Where times lie across a picture, in pixels. */
export class TimeScale {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly left: number;
  readonly right: number;

  constructor(from: Seconds, to: Seconds, left: number, width: number) {
    this.from = from;
    this.to = to;
    this.left = left;
    this.right = left + width;
  }

  /** Clamped into the plot: whatever goes on beyond its edges. */
  x(at: Seconds): number {
    const part = (at - this.from) / (this.to - this.from);
    return this.left + Math.min(Math.max(part, 0), 1) * (this.right - this.left);
  }

  /** Is any of this time in the picture? */
  shows(start: Seconds, end: Seconds): boolean {
    return end > this.from && start < this.to;
  }
}
