import { createHash } from "node:crypto";
import { type BreathSettings, breathLength } from "../domain/breath.js";
import type { NodeListener } from "../domain/event.js";
import type { MessageRange, Resent } from "../domain/message.js";
import type { Facts } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import type { Receiver } from "../mqtt/receiver.js";
import type { MqttSession, SessionReport } from "../mqtt/session.js";
import type { LogLevel } from "../ports/log.js";
import type { Neighbours } from "../ports/neighbours.js";
import type { Radio } from "../ports/radio.js";
import type { Section } from "../ports/section.js";
import type { Announced } from "../protocol/home-assistant/announced.js";
import type { Description } from "../protocol/payloads/description.js";
import type { Topic } from "../protocol/topics.js";
import type { LogOutbox } from "../storage/outbox/log-outbox.js";
import { NO_OLDER_OUTBOX, type OlderOutbox } from "../storage/outbox/older-outbox.js";

export interface UplinkParts {
  readonly session: MqttSession;
  /** Open, and counting for this run. */
  readonly outbox: LogOutbox;
  readonly radio: Radio;
  /** The radio sleeps between exhales. */
  readonly sleeps: boolean;
  /** What is told of the node beside what it hears. */
  readonly about: Omit<Description, keyof Offered | "radio">;
  readonly state: { readonly outbox: Section<OlderOutbox>; readonly announced: Section<Announced> };
}

type Offered = Pick<Description, "electrodes" | "covariates" | "capabilities">;

/** Short, and another for another text: so that whoever watches sees that something changed. */
export function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/**
 * The way out and in: the session with the broker, what waits for it, and the radio that carries both. Nothing here throws at the
 * node: a broker that cannot be reached is a line in a report, and the next exhale tries again.
 */
export class Uplink implements Neighbours {
  /** Takes in what happens. */
  readonly tell: NodeListener;
  readonly #parts: UplinkParts;
  #up = false;
  #sleeps: boolean;
  #about: UplinkParts["about"];
  #heard: Offered = { electrodes: [], capabilities: [] };

  constructor(parts: UplinkParts) {
    this.#parts = parts;
    this.tell = parts.session.publish;
    this.#sleeps = parts.sleeps;
    this.#about = parts.about;
  }

  /** What is heard here, and who answers. Once a run, before anything is told. */
  begin(heard: Offered, receiver: Receiver): void {
    this.#heard = heard;
    this.#parts.session.begin(this.#described(), receiver);
  }

  /** There is more to be heard here than at the start. */
  hears(heard: Offered): void {
    this.#heard = heard;
    this.#parts.session.announce(this.#described());
  }

  /** A changed card is in force. @param effective as text */
  takeUp(breath: BreathSettings, effective: string): void {
    this.#sleeps = breath.radio === "breath";
    this.#about = { ...this.#about, configHash: hash(effective), breath: breathLength(breath) };
    this.#parts.session.describe(this.#described());
  }

  #described(): Description {
    return { ...this.#about, ...this.#heard, radio: this.#sleeps ? "breath" : "always" };
  }

  /** What the node is, as it is told. */
  get description(): Facts {
    return this.#parts.session.description;
  }

  /** A card that somebody wants the node to have came another way than on `config/desired`. */
  wantCard(files: Facts): void {
    this.#parts.session.wantCard(files);
  }

  /** Lets `body` stand retained on `topic`, or nothing any more. */
  retain(topic: Topic, body: Facts | undefined): void {
    this.#parts.session.retain(topic, body);
  }

  ask(seconds: Seconds, reason: string): void {
    this.#parts.session.ask(seconds, reason);
  }

  /** A line on `log/<level>`: lost while there is no connection. */
  log(level: LogLevel, line: string): void {
    this.#parts.session.log(level, line);
  }

  /**
   * Radio up, and everything told that waits, as far as that goes until `until`. `births` lies on disk by now. False when there was no
   * connection, or it was lost on the way: it may be worth another try.
   */
  async connect(births: number, until?: Seconds): Promise<boolean> {
    const { radio, session } = this.#parts;
    this.#up = true;
    await radio.up();
    await session.connect(births, until);
    return session.report().connected;
  }

  /** The latest birth that a broker has heard of: whoever connects once more needs another. */
  get lastBirth(): number | undefined {
    return this.#parts.session.lastBirth;
  }

  /** How long to wait before that. */
  retryIn(): Seconds {
    return this.#parts.session.retryIn();
  }

  /** The radio sleeps between exhales. */
  get sleeps(): boolean {
    return this.#sleeps;
  }

  /** The mailbox emptied, then silence until `until`; or nothing of it while the radio stays up, or somebody holds the node awake. */
  async rest(until: () => Seconds): Promise<void> {
    const { session, radio } = this.#parts;
    if (!this.#sleeps) return;
    await session.rest(until());
    if (session.holdUntil !== undefined) return;
    this.#up = false;
    await radio.down();
  }

  /** The board goes off, and an alarm wakes it then: that is told, if there is a connection and nobody holds the node awake. */
  async sleep(until: Seconds): Promise<void> {
    await this.#parts.session.rest(until);
  }

  /** The radio is up. */
  get isUp(): boolean {
    return this.#up;
  }

  async close(reason: string): Promise<void> {
    await this.#parts.session.close(reason);
    this.#up = false;
    await this.#parts.radio.down();
  }

  report(): SessionReport {
    return this.#parts.session.report();
  }

  /** Messages that somebody has not got are sent again. */
  resend(range: MessageRange): Resent {
    return this.#parts.session.resend(range);
  }

  /** All that stands is told as ordinary messages. Gives their number. */
  snapshot(): number {
    return this.#parts.session.snapshot();
  }

  /** Puts what waits, and what was acknowledged, on the disk. Never throws; resolves to what was wrong, in one line. */
  async commit(): Promise<string | undefined> {
    const { outbox } = this.#parts;
    await outbox.commit();
    return outbox.trouble;
  }

  /** Gives up some of the oldest telemetry on a full disk. Says whether there is more room now. */
  makeRoom(): Promise<boolean> {
    return this.#parts.outbox.makeRoom();
  }

  /** Bytes written to the disk for the outbox in this run. */
  get bytesWritten(): number {
    return this.#parts.outbox.bytesWritten;
  }

  /** Puts into the state what a later run must know. */
  save(): void {
    const { session, outbox, state } = this.#parts;
    state.announced.value = session.announced;
    // What an older andas left in the state has found its way to the log.
    if (outbox.isKept) state.outbox.value = NO_OLDER_OUTBOX;
  }
}
