/** Of so many nodes, and of each so many of its runs, so many numbers are remembered one by one. */
const NODES = 64;
const BOOTS = 4;
const NUMBERS = 512;

interface SeenRun {
  /** Everything up to here counts as seen. */
  floor: number;
  readonly seen: Set<number>;
}

/**
 * Which messages have come already, by the name that they have for ever: node, `boot` and `seq`. Memory is bounded: a message that
 * comes later than 512 newer ones of the same run counts as a repeat, and the node that was silent longest is forgotten first.
 */
export class Deduplicator {
  /** The node that spoke last is last. */
  readonly #nodes = new Map<string, Map<number, SeenRun>>();

  /** Those that have spoken, as far as they are remembered. */
  get nodes(): readonly string[] {
    return [...this.#nodes.keys()];
  }

  /** False for a repeat. Remembers it. */
  isNew(node: string, boot: number, seq: number): boolean {
    const runs = moveToEnd(this.#nodes, node, () => new Map<number, SeenRun>(), NODES);
    const run = moveToEnd(runs, boot, () => ({ floor: -1, seen: new Set<number>() }), BOOTS);
    if (seq <= run.floor || run.seen.has(seq)) return false;
    run.seen.add(seq);
    if (run.seen.size > 2 * NUMBERS) raiseFloor(run);
    return true;
  }
}

function raiseFloor(run: SeenRun): void {
  const rising = [...run.seen].sort((a, b) => a - b);
  const forgotten = rising.slice(0, -NUMBERS);
  for (const seq of forgotten) run.seen.delete(seq);
  run.floor = forgotten.at(-1) ?? run.floor;
}

/** The entry of a key, made if need be; the one that was not asked for longest goes where there are too many. */
function moveToEnd<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value, most: number): Value {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
  return value;
}
