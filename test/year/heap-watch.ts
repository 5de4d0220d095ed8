import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** So often it is looked at. */
const LOOKS = 12;
/** What the heap may grow by between the first third of a year and the last, in bytes. The chronicle of a year takes 2 MB of it. */
const MOST_GROWTH = 8 * 2 ** 20;
const MEGABYTE = 2 ** 20;

/** Sees whether memory grows over a year: whatever a node leaves behind when its power goes would. */
export class HeapWatch {
  readonly #days: number;
  readonly #collect: () => void;
  readonly #bytes: number[] = [];

  constructor(days: number) {
    this.#days = days;
    setFlagsFromString("--expose-gc");
    this.#collect = runInNewContext("gc");
  }

  look(day: number): void {
    if (day < ((this.#bytes.length + 1) * this.#days) / LOOKS) return;
    this.#collect();
    const { heapUsed, external } = process.memoryUsage();
    this.#bytes.push(heapUsed + external);
  }

  get told(): string {
    return `heap ${this.#bytes.map((bytes) => (bytes / MEGABYTE).toFixed(0)).join(" ")} MB`;
  }

  get broken(): readonly string[] {
    if (this.#bytes.length < LOOKS) return [];
    const third = LOOKS / 3;
    const growth = Math.min(...this.#bytes.slice(-third)) - Math.min(...this.#bytes.slice(0, third));
    return growth > MOST_GROWTH ? [`memory grew by ${(growth / MEGABYTE).toFixed(0)} MB`] : [];
  }
}
