import { AndasError, messageOf } from "../domain/errors.js";

/** Brings the data of one version to the next. Its place in the list says which: the first takes version 1 to 2. */
export type Migration = (data: object) => object;

/** Which versions of the state this andas knows. */
export interface StateFormat {
  /** Of the whole file: from version 1 on, one for each step; the present version is one more than there are. */
  readonly migrations: readonly Migration[];
  /** The present version of each section, by name; the sections bring themselves up to it. */
  readonly sections?: Readonly<Record<string, number>>;
}

/** What stands in a state file. */
export interface Sealed {
  readonly version: number;
  readonly data: object;
}

/** The state as this andas has it, or which part of it only a newer one knows. `migrates`: something of it is of an older version. */
export type BroughtUp = { readonly data: object; readonly migrates: boolean } | { readonly newer: string };

/** The present version of the file. */
export function versionOf({ migrations }: StateFormat): number {
  return migrations.length + 1;
}

/** @throws AndasError `state` when a migration fails; `file` is named then */
export function broughtUp({ version, data }: Sealed, format: StateFormat, file: string): BroughtUp {
  const known = versionOf(format);
  if (version > known) return { newer: `version ${version}, this one knows ${known}` };
  let now = data;
  for (const [i, migrate] of format.migrations.entries()) if (i >= version - 1) now = step(migrate, now, i + 1, file);
  let migrates = version < known;
  for (const [name, present] of Object.entries(format.sections ?? {})) {
    const found = sectionVersion(now, name) ?? present;
    if (found > present) return { newer: `version ${found} of "${name}", this one knows ${present}` };
    migrates ||= found < present;
  }
  return { data: now, migrates };
}

function step(migrate: Migration, data: object, version: number, file: string): object {
  try {
    return migrate(data);
  } catch (error) {
    const what = `${file} cannot be brought from version ${version} to ${version + 1} (${messageOf(error)})`;
    throw new AndasError("state", `${what}: go back to the andas that wrote it`, error);
  }
}

function sectionVersion(data: object, name: string): number | undefined {
  const section: unknown = Object.entries(data).find(([key]) => key === name)?.[1];
  if (typeof section !== "object" || section === null || !("v" in section)) return undefined;
  return typeof section.v === "number" ? section.v : undefined;
}
