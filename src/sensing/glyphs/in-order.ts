import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import type { Horizon } from "../horizon.js";
import { pack, type Saved, unpack } from "../packing.js";
import type { GlyphPartition } from "./glyph-partition.js";
import { SPAN_NAMES, type SpanName } from "./spans.js";

/** Times and heights of a spike, or start and end of a span, in a row. */
const ROW = 8;

interface Waiting {
  readonly start: Seconds;
  end: Seconds;
  readonly name: SpanName | undefined;
  readonly spike: Spike | undefined;
}

/**
 * Holds spikes and spans until nothing earlier can come, then hands them to the partition in the order of their starts: a
 * spike is decided later than the handling behind it.
 */
export class InOrder {
  readonly #electrode: string;
  readonly #partition: GlyphPartition;
  #waiting: Waiting[] = [];

  constructor(electrode: string, partition: GlyphPartition) {
    this.#electrode = electrode;
    this.#partition = partition;
  }

  spike(spike: Spike): void {
    this.#insert({ start: spike.onset, end: spike.end, name: undefined, spike });
  }

  span(name: SpanName, start: Seconds, end: Seconds): void {
    const last = this.#waiting.at(-1);
    if (last?.name === name && start <= last.end) last.end = Math.max(last.end, end);
    else this.#insert({ start, end, name, spike: undefined });
  }

  /** Hands over all that starts before the horizon. Costs nothing while nothing waits. */
  release(horizon: Horizon): void {
    while (this.#waiting.length > 0) {
      const next = this.#waiting[0]!;
      if (!(next.start <= horizon.at)) return;
      this.#waiting.shift();
      if (next.name !== undefined) this.#partition.span(next.name, next.start, next.end, horizon.now);
      else this.#hand(next.spike!, horizon.now);
    }
  }

  save(): Saved {
    const rows = this.#waiting.flatMap(({ start, end, name, spike: s }) =>
      s === undefined
        ? [SPAN_NAMES.indexOf(name as SpanName), start, end, 0, 0, 0, 0, 0]
        : [-1, s.onset, s.end, s.peak, s.amplitude, s.z, s.match, s.decided],
    );
    return { count: pack([this.#waiting.length]), rows: pack(rows) };
  }

  restore(saved: Saved): boolean {
    const count = unpack(saved.count, 1);
    const rows = count && unpack(saved.rows, ROW * count[0]!);
    if (!rows) return false;
    this.#waiting = [];
    for (let i = 0; i < rows.length; i += ROW) {
      const [kind, start, end, peak, amplitude, z, match, decided] = rows.slice(i, i + ROW) as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      const electrode = this.#electrode;
      const polarity = amplitude < 0 ? -1 : 1;
      const spike = { electrode, onset: start, peak, end, amplitude, polarity, z, match, decided } as const;
      this.#waiting.push({ start, end, name: SPAN_NAMES[kind], spike: kind < 0 ? spike : undefined });
    }
    return true;
  }

  /** What has been named already stays so: a spike's onset is cut to it. */
  #hand(spike: Spike, now: Seconds): void {
    const { cursor } = this.#partition;
    if (spike.end <= cursor) return;
    this.#partition.spike(spike.onset < cursor ? { ...spike, onset: cursor } : spike, now);
  }

  #insert(waiting: Waiting): void {
    let i = this.#waiting.length;
    while (i > 0 && this.#waiting[i - 1]!.start > waiting.start) i--;
    this.#waiting.splice(i, 0, waiting);
  }
}
