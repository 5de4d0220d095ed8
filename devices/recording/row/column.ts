/** What an electrode's voltage may be written in. */
export const UNITS = ["mV", "V", "uV", "nV"] as const;
export type Unit = (typeof UNITS)[number];

/** What a column of a recording may be, if it is not time. */
export const COLUMN_ROLES = ["electrode", "temperature", "humidity", "moisture", "light", "rain", "ignore"] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** What a column may be asked to be. */
export const ASKED_ROLES = [...COLUMN_ROLES, "time"] as const;
export type AskedRole = (typeof ASKED_ROLES)[number];

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
  /** How many of the unit one number is; 1 where nothing is said. */
  readonly factor: number;
}

/** A column that is not read, and why. */
export interface LeftOut {
  readonly header: string;
  readonly why: string;
}
