import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { messageOf } from "../domain/errors.js";
import type { Facts } from "../domain/percept.js";
import { nearest } from "../domain/spelling.js";
import { replaceFile } from "../ports/atomic-file.js";
import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import { judgeCard } from "./judge-card.js";
import { printOf, readOrBlame } from "./load-card.js";
import { type CardRead, isCalled } from "./read-card.js";
import { CARD_NAMES, type CardContent, type CardName, fileOf, valueAt } from "./written/content.js";
import { printProblem } from "./written/problem.js";

/** What may come from afar. Who the node is and whom it tells is changed at the card alone: nobody locks it out over MQTT. */
const FROM_AFAR = ["electrodes", "breath", "reflexes", "attention"] as const;
type FromAfar = (typeof FROM_AFAR)[number];

/** What became of a card that somebody wants the node to have. */
export interface DesiredOutcome {
  /** Why it was refused, a line each; empty when the card holds it now. */
  readonly errors: readonly string[];
  /** Files of the card were written. */
  readonly wrote: boolean;
}

/**
 * A card that comes from afar, in place of the one that lies there. Both count their versions (`version` in node.json), and the newer one
 * wins: what loses is told, and what is overwritten is kept beside as `NAME.before.json`.
 */
export class DesiredCard {
  readonly #folder: string | undefined;
  readonly #files: Files;
  readonly #kinds: readonly DeviceKind[];
  readonly #log: Log;
  /** The same card, wanted of the same card, comes with every connection: it is judged once. */
  #last: { readonly question: string; readonly outcome: DesiredOutcome } | undefined;

  constructor(parts: {
    /** Undefined where the node lives by no card of anybody's. */
    readonly folder: string | undefined;
    readonly files: Files;
    readonly kinds: readonly DeviceKind[];
    readonly log: Log;
  }) {
    this.#folder = parts.folder;
    this.#files = parts.files;
    this.#kinds = parts.kinds;
    this.#log = parts.log;
  }

  /** @param wanted files by their names, and `version`. Never rejects. */
  async take(wanted: Facts): Promise<DesiredOutcome> {
    try {
      if (this.#folder === undefined)
        return refused("this node lives by no card that could be changed: give it one with --config DIR");
      const read = await readOrBlame(this.#folder, this.#files);
      const question = JSON.stringify([printOf(read), wanted]);
      if (this.#last?.question !== question)
        this.#last = { question, outcome: await this.#judge(wanted, read, this.#folder) };
      return this.#last.outcome;
    } catch (error) {
      return refused(`the card could not be written: ${messageOf(error)}`);
    }
  }

  async #judge(wanted: Facts, read: CardRead, folder: string): Promise<DesiredOutcome> {
    const faults = faultsOf(wanted);
    if (faults.length > 0) return refused(...faults);
    const { files, beside } = read.content;
    const own = valueAt(files.node, ["version"]);
    const version = Number(wanted.version);
    const names = FROM_AFAR.filter((name) => wanted[name] !== undefined);
    const changed = names.filter((name) => !isDeepStrictEqual(files[name], wanted[name]));
    if (typeof own === "number" && version <= own) {
      if (version === own && changed.length === 0) return { errors: [], wrote: false };
      return refused(
        `the card has version ${own}, and this is ${version}: the newer one counts, send a higher version`,
      );
    }
    const node = { ...Object(files.node), version };
    const content = { files: { ...files, ...pick(wanted, names), node }, beside };
    const errors = this.#problems(content, read, names);
    if (errors.length > 0) return refused(...errors);
    await this.#write(folder, read, content, changed);
    return { errors: [], wrote: true };
  }

  /** All that would be wrong with the card then. */
  #problems(content: CardContent, read: CardRead, replaced: readonly FromAfar[]): string[] {
    const mended = replaced.filter((name) => filesOf(name, read.found).length < 2);
    const broken = new Set([...read.broken].filter((name) => !mended.some((one) => one === name)));
    const unread = read.problems.filter(({ file }) => !mended.some((name) => isCalled(file, name)));
    return [...unread, ...judgeCard(content, this.#kinds, broken).problems].map(printProblem);
  }

  /** node.json with its version goes last: cut off before that, all of it is done once more. */
  async #write(folder: string, { found }: CardRead, content: CardContent, changed: readonly FromAfar[]): Promise<void> {
    const kept: string[] = [];
    for (const name of [...changed, "node"] as const) {
      const [file] = filesOf(name, found);
      const before = `${name}.before.json`;
      if (file !== undefined && name !== "node") kept.push(before);
      await replaceFile(
        this.#files,
        join(folder, file ?? fileOf(name)),
        `${JSON.stringify(content.files[name], undefined, 2)}\n`,
        file === undefined ? undefined : join(folder, before),
      );
    }
    const version = valueAt(content.files.node, ["version"]);
    const took = changed.length === 0 ? "changed nothing on the card" : `took the place of ${changed.join(", ")}`;
    const back = kept.length === 0 ? "" : `; what was there is kept as ${kept.join(", ")}`;
    this.#log("warn", `version ${version} of the card came over MQTT and ${took}${back}`);
  }
}

function faultsOf(wanted: Facts): string[] {
  const { version } = wanted;
  const faults = Object.keys(wanted)
    .filter((key) => key !== "version" && key !== "v" && !FROM_AFAR.some((name) => name === key))
    .map((key) => {
      if (CARD_NAMES.some((name) => name === key)) return `${key}: is changed at the card alone; leave it out`;
      const meant = nearest(key, FROM_AFAR);
      const right = meant === undefined ? `there are ${FROM_AFAR.join(", ")}` : `did you mean "${meant}"?`;
      return `${key}: is not known here; ${right}`;
    });
  if (typeof version === "number" && Number.isSafeInteger(version) && version >= 1) return faults;
  return [...faults, 'version: is a whole number from 1, higher than "version" in the card\'s node.json'];
}

function pick(wanted: Facts, names: readonly FromAfar[]): Partial<Record<CardName, unknown>> {
  return Object.fromEntries(names.map((name) => [name, wanted[name]]));
}

function filesOf(name: CardName, found: readonly string[]): string[] {
  return found.filter((file) => isCalled(file, name));
}

function refused(...errors: string[]): DesiredOutcome {
  return { errors, wrote: false };
}
