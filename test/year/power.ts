import type { Seconds } from "../../src/domain/time.js";
import type { Attempt, CrashFiles } from "../fakes/crash-files.js";
import type { UnsteadyWire } from "./unsteady-wire.js";

/** The power of one run of a node. Once it is cut no disk and no wire hears of that run any more, whatever its promises still do. */
export class Power {
  readonly #disk: CrashFiles;
  readonly #wire: UnsteadyWire;
  readonly #ends = new AbortController();
  #changesLeft = Number.POSITIVE_INFINITY;
  #isOn = true;
  #offFor: Seconds = 0;
  #when = "";

  constructor(disk: CrashFiles, wire: UnsteadyWire) {
    this.#disk = disk;
    this.#wire = wire;
    disk.fault = (attempt) => this.#mayFail(attempt);
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Aborts when the power goes, or the run is to end. */
  get ends(): AbortSignal {
    return this.#ends.signal;
  }

  /** How long it stays away. */
  get offFor(): Seconds {
    return this.#offFor;
  }

  /** At which change of the disk it went. */
  get when(): string {
    return this.#when;
  }

  /** It goes after so many changes of the disk, in front of the next: at once with 0. */
  cutAfter(changes: number, offFor: Seconds): void {
    this.#offFor = offFor;
    this.#changesLeft = changes;
    if (changes === 0) this.#cut("at rest");
  }

  /** The run is to end in peace. */
  end(): void {
    this.#ends.abort();
  }

  #mayFail(attempt: Attempt): string | undefined {
    if (!this.#isOn) return "EIO";
    if (attempt.do === "read" || attempt.do === "list") return undefined;
    if (--this.#changesLeft >= 0) return undefined;
    this.#cut(`in front of "${attempt.do}" of ${attempt.path}`);
    return "EIO";
  }

  #cut(when: string): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#when = `${when}, change ${this.#disk.steps.length}`;
    this.#wire.cutPower();
    this.#ends.abort();
  }
}
