import type { Breath } from "../../domain/breath.js";
import { GLYPHS, type Glyph } from "../../domain/glyph.js";
import type { Reading } from "../../domain/reading.js";
import type { RecordingPart } from "../../domain/recording-part.js";
import type { SignalStretches } from "../../domain/signal-stretches.js";
import type { Spike } from "../../domain/spike.js";
import type { Seconds } from "../../domain/time.js";
import type { Playable } from "../../domain/voice.js";
import type { Envelope } from "../../protocol/envelope.js";
import type { Decoded } from "../../protocol/payloads/decode.js";
import type { ThreadsMessage } from "../../protocol/payloads/threads.js";
import type { Topic } from "../../protocol/topics.js";
import { readColumns } from "./recording-columns.js";
import { Trace } from "./trace.js";

const MOST_SPIKES = 5000;
const MOST_GLYPHS = 5000;
const MOST_READINGS = 100;
const MOST_WAKES = 50;
const MOST_LINES = 8;
const MOST_ELECTRODES = 64;
/** Names of messages that are remembered, so that what comes twice counts once. */
const MOST_NAMES = 20_000;

/** A phase that something called, beside the rhythm. */
export interface Wake extends Pick<Breath, "phase" | "cause"> {
  readonly at: Seconds;
}

/** Something that the node said to people. */
export interface Line {
  readonly at: Seconds;
  readonly text: string;
}

/** What an electrode says of itself now. */
export interface Now {
  readonly value: number;
  readonly at: Seconds;
  readonly glyph?: string;
  /** Since when that glyph has been told of, without another between. */
  readonly since: Seconds;
}

/** All that the page keeps of the one node it looks at; however long that goes on, it stays bounded. */
export class NodeDetail {
  readonly traces = new Map<string, Trace>();
  readonly now = new Map<string, Now>();
  readonly spikes: Spike[] = [];
  readonly glyphs: Glyph[] = [];
  /** Newest first, all three. */
  readonly readings: Reading[] = [];
  readonly wakes: Wake[] = [];
  readonly lines: Line[] = [];
  threads: ThreadsMessage | undefined;
  /** How many parts of the dump that is coming have come. */
  dump: { readonly name: string; readonly parts: number; readonly of: number } | undefined;
  readonly #names = new Set<string>();

  /** @param sing plays tones that are new */
  hear(topic: Topic, decoded: Decoded, sing: (notes: readonly Playable[]) => void = () => {}): void {
    switch (decoded.kind) {
      case "last":
        if (topic.name !== undefined) this.#hearLast(topic.name, decoded.message.value);
        return;
      case "spike":
        if (this.#isNew(decoded.message.envelope)) push(this.spikes, decoded.message.value, MOST_SPIKES);
        return;
      case "glyph":
        if (this.#isNew(decoded.message.envelope)) push(this.glyphs, decoded.message.value, MOST_GLYPHS);
        return;
      case "reading":
        if (this.#isNew(decoded.message.envelope)) unshift(this.readings, decoded.message.value, MOST_READINGS);
        return;
      case "voice": {
        const { envelope, value } = decoded.message;
        if (!this.#isNew(envelope)) return;
        if (value.notes !== undefined) sing(value.notes);
        else unshift(this.lines, { at: envelope.at, text: value.text }, MOST_LINES);
        return;
      }
      case "trace":
        if (this.#isNew(decoded.message.envelope)) this.#draw(decoded.message.value);
        return;
      case "breath": {
        const { phase, cause, since: at } = decoded.message.value.breath;
        const isNew = this.wakes[0]?.at !== at || this.wakes[0]?.cause !== cause;
        if (cause !== "rhythm" && isNew) unshift(this.wakes, { at, phase, cause }, MOST_WAKES);
        return;
      }
      case "threads":
        this.threads = decoded.message.value;
        return;
      default:
    }
  }

  /** What an electrode's time was called, oldest first; the last one may still go on, and has no spikes told of it yet. */
  glyphsOf(electrode: string): readonly Glyph[] {
    const closed = this.glyphs.filter((glyph) => glyph.electrode === electrode);
    const { glyph, since = 0, at = 0 } = this.now.get(electrode) ?? {};
    const name = GLYPHS.find((known) => known === glyph);
    const start = Math.max(since, closed.at(-1)?.end ?? since);
    if (name === undefined || start >= at) return closed;
    return [...closed, { electrode, name, start, end: at, spikes: 0, amplitude: 0, decided: at }];
  }

  /** A part of a dump, unpacked: `csv` is what its `data` holds. */
  lay({ dump, of, electrodes }: RecordingPart, csv: string): void {
    const { times, columns } = readColumns(csv, electrodes.length);
    for (const [i, name] of electrodes.entries()) this.#trace(name)?.lay(times, columns[i]!);
    const parts = this.dump?.name === dump ? this.dump.parts + 1 : 1;
    this.dump = { name: dump, parts, of };
  }

  /** Least and greatest of each stretch: what was heard lies between them, and no spike falls out. */
  #draw({ electrode, from, every, least, greatest }: SignalStretches): void {
    const times = least.flatMap((_, i) => [from + (i + 0.25) * every, from + (i + 0.75) * every]);
    const values = least.flatMap((value, i) => [value, greatest[i]!]);
    this.#trace(electrode)?.lay(
      times,
      values.map((value) => (Number.isNaN(value) ? null : value)),
    );
  }

  #hearLast(electrode: string, { value, at, glyph }: Omit<Now, "since">): void {
    const trace = this.#trace(electrode);
    if (trace === undefined) return;
    trace.add(at, value);
    const before = this.now.get(electrode);
    const since = before !== undefined && before.glyph === glyph ? before.since : at;
    this.now.set(electrode, { value, at, since, ...(glyph !== undefined && { glyph }) });
  }

  #trace(electrode: string): Trace | undefined {
    const known = this.traces.get(electrode);
    if (known !== undefined || this.traces.size >= MOST_ELECTRODES) return known;
    const made = new Trace();
    this.traces.set(electrode, made);
    return made;
  }

  /** Overlapping subscriptions, `resend` and a broker that repeats bring the same message again. */
  #isNew({ boot, seq }: Envelope): boolean {
    const name = `${boot}-${seq}`;
    if (this.#names.has(name)) return false;
    if (this.#names.size >= MOST_NAMES) this.#names.clear();
    this.#names.add(name);
    return true;
  }
}

function push<One>(list: One[], one: One, most: number): void {
  list.push(one);
  if (list.length > most) list.splice(0, list.length - most);
}

function unshift<One>(list: One[], one: One, most: number): void {
  list.unshift(one);
  if (list.length > most) list.length = most;
}
