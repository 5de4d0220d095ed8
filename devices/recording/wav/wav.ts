import { AndasError } from "../../../src/domain/errors.js";
import { BadRows, type OddRowReason } from "../row/bad-rows.js";
import type { RecordingColumn } from "../row/column.js";
import type { RecordingRow, Rows } from "../row/row.js";
import type { Understood } from "../row/understood.js";
import { readWavHead, type WavFormat } from "./head.js";

/** What is asked of a sound file. */
export interface WavOptions {
  readonly file: string;
  /** Millivolts at full scale; without it a sample at full scale counts as one. */
  readonly scale?: number | undefined;
}

/** Begins a sound file: fill it, then `begin`. @param marks how many a person made */
export function beginWav(options: WavOptions, marks: number): WavRows {
  return new WavRows(options, marks);
}

const SIZE = 64 * 1024;

/** The samples of a sound file, each channel an electrode, as SpikerBox and other amplifiers with a jack plug write them. */
export class WavRows implements Rows {
  readonly bad = new BadRows();
  readonly odd = new BadRows<OddRowReason>();
  readonly epoch = undefined;
  readonly firstTime = 0;
  readonly #options: WavOptions;
  readonly #marks: number;
  readonly #bytes = new Uint8Array(SIZE);
  readonly #view = new DataView(this.#bytes.buffer);
  #at = 0;
  #end = 0;
  /** Bytes of samples that are still to come; at the end there may be notes behind them. */
  #left = Number.POSITIVE_INFINITY;
  #frame = 0;
  #format: WavFormat = { channels: 1, rate: 1, bits: 16, floats: false, begin: 0, length: 0 };
  #columns: readonly RecordingColumn[] = [];
  #row: RecordingRow = { line: 0, time: 0, values: new Float64Array(), fault: undefined, setBy: 0, rested: false };
  #scale = 1;
  finished = false;

  constructor(options: WavOptions, marks: number) {
    this.#options = options;
    this.#marks = marks;
  }

  get row(): RecordingRow {
    return this.#row;
  }

  get columns(): readonly RecordingColumn[] {
    return this.#columns;
  }

  get rate(): number {
    return this.#format.rate;
  }

  get full(): boolean {
    return this.#at === 0 && this.#end === this.#bytes.length;
  }

  free(): Uint8Array {
    this.#bytes.copyWithin(0, this.#at, this.#end);
    this.#end -= this.#at;
    this.#at = 0;
    return this.#bytes.subarray(this.#end);
  }

  filled(count: number): void {
    if (count === 0) this.finished = true;
    else this.#end += count;
  }

  /** Reads the head. @throws AndasError `recording` if it holds no samples, or such as nobody knows */
  begin(): Rows {
    const { file, scale } = this.#options;
    const format = readWavHead(this.#bytes.subarray(0, this.#end));
    if (typeof format === "string") throw new AndasError("recording", `${file}: ${format}`);
    const frame = (format.channels * format.bits) / 8;
    if (this.#end - format.begin < frame)
      throw new AndasError("recording", `${file}: has no samples: was it copied whole?`);
    this.#format = format;
    this.#at = format.begin;
    if (format.length > 0 && format.length < 0xffffffff) this.#left = format.length;
    this.#scale = scale ?? 1;
    this.#columns = Array.from({ length: format.channels }, (_, cell) => {
      const name = `e${cell + 1}`;
      return { name, role: "electrode" as const, header: name, cell, unit: "mV" as const, factor: 1 };
    });
    this.#row = {
      line: 0,
      time: 0,
      values: new Float64Array(format.channels),
      fault: undefined,
      setBy: 0,
      rested: false,
    };
    return this;
  }

  get understood(): Understood {
    const { bits, floats, rate } = this.#format;
    const { scale } = this.#options;
    const calibrated =
      scale === undefined
        ? "uncalibrated: full scale counts as 1 mV (--scale MV says what it is)"
        : `${scale} mV at full scale`;
    const marks = this.#marks === 0 ? [] : [`${this.#marks} mark${this.#marks === 1 ? "" : "s"} beside it`];
    return {
      written: `WAV, ${bits} bits${floats ? ", floating point" : ""}`,
      columns: this.#columns,
      leftOut: [],
      timeColumns: [],
      timeFormat: "",
      rate,
      rateFrom: "file",
      from: undefined,
      assumed: undefined,
      notes: [calibrated, ...marks],
    };
  }

  next(): "row" | "more" | "end" {
    const { channels, bits, rate } = this.#format;
    const size = bits >> 3;
    const frame = size * channels;
    if (this.#left < frame) return "end";
    if (this.#end - this.#at < frame) return this.finished ? "end" : "more";
    const row = this.#row;
    for (let channel = 0; channel < channels; channel++)
      row.values[channel] = this.#sample(this.#at + channel * size) * this.#scale;
    this.#at += frame;
    this.#left -= frame;
    row.time = this.#frame / rate;
    row.line = ++this.#frame;
    return "row";
  }

  /** From -1 to 1. */
  #sample(at: number): number {
    const view = this.#view;
    const { bits, floats } = this.#format;
    if (floats) return bits === 32 ? view.getFloat32(at, true) : view.getFloat64(at, true);
    if (bits === 16) return view.getInt16(at, true) / 0x8000;
    if (bits === 32) return view.getInt32(at, true) / 0x80000000;
    if (bits === 8) return (view.getUint8(at) - 128) / 128;
    return (view.getUint16(at, true) + view.getInt8(at + 2) * 0x10000) / 0x800000;
  }
}
