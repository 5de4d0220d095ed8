import { AndasError } from "../errors.js";

/** So much of a pattern is quoted in an error. */
const QUOTED = 60;

/** Walks through a text, passing over white space, and says where something is wrong. */
export class PatternScanner {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
    this.#skip();
  }

  /** Where the next thing stands, from 0. */
  get at(): number {
    return this.#at;
  }

  get ended(): boolean {
    return this.#at >= this.text.length;
  }

  /** The next character, or "" at the end. */
  get next(): string {
    return this.text.charAt(this.#at);
  }

  /** Does the next thing stand right behind the one before, without space between? */
  get touches(): boolean {
    return this.#at > 0 && !/\s/.test(this.text.charAt(this.#at - 1));
  }

  /** Is `sticky` (a regular expression with the flag y) what comes next, `ahead` characters on? */
  sees(sticky: RegExp, ahead = 0): boolean {
    sticky.lastIndex = this.#at + ahead;
    return sticky.test(this.text);
  }

  /** Takes what fits `sticky`, and the space behind it; undefined when it does not come next. */
  take(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.text)?.[0];
    if (found === undefined || found === "") return undefined;
    this.#at += found.length;
    this.#skip();
    return found;
  }

  /** What stands here, for an error: a word, or one character. */
  get found(): string {
    const here = /[\p{L}\p{N}_]+|./suy;
    here.lastIndex = this.#at;
    const found = here.exec(this.text)?.[0];
    return found === undefined ? "the end" : quoted(found);
  }

  /** An error at a place in the text; past its end means its last character. */
  wrong(what: string, at = this.#at): AndasError {
    const character = Math.max(1, Math.min(at + 1, this.text.length));
    return new AndasError("config", `glyph pattern ${quoted(this.text)}, character ${character}: ${what}`);
  }

  #skip(): void {
    const space = /\s*/y;
    space.lastIndex = this.#at;
    this.#at += space.exec(this.text)?.[0].length ?? 0;
  }
}

/** In quotes and on one line, whatever it holds. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text);
}
