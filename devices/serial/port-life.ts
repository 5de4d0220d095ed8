import { isAndasError, messageOf } from "../../src/domain/errors.js";
import type { Seconds } from "../../src/domain/time.js";
import type { Timer } from "../../src/ports/clock.js";
import type { DevicePorts } from "../../src/ports/device.js";
import { NOT_THERE, type SerialLine } from "../../src/ports/serial.js";

/** First wait between two tries to open a port, and the longest in the first minute of its absence, and after that. */
const FIRST_WAIT: Seconds = 1;
const SOON: Seconds = 4;
const LONGEST_WAIT: Seconds = 60;
/** So long a port that was pulled out is expected back any moment. */
const EXPECTED: Seconds = 60;
/** An open port that says nothing is opened anew, after no less and no more. */
const LEAST_PATIENCE: Seconds = 10;
const MOST_PATIENCE: Seconds = 600;
/** It is patient for so many of the longest silences in which all was well. */
const SILENCES = 3;

export interface PortSettings {
  readonly path: string;
  readonly baud: number;
  /** Nominal time from one row to the next. */
  readonly period: Seconds;
  readonly gather?: Seconds;
}

/** Who speaks through the port. All calls are synchronous. */
export interface PortOwner {
  /** It was opened, perhaps again: what was half heard is void. */
  opened(): void;
  hear(bytes: Uint8Array): void;
  /** It went away, once for each time. */
  gone(reason: string): void;
  /** It is there and says nothing that was understood; once for each time. */
  silent(reason: string): void;
}

/**
 * A serial port over a season: opened by its stable name, opened again for ever when it goes away (every few seconds for a minute,
 * then ever less often up to once a minute), opened anew when it is there and says nothing that its owner understands, closed for a
 * rest. Of whatever is wrong its owner hears once, and once more when something else is.
 */
export class PortLife {
  readonly #settings: PortSettings;
  readonly #ports: DevicePorts;
  readonly #owner: PortOwner;
  readonly #reopen: Timer;
  readonly #silence: Timer;
  /** By which it is opened: as the card says, until it is known by a name that stays. */
  #path: string;
  #port: SerialLine | undefined;
  #opening: Promise<void> = Promise.resolve();
  /** Somebody wants to hear: started, not stopped, not at rest. */
  #wanted = false;
  #wait = FIRST_WAIT;
  #goneAt: Seconds | undefined;
  /** Why it could not be opened the last time. */
  #failure: string | undefined;
  #silenceTold = false;
  #patience: Seconds;
  /** The longest time between two rows while all was well, and when the last one came. */
  #longest: Seconds = 0;
  #wellAt: Seconds | undefined;
  #heardAt: Seconds = 0;

  constructor(settings: PortSettings, ports: DevicePorts, owner: PortOwner) {
    this.#settings = settings;
    this.#ports = ports;
    this.#owner = owner;
    this.#path = settings.path;
    this.#patience = this.#usualPatience();
    this.#reopen = ports.clock.timer(`${ports.name} reopen`, () => this.#open());
    this.#silence = ports.clock.timer(`${ports.name} silence`, () => this.#listen());
  }

  /** Resolves when it was tried once. @throws AndasError `addon` */
  async wake(): Promise<void> {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#wait = FIRST_WAIT;
    this.#open();
    await this.#opening;
  }

  /** Closed meanwhile: nothing wakes the processor, and the system throws away what is said. */
  rest(): void {
    this.#wanted = false;
    this.#reopen.cancel();
    this.#close();
  }

  async stop(): Promise<void> {
    this.rest();
    await this.#opening.catch(() => {});
  }

  write(text: string): void {
    this.#port?.write(new TextEncoder().encode(text));
  }

  /** Its owner understood something. Hot. */
  well(): void {
    const now = this.#ports.clock.now();
    this.#wait = FIRST_WAIT;
    this.#silenceTold = false;
    if (this.#wellAt !== undefined) {
      this.#longest = Math.min(Math.max(this.#longest, now - this.#wellAt), MOST_PATIENCE);
      this.#patience = this.#usualPatience();
    }
    this.#wellAt = now;
    this.#heardAt = now;
  }

  #open(): void {
    // One after the other: a rest and a wake in quick succession must not fight for the port.
    const opening = this.#opening.catch(() => {}).then(() => this.#openNow());
    this.#opening = this.#ports.clock.hold(this.#ports.name, opening);
    // Whoever started it alone hears of a missing package; later there is nobody to tell, and the port is tried again anyway.
    this.#opening.catch(() => {});
  }

  async #openNow(): Promise<void> {
    if (!this.#wanted || this.#port) return;
    const { baud, gather } = this.#settings;
    try {
      const port = await this.#ports.openSerial({
        ...{ path: this.#path, baud, ...(gather !== undefined && { gather }) },
        onData: (bytes) => this.#hear(bytes),
        onGone: (reason) => this.#gone(reason),
      });
      this.#goneAt = undefined;
      this.#failure = undefined;
      if (!this.#wanted) return await port.close();
      this.#port = port;
      this.#path = port.stableName ?? this.#path;
      this.#wellAt = undefined;
      this.#heardAt = this.#ports.clock.now();
      this.#silence.set(this.#heardAt + this.#patience);
      this.#owner.opened();
    } catch (error) {
      if (isAndasError(error, "addon")) throw error;
      this.#notOpened(messageOf(error));
    }
  }

  #hear(bytes: Uint8Array): void {
    if (this.#wanted) this.#owner.hear(bytes);
  }

  /** Told when it is new: of what was pulled out it is none that it is not there, but that another program has it meanwhile is. */
  #notOpened(why: string): void {
    const expected = this.#failure ?? (this.#goneAt === undefined ? undefined : NOT_THERE);
    const isNews = expected === undefined || !why.includes(expected);
    this.#failure = why;
    if (isNews) this.#lost(why);
    this.#tryLater();
  }

  #gone(reason: string): void {
    this.#port = undefined;
    this.#silence.cancel();
    if (!this.#wanted) return;
    this.#lost(`${this.#path}: ${reason}; trying again until it is back`);
    this.#tryLater();
  }

  #lost(reason: string): void {
    this.#goneAt ??= this.#ports.clock.now();
    this.#owner.gone(reason);
  }

  #tryLater(): void {
    if (!this.#wanted) return;
    const now = this.#ports.clock.now();
    this.#reopen.set(now + this.#wait);
    const absent = now - (this.#goneAt ?? now);
    this.#wait = Math.min(this.#wait * 2, absent < EXPECTED ? SOON : LONGEST_WAIT);
  }

  /** Has it been silent for too long? */
  #listen(): void {
    const now = this.#ports.clock.now();
    const due = this.#heardAt + this.#patience;
    // A clock that was set back must not make it patient till then.
    if (now < due && now >= this.#heardAt) this.#silence.set(due);
    else this.#silent();
  }

  /** A driver may be stuck: it is opened anew, ever less often while that does not help. */
  #silent(): void {
    if (!this.#silenceTold)
      this.#owner.silent(`${this.#path}: open, and says nothing that can be understood; opening it anew`);
    this.#silenceTold = true;
    this.#patience = Math.min(this.#patience * 2, MOST_PATIENCE);
    this.#close();
    this.#open();
  }

  #usualPatience(): Seconds {
    return Math.max(LEAST_PATIENCE, LEAST_PATIENCE * this.#settings.period, SILENCES * this.#longest);
  }

  #close(): void {
    const port = this.#port;
    this.#port = undefined;
    this.#silence.cancel();
    if (port) this.#opening = this.#opening.catch(() => {}).then(() => port.close());
  }
}
