import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** So often it is looked at: at some of them the node is full of an outage, and only the least of many tells what stays. */
const LOOKS = 48;
/** The first of them are left out: a young node fills its diaries, six weeks of them, and each life is held till the next one lives. */
const YOUNG = LOOKS / 4;
/** What the heap may grow by between the first third of the other looks and the last, in bytes: this test writes a chronicle meanwhile. */
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
    // Twice: what the first one found is given back meanwhile, by threads of the engine, and the second waits for them.
    this.#collect();
    this.#collect();
    const { heapUsed, external } = process.memoryUsage();
    this.#bytes.push(heapUsed + external);
  }

  get told(): string {
    const spans = this.#thirds.map((part) => [Math.min(...part), Math.max(...part)].map(megabytes).join(" to "));
    return `heap ${spans.join(", ")} MB`;
  }

  get broken(): readonly string[] {
    if (this.#bytes.length < LOOKS) return [];
    const [first = [], , last = []] = this.#thirds;
    const growth = Math.min(...last) - Math.min(...first);
    return growth > MOST_GROWTH ? [`memory grew by ${megabytes(growth)} MB`] : [];
  }

  /** Of what was seen so far of a grown node, in the order of time; empty ones left out. */
  get #thirds(): readonly (readonly number[])[] {
    const grown = this.#bytes.slice(YOUNG);
    const third = Math.max(1, Math.ceil(grown.length / 3));
    return [0, 1, 2].map((i) => grown.slice(i * third, (i + 1) * third)).filter((part) => part.length > 0);
  }
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(0);
}
