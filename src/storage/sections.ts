import { z } from "zod";
import { AndasError, messageOf } from "../domain/errors.js";
import type { Section, SectionSpec } from "../ports/section.js";

/** A section as the state file has it. */
export interface SavedSection {
  readonly v: number;
  data: unknown;
}

/** The whole state of a node: its sections, by name. */
export type SavedSections = Record<string, SavedSection>;

/** A section that could not be read, and why. */
export interface SetAside {
  readonly name: string;
  readonly holds: string;
  readonly reason: string;
  readonly saved: SavedSection;
}

/**
 * The state, taken apart for its owners. Each section has its own shape, version and migrations; what cannot be read costs that
 * section alone. Sections that nobody asks for stay as they are.
 */
export class Sections {
  readonly #state: SavedSections;
  readonly #taken = new Set<string>();
  readonly setAside: SetAside[] = [];

  constructor(state: SavedSections) {
    this.#state = state;
  }

  /**
   * The section of that name, for its one owner.
   * @throws AndasError `internal` when it was taken before
   */
  take<T>(spec: SectionSpec<T>): Section<T> {
    if (this.#taken.has(spec.name)) throw new AndasError("internal", `the section "${spec.name}" has two owners`);
    this.#taken.add(spec.name);
    const saved: { readonly v: number; data: T } = { v: versionOf(spec), data: this.#read(spec) };
    this.#state[spec.name] = saved;
    return {
      get value() {
        return saved.data;
      },
      set value(value) {
        saved.data = value;
      },
    };
  }

  #read<T>(spec: SectionSpec<T>): T {
    const saved = this.#state[spec.name];
    if (saved === undefined) return spec.fresh();
    try {
      return spec.shape.parse(migrated(saved, spec));
    } catch (error) {
      const { name, holds } = spec;
      this.setAside.push({ name, holds, reason: reasonOf(error), saved });
      return spec.fresh();
    }
  }
}

type Versioned = Pick<SectionSpec<unknown>, "name" | "migrations">;

/** The present version of each section, by name. */
export function versionsOf(specs: readonly Versioned[]): Readonly<Record<string, number>> {
  return Object.fromEntries(specs.map((spec) => [spec.name, versionOf(spec)]));
}

function versionOf({ migrations = [] }: Pick<Versioned, "migrations">): number {
  return migrations.length + 1;
}

function migrated({ v, data }: SavedSection, spec: Versioned): unknown {
  if (!Number.isInteger(v)) throw new Error("its version is no number");
  if (v < 1 || v > versionOf(spec)) throw new Error(`it is of version ${v}, this andas knows ${versionOf(spec)}`);
  let now = data;
  for (const migrate of spec.migrations?.slice(v - 1) ?? []) now = migrate(now);
  return now;
}

/** In one line, where its shape is wrong first: `messages[3].topic: expected string`. */
function reasonOf(error: unknown): string {
  const issue = error instanceof z.core.$ZodError ? error.issues[0] : undefined;
  if (issue === undefined) return messageOf(error);
  const where = issue.path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return `${where.replace(/^\./, "") || "it"}: ${issue.message}`;
}
