/** Of so many nodes, and of each so many of its lives, so many numbers are remembered one by one. */
const NODES = 64;
const BOOTS = 4;
const NUMBERS = 512;

interface Life {
  /** Everything up to here counts as seen. */
  floor: number;
  readonly seen: Set<number>;
}

/**
 * Which messages have come already, by the name that they have for ever: node, `boot` and `seq`. Memory is bounded: a message that
 * comes later than 512 newer ones of the same life counts as a repeat, and the node that was silent longest is forgotten first.
 */
export class Deduplicator {
  /** The node that spoke last is last. */
  readonly #nodes = new Map<string, Map<number, Life>>();

  /** Those that have spoken, as far as they are remembered. */
  get nodes(): readonly string[] {
    return [...this.#nodes.keys()];
  }

  /** False for a repeat. Remembers it. */
  isNew(node: string, boot: number, seq: number): boolean {
    const lives = moveToEnd(this.#nodes, node, () => new Map<number, Life>(), NODES);
    const life = moveToEnd(lives, boot, () => ({ floor: -1, seen: new Set<number>() }), BOOTS);
    if (seq <= life.floor || life.seen.has(seq)) return false;
    life.seen.add(seq);
    if (life.seen.size > 2 * NUMBERS) raiseFloor(life);
    return true;
  }
}

function raiseFloor(life: Life): void {
  const rising = [...life.seen].sort((a, b) => a - b);
  const forgotten = rising.slice(0, -NUMBERS);
  for (const seq of forgotten) life.seen.delete(seq);
  life.floor = forgotten.at(-1) ?? life.floor;
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
