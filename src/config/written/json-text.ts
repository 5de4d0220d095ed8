import { quoted } from "./problem.js";

/** What is wrong in a JSON text, and where. Lines and columns count from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type JsonText =
  | { readonly value: unknown; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: JsonFault };

/** Deeper than any card, and shallow enough for every stack. */
const DEPTH = 64;

/**
 * Reads JSON as `JSON.parse` does, and says of a bad text where it is bad and how to mend it: the engine's own messages differ
 * from version to version and often give no place. A name that stands twice in one object is a fault too: one of the
 * two would silently be dropped. A byte order mark at the beginning is forgiven.
 */
export function parseJsonText(text: string): JsonText {
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  try {
    new Scanner(plain).scan();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { fault: { ...placeOf(plain, error.at), message: error.message } };
  }
  return { value: JSON.parse(plain) };
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

class Stop extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}\p{N}_$.+-]+/uy;
const SPACE = /[ \t\r\n]*/y;

/** Walks through a JSON text and stops at the first fault. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): void {
    this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) this.#stop(`found ${this.#here()} after the end; take it out`);
  }

  #value(depth: number): void {
    if (depth > DEPTH) this.#stop(`is nested deeper than ${DEPTH} levels; make it flatter`);
    this.#space();
    const first = this.#text[this.#at];
    if (first === "{") this.#object(depth);
    else if (first === "[") this.#list(depth);
    else if (first === '"') this.#string();
    else this.#word();
  }

  #object(depth: number): void {
    const names = new Set<string>();
    this.#at++;
    this.#space();
    if (this.#take("}")) return;
    do {
      this.#space();
      const start = this.#at;
      const name = this.#name();
      if (names.has(name)) {
        this.#at = start;
        this.#stop(`the name ${quoted(name)} stands twice in one object; keep one of them`);
      }
      names.add(name);
      this.#space();
      if (!this.#take(":")) this.#stop(`found ${this.#here()} where a colon should be; write "name": value`);
      this.#value(depth + 1);
      this.#space();
    } while (this.#goesOn("}"));
  }

  #list(depth: number): void {
    this.#at++;
    this.#space();
    if (this.#take("]")) return;
    do {
      this.#value(depth + 1);
      this.#space();
    } while (this.#goesOn("]"));
  }

  /** After a member: a comma and another member, or the end. */
  #goesOn(end: "}" | "]"): boolean {
    if (this.#take(end)) return false;
    if (!this.#take(",")) {
      const missing = this.#startsValue() ? "a comma is missing before it" : `write a comma or ${end}`;
      this.#stop(`found ${this.#here()}; ${missing}`);
    }
    const comma = this.#at - 1;
    this.#space();
    if (this.#text[this.#at] === end) {
      this.#at = comma;
      this.#stop(`found a comma before ${end}; take the comma out`);
    }
    return true;
  }

  #name(): string {
    if (this.#text[this.#at] === '"') return JSON.parse(this.#string()) as string;
    const word = this.#match(WORD);
    return this.#stop(
      word === undefined
        ? `found ${this.#here()} where a name should be; ${this.#advice() ?? 'write "name": value'}`
        : `found ${cut(word)} where a name should be; put it in double quotes: "${cut(word)}"`,
    );
  }

  #string(): string {
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === "\\" ? 2 : 1;
    const string = this.#text.slice(this.#at, end + 1);
    try {
      JSON.parse(string);
    } catch {
      this.#stop('found a text that does not end well; close it with " on the same line, and write \\ as \\\\');
    }
    this.#at = end + 1;
    return string;
  }

  #word(): void {
    const number = this.#match(NUMBER);
    const word = this.#match(WORD);
    if (word !== undefined && (word === number || word === "true" || word === "false" || word === "null")) {
      this.#at += word.length;
      return;
    }
    if (word === undefined || word === "")
      this.#stop(`found ${this.#here()} where a value should be; ${this.#advice() ?? "write the value"}`);
    const lower = word.toLowerCase();
    const known = ["true", "false", "null"].find((w) => w === lower);
    const repaired = /^[-+.\d]/.test(word) && Number.isFinite(Number(word)) ? String(Number(word)) : undefined;
    this.#stop(
      `found ${cut(word)} where a value should be; write ${known ?? repaired ?? `it in double quotes: "${cut(word)}"`}`,
    );
  }

  /** Help with what people write who know other languages. */
  #advice(): string | undefined {
    const rest = this.#text.slice(this.#at, this.#at + 2);
    if (rest === "//" || rest === "/*" || rest.startsWith("#")) return "comments are not allowed, take it out";
    if (/^['‘’“”„`]/.test(rest)) return 'use straight double quotes: "';
    if (rest.startsWith("\u0000") || rest.startsWith("\uFFFD")) return "save the file as UTF-8 text";
    if (rest.startsWith(",")) return "take the comma out";
    return undefined;
  }

  #startsValue(): boolean {
    const next = this.#text[this.#at] ?? "";
    return next === "{" || next === "[" || next === '"' || this.#match(WORD) !== undefined;
  }

  /** What stands here, for people. */
  #here(): string {
    const next = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    if (this.#at >= this.#text.length) return "the end of the file";
    return /[\p{L}\p{N}\p{P}\p{S}]/u.test(next) ? next : `the character U+${hex(next)}`;
  }

  #space(): void {
    SPACE.lastIndex = this.#at;
    SPACE.exec(this.#text);
    this.#at = SPACE.lastIndex;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0];
  }

  #stop(message: string): never {
    throw new Stop(this.#at, message);
  }
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

function cut(word: string): string {
  return word.length > 40 ? `${word.slice(0, 37)}...` : word;
}
