import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import { type CardPart, changedParts } from "./card-changes.js";
import { type GoodCard, judgeCard } from "./judge-card.js";
import { saveLastGood } from "./last-good.js";
import { judgeRead, printOf, readOrBlame } from "./load-card.js";
import type { ResolvedCard } from "./resolve-card.js";
import { attempt, tellCard } from "./tell-card.js";
import { CARD_NAMES, type CardContent, type CardName, valueAt } from "./written/content.js";
import { type Problem, printProblem } from "./written/problem.js";

/** What can be taken up while the node runs; all else is what it was built of. */
const TAKEN_AT_ONCE: ReadonlySet<CardName> = new Set<CardName>(["breath", "reflexes", "attention"]);

/** What has become of the card since it was looked at last. */
export type CardNews =
  | { readonly kind: "unchanged" }
  /** It went bad: what was in force stays so. */
  | { readonly kind: "bad"; readonly problems: readonly Problem[] }
  | {
      readonly kind: "good";
      /** What is in force from now on: the new card, but for what waits. */
      readonly inForce: GoodCard;
      readonly taken: readonly CardPart[];
      /** These take a restart. */
      readonly waiting: readonly CardPart[];
    };

/**
 * Looks whether the card was changed while the node runs, and tells it what it is, as at the start (`resolveCard`). Costs the reading of
 * five small files; nothing is checked, and nothing written, while they say what they said.
 */
export class CardWatch {
  readonly #folder: string;
  readonly #stateFolder: string;
  readonly #files: Files;
  readonly #kinds: readonly DeviceKind[];
  readonly #log: Log;
  #print: string;
  #inForce: { readonly content: CardContent; readonly good: GoodCard };

  /** @param options `card`: what the node lives by when it starts */
  constructor(options: {
    folder: string;
    stateFolder: string;
    files: Files;
    kinds: readonly DeviceKind[];
    log: Log;
    card: ResolvedCard;
  }) {
    this.#folder = options.folder;
    this.#stateFolder = options.stateFolder;
    this.#files = options.files;
    this.#kinds = options.kinds;
    this.#log = options.log;
    this.#print = options.card.print;
    this.#inForce = { content: options.card.content, good: options.card };
  }

  async look(): Promise<CardNews> {
    const read = await readOrBlame(this.#folder, this.#files);
    const print = printOf(read);
    if (print === this.#print) return { kind: "unchanged" };
    this.#print = print;
    const { good, problems, warnings } = judgeRead(read, this.#kinds);
    for (const problem of problems) this.#log("error", printProblem(problem));
    for (const warning of warnings) this.#log("warn", printProblem(warning));
    const news = good && this.#takeUp(read.content, good);
    if (news !== undefined) await this.#keep(read.content);
    if (read.blame === undefined)
      await tellCard(this.#folder, { problems, inForce: this.#inForce.good, files: this.#files, log: this.#log });
    return news ?? { kind: "bad", problems };
  }

  /** What was in force, with what can be taken up of the new card; all of it waits where the two do not go together. */
  #takeUp(content: CardContent, wanted: GoodCard): CardNews {
    const before = this.#inForce;
    const mixed = mix(before.content, content);
    const { good } = judgeCard(mixed, this.#kinds);
    if (good !== undefined) this.#inForce = { content: mixed, good };
    const inForce = this.#inForce.good;
    return {
      ...{ kind: "good", inForce },
      taken: changedParts(before.good, inForce),
      waiting: changedParts(inForce, wanted),
    };
  }

  async #keep(content: CardContent): Promise<void> {
    const save = () => saveLastGood(this.#files, this.#stateFolder, content);
    await attempt(this.#log, "keep the card as the last good one", save);
  }
}

function mix({ files, beside }: CardContent, wanted: CardContent): CardContent {
  const mixed = CARD_NAMES.map((name) => [name, (TAKEN_AT_ONCE.has(name) ? wanted.files : files)[name]] as const);
  const all = Object.fromEntries(mixed.filter(([, written]) => written !== undefined));
  // Of node.json the version is that of the whole card: nothing is built of it.
  const version = valueAt(wanted.files.node, ["version"]);
  return { files: { ...all, node: { ...Object(files.node), version } }, beside };
}
