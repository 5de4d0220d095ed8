import type { Message } from "../../domain/message.js";

/** A message without what it says. */
export type Head = Omit<Message, "payload">;

const BOOT = Buffer.from('{"boot":');
const SEQ = Buffer.from(',"seq":');
const AT = Buffer.from(',"at":');
const QUALITY = Buffer.from(',"tq":"');
const CYCLE = Buffer.from('","cycle":');
const TOPIC = Buffer.from(',"topic":"');
const PAYLOAD = Buffer.from('","payload":"');

const QUALITIES: readonly Message["quality"][] = ["ntp", "rtc", "floor", "simulated"];

/**
 * The head of a message's record, byte for byte as `writeMessage` writes it; undefined of everything else, which may be one all the same.
 * A long outbox is opened with this: parsed as JSON, 100,000 heads take three times as long and leave their garbage.
 */
export function readWrittenHead(json: Buffer): Head | undefined {
  const cursor = new Cursor(json);
  const boot = cursor.skip(BOOT) ? cursor.count() : undefined;
  const seq = cursor.skip(SEQ) ? cursor.count() : undefined;
  const at = cursor.skip(AT) ? cursor.decimal() : undefined;
  const quality = cursor.skip(QUALITY) ? cursor.oneOf(QUALITIES) : undefined;
  const cycle = cursor.skip(CYCLE) ? cursor.count() : undefined;
  const topic = cursor.skip(TOPIC) ? cursor.plainText() : undefined;
  if (boot === undefined || seq === undefined || at === undefined || quality === undefined) return undefined;
  if (cycle === undefined || topic === undefined || !cursor.skip(PAYLOAD)) return undefined;
  return { boot, seq, at, quality, cycle, topic };
}

const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
const POINT = 0x2e;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** More digits may be no safe integer. */
const DIGITS = 15;

/** A place in bytes that are looked at from left to right. */
class Cursor {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Goes behind `expected`, if that comes next. */
  skip(expected: Uint8Array): boolean {
    for (let i = 0; i < expected.length; i++) if (this.#bytes[this.#at + i] !== expected[i]) return false;
    this.#at += expected.length;
    return true;
  }

  /** A whole number from 0 on. */
  count(): number | undefined {
    const from = this.#at;
    let value = 0;
    for (let byte = this.#bytes[from]; isDigit(byte); byte = this.#bytes[++this.#at]) value = 10 * value + byte - ZERO;
    const digits = this.#at - from;
    return digits > 0 && digits <= DIGITS ? value : undefined;
  }

  /** A number without an exponent. */
  decimal(): number | undefined {
    const from = this.#at;
    for (let byte = this.#bytes[from]; isDigit(byte) || byte === POINT || byte === MINUS; )
      byte = this.#bytes[++this.#at];
    const value = Number(this.#bytes.toString("latin1", from, this.#at));
    return this.#at > from && Number.isFinite(value) ? value : undefined;
  }

  oneOf<Word extends string>(words: readonly Word[]): Word | undefined {
    const text = this.plainText();
    return words.find((word) => word === text);
  }

  /** Up to a quote; undefined where something in it is escaped. */
  plainText(): string | undefined {
    const from = this.#at;
    for (let byte = this.#bytes[from]; byte !== QUOTE; byte = this.#bytes[++this.#at])
      if (byte === undefined || byte === BACKSLASH) return undefined;
    return this.#bytes.toString("utf8", from, this.#at);
  }
}

function isDigit(byte: number | undefined): byte is number {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}
