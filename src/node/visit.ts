import type { ElectrodeCare } from "../acquisition/electrode-care.js";
import { messageOf } from "../domain/errors.js";
import { type Seconds, spoken } from "../domain/time.js";
import type { AnswerWords } from "../language/catalogue/answers.js";
import { replaceFile } from "../ports/atomic-file.js";
import type { BreathControl } from "../ports/breath-control.js";
import type { Clock, Timer } from "../ports/clock.js";
import type { Files } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import { wishText } from "../visit/wish.js";
import type { CloserListening } from "./closer-listening.js";

/** How often it is said how the electrodes touch. */
const EVERY: Seconds = 2;

/** Where the wish for a visit is written: whoever opens the door looks there. */
export interface VisitPlace {
  readonly files: Files;
  readonly path: string;
}

export interface NodeVisitParts {
  /** Absent in a node that nobody opens a door for: a visit is the contact check alone. */
  readonly place: VisitPlace | undefined;
  readonly clock: Clock;
  readonly calls: Pick<BreathControl, "stayAwake" | "gasp">;
  readonly closer: Pick<CloserListening, "listen">;
  readonly care: Pick<ElectrodeCare, "all">;
  readonly words: Pick<AnswerWords, "contacts">;
  readonly log: Log;
}

/**
 * Somebody is there, for a while: the node stays awake, hears every electrode, says how each touches, and wishes for an open door
 * (`src/visit`). It ends after its time, when the button is held once more, or when the wish is gone: whoever opened the door took it away.
 */
export class NodeVisit {
  readonly #parts: NodeVisitParts;
  readonly #timer: Timer;
  #until: Seconds | undefined;
  #length: Seconds = 0;
  /** The wish stands there: from then on it is looked for. */
  #isWritten = false;
  /** One file after the other: the last word is its removal. */
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: NodeVisitParts) {
    this.#parts = parts;
    this.#timer = parts.clock.timer("visit", () => this.#goOn());
  }

  get lasts(): boolean {
    const now = this.#parts.clock.now();
    // What reaches further than it is long began before the clock was set back.
    return this.#until !== undefined && now < this.#until && this.#until - now <= this.#length;
  }

  /** Begins one, or ends the one that lasts. */
  toggle(length: Seconds): void {
    if (this.lasts) this.#end("the button was held once more");
    else this.#begin(length);
  }

  /** The node ends. */
  async stop(): Promise<void> {
    if (this.#until !== undefined) this.#end("the node ends");
    await this.#writing;
  }

  #begin(length: Seconds): void {
    const { clock, calls, closer, care, log } = this.#parts;
    this.#until = clock.now() + length;
    this.#length = length;
    this.#isWritten = false;
    calls.stayAwake(length);
    calls.gasp();
    for (const { name } of care.all) closer.listen(name, length);
    log("info", `a visit begins: the node stays awake for ${spoken(length)}`);
    this.#goOn();
  }

  #goOn(): void {
    if (!this.lasts) {
      this.#end("its time is over");
      return;
    }
    const { clock } = this.#parts;
    this.#timer.set(clock.now() + EVERY);
    this.#write(() => this.#tell());
  }

  #end(why: string): void {
    if (this.#until === undefined) return;
    const { place, log } = this.#parts;
    this.#until = undefined;
    this.#timer.cancel();
    log("info", `the visit is over: ${why}`);
    if (place !== undefined) this.#write(() => place.files.remove(place.path));
  }

  async #tell(): Promise<void> {
    const { place, clock, care, words } = this.#parts;
    if (place === undefined || this.#until === undefined) return;
    if (this.#isWritten && (await place.files.size(place.path)) === undefined) {
      this.#end("whoever opened the door has closed it");
      return;
    }
    const contact = care.all.map(({ name, contact: figures }) => words.contacts([{ electrode: name, figures }]));
    await replaceFile(place.files, place.path, wishText({ left: this.#until - clock.now(), contact }));
    this.#isWritten = true;
  }

  #write(work: () => Promise<void>): void {
    const { clock, log } = this.#parts;
    const trouble = (error: unknown) => log("warn", `the visit's door stays shut: ${messageOf(error)}`);
    this.#writing = clock.hold("visit", this.#writing.then(work).catch(trouble));
  }
}
