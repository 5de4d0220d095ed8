import { nameFrom } from "../../src/domain/electrode.js";
import { AndasError, messageOf } from "../../src/domain/errors.js";
import type { Seconds } from "../../src/domain/time.js";
import { parseHeader } from "../recording/format/header.js";
import { unitIn } from "../recording/format/units.js";
import { type AskedRole, COLUMN_ROLES, type RecordingColumn, type Unit } from "../recording/row/column.js";
import { isNumber, RowReader } from "./rows.js";

/** What a column of a line may be. */
export const LINE_ROLES = [...COLUMN_ROLES, "time", "sequence"] as const;
export type LineRole = (typeof LINE_ROLES)[number];

export const TIME_UNITS = ["s", "ms", "us"] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

const TIME = /^(?:t|time|timestamp)(?:[ _]*[([]?(s|ms|us|µs|μs)[)\]]?)?$|^(millis|micros)$/i;
const SEQUENCE = /^(seq|sequence|row|count)$/i;
const SECONDS: Readonly<Record<string, Seconds>> = {
  s: 1,
  ms: 1e-3,
  millis: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  micros: 1e-6,
};

export interface LayoutOptions {
  /** Only said in errors. */
  readonly path: string;
  readonly unit?: Unit | undefined;
  readonly roles?: Readonly<Record<string, LineRole>> | undefined;
  readonly timeUnit?: TimeUnit | undefined;
}

/** What the cells of a line are. */
export class LineLayout {
  readonly names: readonly string[];
  readonly #rows: RowReader;
  /** Places of the board's own time and of the number that it gives each row; -1 where there is none. */
  readonly #time: number;
  readonly #sequence: number;
  readonly #timeStep: Seconds;

  /** @throws AndasError `config` when there is no electrode in it, or `roles` names what is not there */
  constructor(names: readonly string[], { path, unit, roles = {}, timeUnit }: LayoutOptions) {
    this.names = names.map((name) => name.trim());
    const asked = (role: LineRole) => this.#askedFor(role, roles);
    this.#time = asked("time") ?? (TIME.test(this.names[0]!) ? 0 : this.names.findIndex((name) => TIME.test(name)));
    this.#sequence = asked("sequence") ?? this.names.findIndex((name) => SEQUENCE.test(name));
    const [, written, word] = TIME.exec(this.names[this.#time] ?? "") ?? [];
    this.#timeStep = SECONDS[timeUnit ?? written?.toLowerCase() ?? word?.toLowerCase() ?? "s"]!;
    const columns: Record<string, AskedRole> = {};
    for (const [name, role] of Object.entries(roles)) columns[name] = role === "sequence" ? "ignore" : role;
    for (const cell of [this.#time, this.#sequence]) if (cell >= 0) columns[this.names[cell]!] = "ignore";
    try {
      this.#rows = new RowReader(parseHeader(this.names.join("\t"), path, { unit, columns }));
    } catch (error) {
      throw new AndasError("config", messageOf(error), error);
    }
  }

  get columns(): readonly RecordingColumn[] {
    return this.#rows.columns;
  }

  /** The header again: a microcontroller that restarted says it anew. */
  isHeader(cells: readonly string[]): boolean {
    return cells.length === this.names.length && cells.every((cell, i) => cell === this.names[i]);
  }

  /** Millivolts and SI units by column, or why there is no row in it. */
  read(cells: readonly string[]): Float64Array | string {
    return this.#rows.read(cells);
  }

  /** The board's own time; NaN where it has none. */
  timeIn(cells: readonly string[]): Seconds {
    return numberAt(cells, this.#time) * this.#timeStep;
  }

  /** The number that the board gave the row; NaN where it gives none. */
  sequenceIn(cells: readonly string[]): number {
    return numberAt(cells, this.#sequence);
  }

  #askedFor(role: LineRole, roles: Readonly<Record<string, LineRole>>): number | undefined {
    const wanted = Object.entries(roles)
      .find(([, one]) => one === role)?.[0]
      .trim()
      .toLowerCase();
    if (wanted === undefined) return undefined;
    return this.names.findIndex((name) => name.toLowerCase() === wanted || nameFrom(unitIn(name).less, "") === wanted);
  }
}

function numberAt(cells: readonly string[], at: number): number {
  const cell = cells[at];
  return cell !== undefined && isNumber(cell) ? Number(cell) : Number.NaN;
}
