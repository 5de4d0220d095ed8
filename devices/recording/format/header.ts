import { nameFrom } from "../../../src/domain/electrode.js";
import { AndasError } from "../../../src/domain/errors.js";
import { parseDecimal } from "./decimal.js";
import { parseIsoTime } from "./iso-time.js";

/** What a column of a recording may be, if it is not time. */
export const COLUMN_ROLES = ["electrode", "temperature", "humidity", "moisture", "light", "rain", "ignore"] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** What an electrode's voltage may be written in. */
export const UNITS = ["mV", "V", "uV"] as const;
export type Unit = (typeof UNITS)[number];

/** What the header leaves open, or says wrongly. */
export interface HeaderOptions {
  /** Overrides the units of all electrodes. */
  readonly unit?: Unit | undefined;
  /** Roles by column, named as in the header or as the electrode would be. */
  readonly columns?: Readonly<Record<string, ColumnRole>> | undefined;
}

/** A column that is read. */
export interface RecordingColumn {
  /** Unique, `[a-z0-9-]+`. */
  readonly name: string;
  readonly role: Exclude<ColumnRole, "ignore">;
  /** As it stood in the header. */
  readonly header: string;
  /** Its place in a row, from 0. */
  readonly cell: number;
  /** What its numbers are written in; undefined where they are no voltages. */
  readonly unit: Unit | undefined;
}

export interface RecordingLayout {
  /** The byte between cells. */
  readonly delimiter: number;
  /** Cells in a row. */
  readonly cells: number;
  /** The first cell is the time. */
  readonly timed: boolean;
  readonly columns: readonly RecordingColumn[];
}

/**
 * Understands the header of a recording. `file` is only said in errors.
 * @throws AndasError `recording` when there is no header, no electrode, or `columns` names what is not there.
 */
export function parseHeader(line: string, file: string, options: HeaderOptions = {}): RecordingLayout {
  // A tab is in nobody's column name and a semicolon in few, a comma in many: "Pair 1, left (mV)".
  const bare = line.replace(/"[^"]*"/g, "");
  const delimiter = bare.includes("\t") ? "\t" : bare.includes(";") ? ";" : ",";
  const headers = split(line, delimiter);
  if (looksLikeARow(headers)) {
    throw new AndasError(
      "recording",
      `${file}: its first line is numbers, not names: put a header above it, such as t_s${delimiter}e1_mv`,
    );
  }

  const roles = askedRoles(headers, file, options.columns ?? {});
  const timed = roles[0] === undefined && TIME.test(headers[0]!);
  const taken = new Set<string>();
  const columns: RecordingColumn[] = [];
  let electrodes = 0;
  for (let cell = timed ? 1 : 0; cell < headers.length; cell++) {
    const header = headers[cell]!;
    const role = roles[cell] ?? "electrode";
    if (role === "ignore") continue;
    const electrode = role === "electrode";
    if (electrode) electrodes++;
    const name = unique(nameFrom(lessUnit(header), electrode ? `e${electrodes}` : role), taken);
    const unit = electrode ? (options.unit ?? unitIn(header) ?? "mV") : undefined;
    columns.push({ name, role, header, cell, unit });
  }
  if (electrodes === 0) {
    const found = headers.map((header, cell) => `"${header}" (${timed && cell === 0 ? "time" : roles[cell]})`);
    throw new AndasError(
      "recording",
      `${file}: no electrode in its header, only ${found.join(", ")}: every electrode needs a column of its own`,
    );
  }
  return { delimiter: delimiter.charCodeAt(0), cells: headers.length, timed, columns };
}

/** `mV`, `V`, `uV` or `µV`, however it is written. */
export function unitFrom(text: string): Unit | undefined {
  const plain = text.trim().toLowerCase().replace(/[µμ]/, "u");
  return UNITS.find((unit) => unit.toLowerCase() === plain);
}

const TIME = /^(t|time|timestamp)(_s|\s*[([]s[)\]])?$/i;
const IN_BRACKETS = /\s*[([]\s*([muµμ]?v)\s*[)\]]/i;
const AT_THE_END = /_([muµμ]?v)$/i;
/** A column that is called nothing but its unit. A lone `V` may as well be number five. */
const ALONE = /^([muµμ]v)$/i;

function unitIn(header: string): Unit | undefined {
  const found = IN_BRACKETS.exec(header) ?? AT_THE_END.exec(header) ?? ALONE.exec(header);
  return found?.[1] === undefined ? undefined : unitFrom(found[1]);
}

function lessUnit(header: string): string {
  const less = header.replace(IN_BRACKETS, " ");
  return less === header ? header.replace(AT_THE_END, "").replace(ALONE, "") : less;
}

function split(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  cells.push(cell.trim());
  return cells;
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

function askedRoles(
  headers: readonly string[],
  file: string,
  columns: Readonly<Record<string, ColumnRole>>,
): (ColumnRole | undefined)[] {
  const roles: (ColumnRole | undefined)[] = headers.map(() => undefined);
  for (const [asked, role] of Object.entries(columns)) {
    const wanted = asked.trim().toLowerCase();
    let found = headers.findIndex((header) => header.toLowerCase() === wanted);
    if (found < 0) found = headers.findIndex((header) => nameFrom(lessUnit(header), "") === wanted);
    if (found < 0) {
      const names = headers.map((header) => `"${header}"`).join(", ");
      throw new AndasError("recording", `${file}: there is no column "${asked}"; its columns are ${names}`);
    }
    roles[found] = role;
  }
  return roles;
}

function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}-${n}`;
  taken.add(free);
  return free;
}
