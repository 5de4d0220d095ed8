import { z } from "zod";
import { messageOf } from "../domain/errors.js";
import type { NodeEvent } from "../domain/event.js";
import { replaceFile } from "../ports/atomic-file.js";
import type { Log } from "../ports/log.js";
import type { Record, Shelf } from "./shelf.js";

/** So many healthy breaths in a row let a release stay; so many unhealthy ones, or starts without a healthy one, send it back. */
export const BREATHS = 3;

/** What a breath of this node has when nothing is wrong: nobody misses samples where no electrode is, or a broker out of reach. */
interface Usual {
  readonly samples: boolean;
  readonly broker: boolean;
}

const usualSchema = z.object({ samples: z.boolean(), broker: z.boolean() });

export interface ProbationParts {
  readonly shelf: Shelf;
  /** Of the release that runs. */
  readonly version: string;
  readonly onTrial: boolean;
  readonly log: Log;
  /** Ends this run after a last exhale; whoever starts the node begins the next one. */
  readonly restart: () => void;
  /** Was the broker reached since this was last asked? */
  readonly reachedBroker: () => boolean;
  /** On a system that is on trial: says that it breathed well so many times in a row. */
  readonly systemHealthy?: () => Promise<void>;
}

interface Had extends Usual {
  readonly commit: boolean;
}

/**
 * Judges each breath. A release on trial is kept after three healthy ones, and sent back after three that were not: a breath is
 * healthy that advanced, committed, and had samples and a broker if those of the release before it had. The release before it
 * keeps what is usual here, and makes room for a trial that was begun beside it.
 */
export class Probation {
  readonly #parts: ProbationParts;
  #cycle: number | undefined;
  #judged: number | undefined;
  #commits = 0;
  #samples = 0;
  /** Healthy breaths in a row since this start: a system on trial has no other. */
  #inRow = 0;
  /** Judgements go to the disk one after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(parts: ProbationParts) {
    this.#parts = parts;
  }

  readonly sample = (): void => {
    this.#samples++;
  };

  readonly hear = (event: NodeEvent): void => {
    if (event.type === "commit") this.#commits++;
    if (event.type !== "breath") return;
    const { cycle, phase } = event.breath;
    // A breath is judged once it was told, before a rest that may switch the board off; or, without a rest, with the next one.
    if (this.#cycle !== undefined && cycle > this.#cycle) this.#judge(this.#cycle);
    this.#cycle = cycle;
    if (phase === "pause") this.#judge(cycle);
  };

  /** Resolves when what was judged lies on the disk. */
  settled(): Promise<void> {
    return this.#last;
  }

  #judge(cycle: number): void {
    if (this.#judged !== undefined && cycle <= this.#judged) return;
    this.#judged = cycle;
    const had = { commit: this.#commits > 0, samples: this.#samples > 0, broker: this.#parts.reachedBroker() };
    this.#commits = 0;
    this.#samples = 0;
    this.#last = this.#last
      .then(() => this.#trySystem(had))
      .then(() => (this.#parts.onTrial ? this.#try(had) : this.#live(had)))
      .catch((error: unknown) => this.#parts.log("warn", `the release could not be judged: ${messageOf(error)}`));
  }

  async #trySystem(had: Had): Promise<void> {
    const { systemHealthy, log } = this.#parts;
    if (systemHealthy === undefined) return;
    const missed = await this.#missed(had);
    this.#inRow = missed.length === 0 ? this.#inRow + 1 : 0;
    log("info", `the system is tried: ${missed.length === 0 ? "a healthy breath" : `it missed ${missed.join(", ")}`}`);
    if (this.#inRow === BREATHS) await systemHealthy();
  }

  async #try(had: Had): Promise<void> {
    const { shelf, version, log, restart } = this.#parts;
    if ((await shelf.version("trial")) !== version) return;
    const missed = await this.#missed(had);
    const before = await shelf.record(version);
    const record: Record =
      missed.length === 0
        ? { ...before, healthy: before.healthy + 1 }
        : { healthy: 0, unhealthy: before.unhealthy + 1, missed };
    await shelf.keep(version, record);
    if (record.healthy >= BREATHS) {
      await shelf.confirm();
      await shelf.sweep();
      log("info", `andas ${version} breathed well ${BREATHS} times, and stays`);
    } else if (record.unhealthy >= BREATHS) {
      await shelf.giveUp();
      log("error", `andas ${version} is sent back: it missed ${missed.join(", ")}`);
      restart();
    } else
      log(
        "info",
        `andas ${version} is tried: ${missed.length === 0 ? "a healthy breath" : `it missed ${missed.join(", ")}`}`,
      );
  }

  async #live(had: Had): Promise<void> {
    const { shelf, log, restart, systemHealthy } = this.#parts;
    const trial = await shelf.version("trial");
    if (trial === undefined) {
      // What is usual here, a system on trial is to show.
      if (systemHealthy !== undefined) return;
      const usual = await this.#usual();
      if (usual.samples === had.samples && usual.broker === had.broker) return;
      const { samples, broker } = had;
      await replaceFile(shelf.files, this.#usualPath, JSON.stringify({ samples, broker }));
      return;
    }
    log("info", `andas ${trial} is installed: this run ends, and it is tried`);
    restart();
  }

  async #missed(had: Had): Promise<string[]> {
    const usual = await this.#usual();
    return [
      ...(had.commit ? [] : ["a commit"]),
      ...(usual.samples && !had.samples ? ["samples"] : []),
      ...(usual.broker && !had.broker ? ["the broker"] : []),
    ];
  }

  get #usualPath(): string {
    return `${this.#parts.shelf.folder}/usual.json`;
  }

  async #usual(): Promise<Usual> {
    const text = (await this.#parts.shelf.files.read(this.#usualPath)) ?? "";
    try {
      return usualSchema.parse(JSON.parse(text));
    } catch {
      return { samples: false, broker: false };
    }
  }
}
