/**
 * One option of a command. The table of these is all that parsing, help, the man page and completion know of it: an option that
 * is added here is added everywhere.
 */
export interface Option {
  /** What its value is called, such as `DIR`; absent for a switch. */
  readonly value?: string;
  /** What it does, for people: with unit, range and default. What matters most stands first, for a shell shows no more. */
  readonly help: string;
  /** It may be given as often as one likes. */
  readonly repeated?: true;
  /** What a shell may offer as its value. */
  readonly offers?: Offer;
  /** The heading it stands under; those without one come first. */
  readonly group?: string;
}

export type Offer = "files" | "folders" | readonly string[];

/** A command's options by their names without dashes, in the order in which they are told. */
export type OptionTable = Readonly<Record<string, Option>>;

/** `--rate HZ` */
export function spelled(name: string, { value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/** The options under their headings, in order; the first group has none. */
export function grouped(table: OptionTable): { heading: string | undefined; options: [string, Option][] }[] {
  const groups = new Map<string | undefined, [string, Option][]>([[undefined, []]]);
  for (const [name, option] of Object.entries(table)) {
    const of = groups.get(option.group);
    if (of) of.push([name, option]);
    else groups.set(option.group, [[name, option]]);
  }
  return [...groups].filter(([, options]) => options.length > 0).map(([heading, options]) => ({ heading, options }));
}

/** The beginning of a help text, up to its first side remark: as much as a shell has room for. */
export function brief(help: string): string {
  return help.split(/;|: | \(|, (?=and|before|as)/)[0] ?? help;
}
