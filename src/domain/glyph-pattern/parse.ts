import { GLYPHS, isGlyphName } from "../glyph.js";
import {
  type Bound,
  DEEPEST,
  type GlyphPattern,
  type GlyphStep,
  isNullable,
  LONGEST,
  MOST_ELECTRODES,
  MOST_STEPS,
  type PatternNode,
  type Repeat,
  stepsOf,
  UNITS,
} from "../glyph-pattern.js";
import { nearest } from "../spelling.js";
import { roundTime, type Seconds } from "../time.js";
import { PatternScanner, quoted } from "./scanner.js";

/**
 * Reads a glyph pattern; the grammar is in the README beside this file.
 * @throws AndasError `config` that says what is wrong, at which character (from 1), and what may have been meant
 */
export function parseGlyphPattern(text: string): GlyphPattern {
  return new Parser(text).pattern();
}

const WORD = /[A-Za-z0-9_]+/y;
const SIGNED_NAME = /[+-][A-Za-z]/y;
const NAMES: readonly string[] = ["any", ...GLYPHS];

/** Recursive descent, a method for each rule of the grammar. */
class Parser {
  readonly #scan: PatternScanner;
  #depth = 0;

  constructor(text: string) {
    this.#scan = new PatternScanner(text);
  }

  pattern(): GlyphPattern {
    const scan = this.#scan;
    if (scan.ended) throw scan.wrong('it is empty; write names of glyphs, such as "pause burst pause"');
    const root = this.#choice();
    if (isNullable(root)) throw scan.wrong("nothing at all would fit it; let it need one glyph", 0);
    let on: string[] | undefined;
    let within: Seconds | undefined;
    for (;;) {
      const at = scan.at;
      const word = scan.take(/(?:on|within)\b/y);
      if (word === undefined) break;
      if (word === "on" ? on !== undefined : within !== undefined) throw scan.wrong(`a second "${word}"`, at);
      if (word === "on") on = this.#electrodes();
      else within = this.#within();
    }
    if (!scan.ended) throw scan.wrong(`expected the end, "on" or "within", found ${scan.found}`);
    return { text: scan.text.trim(), root, on, within };
  }

  #choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#scan.take(/\|/y) !== undefined) options.push(this.#sequence());
    return joined(options, (node) => (node.kind === "choice" ? node.options : [node]), choiceOf);
  }

  #sequence(): PatternNode {
    const parts = [this.#item()];
    while (!this.#sequenceEnds()) parts.push(this.#item());
    return joined(parts, (node) => (node.kind === "sequence" ? node.parts : [node]), sequenceOf);
  }

  #sequenceEnds(): boolean {
    return this.#scan.ended || this.#scan.sees(/[|)]|(?:on|within)\b/y);
  }

  #item(): PatternNode {
    const scan = this.#scan;
    const opened = scan.at;
    const node = scan.take(/\(/y) === undefined ? this.#glyph() : this.#group(opened);
    const at = scan.at;
    const repeat = this.#repeat();
    if (repeat === undefined) return node;
    if (this.#isRepeat()) throw scan.wrong("one repetition after another; put the first into ( )");
    const repeated: PatternNode =
      repeat.least === 1 && repeat.most === 1 ? node : { kind: "repeat", part: node, ...repeat };
    if (stepsOf(repeated) > MOST_STEPS) throw scan.wrong(`more than ${MOST_STEPS} glyphs, repetitions written out`, at);
    return repeated;
  }

  #group(opened: number): PatternNode {
    const scan = this.#scan;
    if (++this.#depth > DEEPEST) throw scan.wrong(`groups in groups, more than ${DEEPEST} deep`, opened);
    const inside = this.#choice();
    if (scan.take(/\)/y) === undefined)
      throw scan.wrong(`expected ")" for the "(" at character ${opened + 1}, found ${scan.found}`);
    this.#depth--;
    if (scan.sees(/[<>]/y)) throw scan.wrong("a length stands behind a glyph, not behind a group");
    return inside;
  }

  #glyph(): GlyphStep {
    const scan = this.#scan;
    let sign: 1 | -1 | 0 = 0;
    const signed = scan.at;
    if (scan.sees(SIGNED_NAME)) {
      if (scan.touches && !/[(|]/.test(scan.text.charAt(signed - 1))) throw scan.wrong("put a space before the sign");
      sign = scan.take(/[+-]/y) === "+" ? 1 : -1;
    }
    const at = scan.at;
    const name = scan.take(WORD);
    if (name === undefined) throw scan.wrong(this.#noGlyphHere());
    if (name !== "any" && !isGlyphName(name)) {
      const meant = nearest(name, NAMES);
      const help = meant === undefined ? `there are ${NAMES.join(", ")}` : `did you mean "${meant}"?`;
      throw scan.wrong(`no glyph ${quoted(name)}; ${help}`, at);
    }
    if (sign !== 0 && name !== "spike" && name !== "burst" && name !== "train")
      throw scan.wrong(`"${name}" has no sign; spike, burst and train have`, signed);
    return { kind: "glyph", name, sign, ...this.#lengths() };
  }

  #noGlyphHere(): string {
    if (this.#scan.sees(/-/y)) return 'the sign stands right before the name, such as "-spike"';
    if (this.#scan.sees(/[?*+{]/y)) return `${this.#scan.found} repeats what stands before it, and nothing does`;
    return `expected a glyph or "(", found ${this.#scan.found}`;
  }

  #lengths(): { longer: Bound | undefined; shorter: Bound | undefined } {
    const scan = this.#scan;
    let longer: Bound | undefined;
    let shorter: Bound | undefined;
    for (;;) {
      const at = scan.at;
      const sign = scan.take(/[<>]=?/y);
      if (sign === undefined) return { longer, shorter };
      const bound = { seconds: this.#duration(), inclusive: sign.endsWith("=") };
      if (sign.startsWith(">")) {
        if (longer !== undefined) throw scan.wrong("a second least length", at);
        longer = bound;
      } else {
        if (shorter !== undefined) throw scan.wrong("a second greatest length", at);
        if (bound.seconds === 0) throw scan.wrong("no glyph is as short as that", at);
        shorter = bound;
      }
      if (longer !== undefined && shorter !== undefined && !canBeBoth(longer, shorter))
        throw scan.wrong("no length is both", at);
    }
  }

  #duration(): Seconds {
    const scan = this.#scan;
    const at = scan.at;
    const number = scan.take(/\d+(?:\.\d+)?/y);
    if (number === undefined) throw scan.wrong(`expected a length such as 20min, found ${scan.found}`);
    const unitAt = scan.at;
    const unit = scan.take(WORD);
    const units = Object.keys(UNITS).join(", ");
    if (unit === undefined) throw scan.wrong(`expected a unit (${units}), found ${scan.found}`);
    if (!Object.hasOwn(UNITS, unit)) throw scan.wrong(`no unit ${quoted(unit)}; units are ${units}`, unitAt);
    const seconds = roundTime(Number(number) * UNITS[unit as keyof typeof UNITS]);
    if (!(seconds <= LONGEST)) throw scan.wrong("longer than ten years", at);
    return seconds;
  }

  #within(): Seconds {
    const at = this.#scan.at;
    const within = this.#duration();
    if (within === 0) throw this.#scan.wrong("nothing happens within no time", at);
    return within;
  }

  #isRepeat(): boolean {
    // A plus that touches what stands before it repeats; one before a name is that name's sign.
    return (
      this.#scan.sees(/[?*{]/y) || (this.#scan.sees(/\+/y) && (this.#scan.touches || !this.#scan.sees(SIGNED_NAME)))
    );
  }

  #repeat(): Pick<Repeat, "least" | "most"> | undefined {
    const scan = this.#scan;
    if (!this.#isRepeat()) return undefined;
    if (scan.take(/\?/y)) return { least: 0, most: 1 };
    if (scan.take(/\*/y)) return { least: 0, most: undefined };
    if (scan.take(/\+/y)) return { least: 1, most: undefined };
    const at = scan.at;
    scan.take(/\{/y);
    const least = this.#count();
    const comma = scan.take(/,/y) !== undefined;
    const most = !comma ? least : scan.sees(/\}/y) ? undefined : this.#count();
    if (scan.take(/\}/y) === undefined) throw scan.wrong(`expected "}", found ${scan.found}`);
    if (most === 0) throw scan.wrong("repeated no times; leave it out", at);
    if (most !== undefined && most < least) throw scan.wrong(`at least ${least} and at most ${most}; swap them`, at);
    return { least, most };
  }

  #count(): number {
    const scan = this.#scan;
    const at = scan.at;
    const digits = scan.take(/\d+/y);
    if (digits === undefined) throw scan.wrong(`expected how many times, such as {3} or {2,5}, found ${scan.found}`);
    if (Number(digits) > MOST_STEPS) throw scan.wrong(`repeated more than ${MOST_STEPS} times`, at);
    return Number(digits);
  }

  #electrodes(): string[] {
    const scan = this.#scan;
    const names: string[] = [];
    do {
      const at = scan.at;
      const name = scan.take(/[a-z0-9-]+/y);
      if (name === undefined)
        throw scan.wrong(`expected the name of an electrode (a to z, 0 to 9, -), found ${scan.found}`);
      if (names.includes(name)) throw scan.wrong(`"${name}" a second time`, at);
      if (names.length === MOST_ELECTRODES) throw scan.wrong(`more than ${MOST_ELECTRODES} electrodes`, at);
      names.push(name);
    } while (scan.take(/,/y) !== undefined);
    return names;
  }
}

function canBeBoth(longer: Bound, shorter: Bound): boolean {
  return (
    longer.seconds < shorter.seconds || (longer.seconds === shorter.seconds && longer.inclusive && shorter.inclusive)
  );
}

function sequenceOf(parts: PatternNode[]): PatternNode {
  return { kind: "sequence", parts };
}

function choiceOf(options: PatternNode[]): PatternNode {
  return { kind: "choice", options };
}

/** One node of many: groups that only group are opened, so that a pattern has one form. */
function joined(
  nodes: readonly PatternNode[],
  opened: (node: PatternNode) => readonly PatternNode[],
  join: (nodes: PatternNode[]) => PatternNode,
): PatternNode {
  const flat = nodes.flatMap(opened);
  return flat.length === 1 ? flat[0]! : join(flat);
}
