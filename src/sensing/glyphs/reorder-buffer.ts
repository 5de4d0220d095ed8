import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import type { Horizon } from "../stream/horizon.js";
import type { Persistent, Snapshot } from "../stream/snapshot.js";
import type { GlyphPartition } from "./glyph-partition.js";
import { SPAN_NAMES, type SpanName } from "./spans.js";
import { blankSpike, persistSpike } from "./spike-runs.js";

interface WaitingGlyph {
  readonly start: Seconds;
  end: Seconds;
  readonly name: SpanName | undefined;
  readonly spike: Spike | undefined;
}

/**
 * Holds spikes and spans until nothing earlier can come, then hands them to the partition in the order of their starts: a
 * spike is decided later than the handling behind it.
 */
export class ReorderBuffer implements Persistent {
  readonly #electrode: string;
  readonly #partition: GlyphPartition;
  #waiting: WaitingGlyph[] = [];

  constructor(electrode: string, partition: GlyphPartition) {
    this.#electrode = electrode;
    this.#partition = partition;
  }

  addSpike(spike: Spike): void {
    this.#insert({ start: spike.onset, end: spike.end, name: undefined, spike });
  }

  addSpan(name: SpanName, start: Seconds, end: Seconds): void {
    const last = this.#waiting.at(-1);
    if (last?.name === name && start <= last.end) last.end = Math.max(last.end, end);
    else this.#insert({ start, end, name, spike: undefined });
  }

  /** Hands over all that starts before the horizon. Costs nothing while nothing waits. */
  releaseUntil(horizon: Horizon): void {
    while (this.#waiting.length > 0) {
      const next = this.#waiting[0]!;
      if (!(next.start <= horizon.at)) return;
      this.#waiting.shift();
      if (next.name !== undefined) this.#partition.addSpan(next.name, next.start, next.end, horizon.now);
      if (next.spike !== undefined) this.#hand(next.spike, horizon.now);
    }
  }

  persist(snapshot: Snapshot): void {
    const blank = { start: 0, end: 0, name: undefined, spike: undefined };
    this.#waiting = snapshot.list("waiting", this.#waiting, blank, (item, one) => this.#persistOne(item, one));
  }

  #persistOne(item: Snapshot, { start, end, name, spike }: WaitingGlyph): WaitingGlyph {
    return {
      start: item.number("start", start),
      end: item.number("end", end),
      name: item.choice("name", [undefined, ...SPAN_NAMES], name),
      spike: item.optional("spike", spike, blankSpike(this.#electrode), persistSpike),
    };
  }

  /** What has been named already stays so: a spike's onset is cut to it. */
  #hand(spike: Spike, now: Seconds): void {
    const { cursor } = this.#partition;
    if (spike.end <= cursor) return;
    this.#partition.addSpike(spike.onset < cursor ? { ...spike, onset: cursor } : spike, now);
  }

  #insert(waiting: WaitingGlyph): void {
    let i = this.#waiting.length;
    while (i > 0 && this.#waiting[i - 1]!.start > waiting.start) i--;
    this.#waiting.splice(i, 0, waiting);
  }
}
