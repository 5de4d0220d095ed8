/** How complex a string of spikes is, beside what chance would make of the same spikes. */
export interface Complexity {
  /** Symbols in the string. */
  readonly bins: number;
  /** Ones among them. */
  readonly ones: number;
  /** Phrases of the string in the parsing of Lempel and Ziv (1976). */
  readonly phrases: number;
  /** The same of its shuffles, on average. */
  readonly shuffled: number;
  /** `phrases / shuffled`: 1 is a random string of the same density; below it lies order (rhythm as well as clusters). */
  readonly normalised: number;
}

/** Fewer ones, and every order of them looks alike. */
const FEWEST_ONES = 4;
const SHUFFLES = 40;

/**
 * Complexity of a binary string (a byte a symbol, 0 or 1): the phrases of LZ76 (Lempel and Ziv, IEEE Trans. Inf. Theory 22:75, 1976),
 * divided by the mean over 40 shuffles of the same string. The usual asymptotic n h / log2 n is far too low for strings of some
 * hundred symbols, as spikes give them; shuffles have the same length, the same density and the same bias.
 * Undefined where there are fewer than 4 ones, or hardly a zero: such strings have no order to speak of.
 */
export function complexity(string: Uint8Array): Complexity | undefined {
  const bins = string.length;
  const ones = string.reduce((sum, one) => sum + one, 0);
  if (ones < FEWEST_ONES || bins - ones < FEWEST_ONES) return undefined;
  const phrases = lz76(string);
  const other = string.slice();
  const chance = chanceOf(bins, ones);
  let sum = 0;
  for (let i = 0; i < SHUFFLES; i++) {
    shuffle(other, chance);
    sum += lz76(other);
  }
  const shuffled = sum / SHUFFLES;
  return { bins, ones, phrases, shuffled, normalised: phrases / shuffled };
}

/**
 * Phrases of a binary string: each is the shortest that has not yet stood in all that comes before its last symbol. In linear time:
 * a suffix automaton (Blumer et al. 1985) of what was read follows the phrase for as long as it has been there before.
 */
export function lz76(string: Uint8Array): number {
  const most = 2 * string.length + 2;
  const next = new Int32Array(2 * most).fill(-1);
  const link = new Int32Array(most).fill(-1);
  const length = new Int32Array(most);
  let states = 1;
  let last = 0;
  let at = 0;
  let matched = 0;
  let phrases = 0;

  for (const symbol of string) {
    const known = next[2 * at + symbol]!;
    append(symbol);
    if (known < 0) {
      phrases++;
      at = 0;
      matched = 0;
      continue;
    }
    at = known;
    matched++;
    // The automaton may have split the state in which the phrase stands.
    while (matched <= (length[link[at]!] ?? -1)) at = link[at]!;
  }
  return matched > 0 ? phrases + 1 : phrases;

  function append(symbol: number): void {
    const made = states++;
    length[made] = length[last]! + 1;
    let state = last;
    last = made;
    for (; state >= 0 && next[2 * state + symbol]! < 0; state = link[state]!) next[2 * state + symbol] = made;
    if (state < 0) {
      link[made] = 0;
      return;
    }
    const target = next[2 * state + symbol]!;
    if (length[target] === length[state]! + 1) {
      link[made] = target;
      return;
    }
    const clone = states++;
    length[clone] = length[state]! + 1;
    next.copyWithin(2 * clone, 2 * target, 2 * target + 2);
    link[clone] = link[target]!;
    link[target] = clone;
    link[made] = clone;
    for (; state >= 0 && next[2 * state + symbol] === target; state = link[state]!) next[2 * state + symbol] = clone;
  }
}

/** Fisher and Yates. */
function shuffle(string: Uint8Array, chance: () => number): void {
  for (let i = string.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    const kept = string[i]!;
    string[i] = string[j]!;
    string[j] = kept;
  }
}

/** The same chance for the same string, so that the same recording gives the same figures. mulberry32 (Tommy Ettinger, public domain). */
function chanceOf(bins: number, ones: number): () => number {
  let state = (Math.imul(bins, 0x9e3779b1) ^ ones) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
