import { gzipSync } from "node:zlib";
import type { EventLog } from "../domain/event-log.js";
import type { RecordingPart } from "../domain/recording-part.js";
import type { Seconds } from "../domain/time.js";
import type { Clock } from "../ports/clock.js";
import type { Files } from "../ports/files.js";
import type { DumpAsked, RecordingDumps } from "../ports/recording-dump.js";
import { RecordingText } from "../storage/ring/as-recording.js";
import { RingReader } from "../storage/ring/ring-reader.js";

/** As text, before it is packed: some 16 kB when it is sent, which any broker takes. */
const PART_TEXT = 64 * 1024;
/** All parts of a dump together, as they are sent: the outbox must hold them beside all else. */
const MOST_BYTES = 2 ** 20;
/** Files of the ring that are looked at, the newest: more than can be told. */
const NEWEST = 8;
/** From one dump to the next. */
const EVERY: Seconds = 60;

/** A part before it is known how many there are. */
type Packed = Omit<RecordingPart, "dump" | "part" | "of">;

export interface RecordingDumpParts {
  readonly clock: Clock;
  readonly events: Pick<EventLog, "tell">;
  readonly boot: number;
  /** Where the ring lies; absent in a node that keeps none. */
  readonly place: { readonly files: Files; readonly folder: string } | undefined;
}

/** The last hours of raw signal, told in parts that go through the outbox like all that happens. */
export class RecordingDump implements RecordingDumps {
  readonly #parts: RecordingDumpParts;
  #count = 0;
  #busyUntil: Seconds = Number.NEGATIVE_INFINITY;

  constructor(parts: RecordingDumpParts) {
    this.#parts = parts;
  }

  async dump(asked: DumpAsked): ReturnType<RecordingDumps["dump"]> {
    const { place, clock, events, boot } = this.#parts;
    const now = clock.now();
    if (place === undefined)
      return {
        code: "not-found",
        problem: "the node keeps no raw signal: raw.keep_mb in its node.json is 0, or it lives in memory alone",
      };
    if (now < this.#busyUntil && this.#busyUntil - now <= EVERY)
      return { code: "busy", problem: `one dump in ${EVERY} s: send it again later` };
    this.#busyUntil = now + EVERY;
    const packed = await pack(await RingReader.open(place.files, place.folder, NEWEST), asked);
    if (packed === undefined)
      return {
        code: "too-much",
        problem: `that is more than ${MOST_BYTES / 2 ** 20} MB: ask for fewer hours, or for fewer electrodes`,
      };
    if (packed.length === 0)
      return {
        code: "not-found",
        problem: "nothing is kept of that time: what is heard is kept with the next exhale; look at from and to",
      };
    const dump = `${boot}-${++this.#count}`;
    for (const [i, one] of packed.entries())
      events.tell(clock.now(), { type: "recording", recording: { dump, part: i + 1, of: packed.length, ...one } });
    return { dump, parts: packed.length, rows: sum(packed.map(({ rows }) => rows)), bytes: bytesOf(packed) };
  }
}

/** Undefined when it is too much. */
async function pack(reader: RingReader, { electrodes, from, to }: DumpAsked): Promise<readonly Packed[] | undefined> {
  const packed: Packed[] = [];
  for (const { device, names } of await reader.devices({ from, to })) {
    const wanted = electrodes === undefined ? names : names.filter((name) => electrodes.includes(name));
    if (wanted.length === 0) continue;
    let part = new Part(device, { names: wanted, from, to });
    const end = () => {
      packed.push(...part.packed());
      part = new Part(device, { names: wanted, from, to });
    };
    for await (const stretch of reader.stretches({ device, from, to })) {
      part.add(stretch);
      if (part.isFull) end();
      if (bytesOf(packed) > MOST_BYTES) return undefined;
    }
    end();
    if (bytesOf(packed) > MOST_BYTES) return undefined;
  }
  return packed;
}

class Part {
  readonly #device: string;
  readonly #names: readonly string[];
  readonly #text: RecordingText;
  #csv: string;

  constructor(
    device: string,
    wanted: { readonly names: readonly string[]; readonly from: Seconds; readonly to: Seconds },
  ) {
    this.#device = device;
    this.#names = wanted.names;
    this.#text = new RecordingText(wanted);
    this.#csv = `${this.#text.header}\n`;
  }

  get isFull(): boolean {
    return this.#csv.length >= PART_TEXT;
  }

  add(stretch: Parameters<RecordingText["rows"]>[0]): void {
    for (const line of this.#text.rows(stretch)) this.#csv += line;
  }

  packed(): readonly Packed[] {
    const { count: rows, first: from, last: to } = this.#text;
    if (rows === 0) return [];
    const data = gzipSync(this.#csv, { level: 9 }).toString("base64");
    return [{ device: this.#device, electrodes: this.#names, from, to, rows, data }];
  }
}

function bytesOf(packed: readonly Packed[]): number {
  return sum(packed.map(({ data }) => data.length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
