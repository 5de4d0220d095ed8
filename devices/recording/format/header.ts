import { nameFrom } from "../../../src/domain/electrode.js";
import { AndasError } from "../../../src/domain/errors.js";
import { parseDecimal } from "../numbers/decimal.js";
import type { AskedRole, RecordingColumn, Unit } from "../row/column.js";
import { parseIsoTime } from "../time/iso-time.js";
import { cellsOf } from "./cells.js";
import { unitIn } from "./units.js";

/** What the header leaves open, or says wrongly. */
export interface HeaderOptions {
  /** Overrides the units of all electrodes. */
  readonly unit?: Unit | undefined;
  /** Roles by column, named as in the header or as the electrode would be. */
  readonly columns?: Readonly<Record<string, AskedRole>> | undefined;
}

/** The header of a line device: names, and nothing to judge them by. */
export interface HeaderLayout {
  /** Cells in a row. */
  readonly cells: number;
  /** The first cell is the time. */
  readonly timed: boolean;
  readonly columns: readonly RecordingColumn[];
}

/** Gives names to columns that are read, in order. */
export class ColumnNames {
  readonly #taken = new Set<string>();
  #electrodes = 0;

  get electrodes(): number {
    return this.#electrodes;
  }

  /** @param less the header less its unit */
  name(less: string, role: RecordingColumn["role"]): string {
    if (role === "electrode") this.#electrodes++;
    const name = nameFrom(less, role === "electrode" ? `e${this.#electrodes}` : role);
    let free = name;
    for (let n = 2; this.#taken.has(free); n++) free = `${name}-${n}`;
    this.#taken.add(free);
    return free;
  }
}

const TIME = /^(t|time|timestamp)(_s|\s*[([]s[)\]])?$/i;

/**
 * Understands a header alone, of a device that says its columns and then its rows. `file` is only said in errors.
 * @throws AndasError `recording` when there is no header, no electrode, or `columns` names what is not there.
 */
export function parseHeader(line: string, file: string, options: HeaderOptions = {}): HeaderLayout {
  // A tab is in nobody's column name and a semicolon in few, a comma in many: "Pair 1, left (mV)".
  const bare = line.replace(/"[^"]*"/g, "");
  const separator = bare.includes("\t") ? "\t" : bare.includes(";") ? ";" : ",";
  const headers = cellsOf(line, separator);
  if (looksLikeARow(headers)) throw noHeader(file, separator, 1);

  const roles = askedRoles(headers, file, options.columns ?? {});
  const timed = roles[0] === "time" || (roles[0] === undefined && TIME.test(headers[0]!));
  const names = new ColumnNames();
  const columns: RecordingColumn[] = [];
  for (let cell = timed ? 1 : 0; cell < headers.length; cell++) {
    const header = headers[cell]!;
    const role = roles[cell] ?? "electrode";
    if (role === "ignore" || role === "time") continue;
    const { voltage, less } = unitIn(header);
    const unit = role === "electrode" ? (options.unit ?? voltage?.unit ?? "mV") : undefined;
    columns.push({ name: names.name(less, role), role, header, cell, unit, factor: voltage?.factor ?? 1 });
  }
  if (names.electrodes === 0)
    throw noElectrode(
      file,
      headers.map((header, cell) => ({ header, what: (timed && cell === 0 ? "time" : roles[cell]) ?? "ignore" })),
    );
  return { cells: headers.length, timed, columns };
}

export function noHeader(file: string, separator: string, line: number): AndasError {
  const where = line === 1 ? "its first line is" : `line ${line} is`;
  const example = ["t_s", "e1_mv", "e2_mv"].join(separator);
  return new AndasError("recording", `${file}: ${where} numbers, not names: put a header above it, such as ${example}`);
}

export function noElectrode(file: string, columns: readonly { header: string; what: string }[]): AndasError {
  const found = columns.slice(0, 12).map(({ header, what }) => `"${header}" (${what})`);
  const more = columns.length > 12 ? ` and ${columns.length - 12} more` : "";
  return new AndasError(
    "recording",
    `${file}: no electrode in its header, only ${found.join(", ")}${more}: every electrode needs a column of its own`,
  );
}

/** What was asked of each column. @throws AndasError `recording` if one is not there */
export function askedRoles(
  headers: readonly string[],
  file: string,
  columns: Readonly<Record<string, AskedRole>>,
): (AskedRole | undefined)[] {
  const roles: (AskedRole | undefined)[] = headers.map(() => undefined);
  for (const [asked, role] of Object.entries(columns)) {
    const wanted = asked.trim().toLowerCase();
    let found = headers.findIndex((header) => header.toLowerCase() === wanted);
    if (found < 0) found = headers.findIndex((header) => nameFrom(unitIn(header).less, "") === wanted);
    if (found < 0) found = headers.findIndex((header, cell) => titleOf(header, cell) === wanted);
    if (found < 0) {
      const names = headers.map((header, cell) => `"${titleOf(header, cell)}"`).join(", ");
      throw new AndasError("recording", `${file}: there is no column "${asked}"; its columns are ${names}`);
    }
    roles[found] = role;
  }
  return roles;
}

/** What people are told that a column is called: by its place where it has no name. */
export function titleOf(header: string, cell: number): string {
  return header === "" ? `column ${cell + 1}` : header;
}

/** Numbers only, after a time if it is one. */
function looksLikeARow(headers: readonly string[]): boolean {
  let numbers = 0;
  for (const [index, header] of headers.entries()) {
    const bytes = new TextEncoder().encode(header);
    if (!Number.isNaN(parseDecimal(bytes, 0, bytes.length))) numbers++;
    else if (index === 0 && parseIsoTime(bytes, 0, bytes.length, { seconds: 0, nanoseconds: 0 })) continue;
    else if (header !== "" && header.toLowerCase() !== "nan") return false;
  }
  return numbers > 0;
}
