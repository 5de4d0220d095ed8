import { z } from "zod";
import { replaceFile } from "../ports/atomic-file.js";
import type { TreeFiles } from "../ports/files.js";
import { VERSION } from "./version.js";

/**
 * Links on the shelf: the release that runs (without one, that of the image), the one that is tried, and the last one that went
 * back. Each comes, goes and becomes another in one step: whenever the power goes, one of two releases runs, whole.
 */
export type Role = "current" | "trial" | "failed";

/** How a release fares that is tried: its healthy breaths in a row, all its unhealthy ones, and what the last of those missed. */
export interface Record {
  readonly healthy: number;
  readonly unhealthy: number;
  readonly missed: readonly string[];
}

const recordSchema = z.object({
  healthy: z.int().min(0),
  unhealthy: z.int().min(0),
  missed: z.array(z.string().max(40)).max(10),
});
const NEW: Record = { healthy: 0, unhealthy: 0, missed: [] };

/**
 * The folder that holds the releases beside each other: `releases/<version>/`, and the links. `scripts/andas-launch` reads it at each
 * start, and knows no more of it than these links and the file `starts`, one byte for each start since the last healthy breath.
 */
export class Shelf {
  readonly files: TreeFiles;
  readonly folder: string;

  constructor(files: TreeFiles, folder: string) {
    this.files = files;
    this.folder = folder;
  }

  /** The version that has this role; undefined where none has. */
  async version(role: Role): Promise<string | undefined> {
    const target = await this.files.readLink(`${this.folder}/${role}`);
    const version = target?.replace(/^releases\//, "");
    return version !== undefined && VERSION.test(version) ? version : undefined;
  }

  folderOf(version: string): string {
    return `${this.folder}/releases/${version}`;
  }

  /** From the next start on this release is tried. All of it lies on the medium. */
  async begin(version: string): Promise<void> {
    await this.files.linkTo(`releases/${version}`, `${this.folder}/trial`);
    await this.files.syncFolder(this.folder);
  }

  /** The release that is tried stays. */
  confirm(): Promise<void> {
    return this.#becomes("current");
  }

  /** From the next start on it is no longer tried: the one before it runs again. */
  giveUp(): Promise<void> {
    return this.#becomes("failed");
  }

  async #becomes(role: Role): Promise<void> {
    await this.files.rename(`${this.folder}/trial`, `${this.folder}/${role}`);
    await this.files.syncFolder(this.folder);
  }

  async record(version: string): Promise<Record> {
    const text = await this.files.read(`${this.folderOf(version)}/probation.json`);
    return (text !== undefined && recordSchema.safeParse(jsonOf(text)).data) || NEW;
  }

  /** Keeps how it fares; after a healthy breath its starts count from 0. */
  async keep(version: string, record: Record): Promise<void> {
    const folder = this.folderOf(version);
    await replaceFile(this.files, `${folder}/probation.json`, JSON.stringify(record));
    if (record.healthy > 0) await this.files.writeDurably(`${folder}/starts`, "");
  }

  /** Takes away what no link leads to: releases of before, and what a power cut left half there. */
  async sweep(): Promise<void> {
    const roles: readonly Role[] = ["current", "trial", "failed"];
    const linked = await Promise.all(roles.map((role) => this.version(role)));
    for (const name of await this.files.list(`${this.folder}/releases`))
      if (!linked.includes(name)) await this.files.removeFolder(`${this.folder}/releases/${name}`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
