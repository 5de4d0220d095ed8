import type { NodeEvent } from "../../domain/event.js";
import { roundTime, type Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import { eventBody } from "../../protocol/payloads/event.js";
import { recordingTime } from "../../protocol/time.js";
import type { Io } from "../cli/command.js";

/** Characters that are gathered before they are written. */
const PIECE = 1 << 16;

/** Events as JSON, one a line. While the reader is slow, time stands still: a replay of any length takes no memory. */
export class EventLines {
  readonly #io: Io;
  readonly #clock: Clock;
  readonly #origin: () => Seconds;
  #text = "";

  /** @param origin node time at which the recording's own time is zero; asked with each event, for only the open recording knows it */
  constructor(io: Io, clock: Clock, origin: () => Seconds) {
    this.#io = io;
    this.#clock = clock;
    this.#origin = origin;
  }

  hear(event: NodeEvent): void {
    const { type, at, seq } = event;
    const origin = this.#origin();
    this.#text += `${JSON.stringify({ type, at: roundTime(at - origin), seq, ...eventBody(event, recordingTime(origin)) })}\n`;
    if (this.#text.length < PIECE) return;
    const written = this.#io.out(this.#text);
    this.#text = "";
    if (written !== undefined) void this.#clock.hold("stdout", written);
  }

  /** What has not been written yet. */
  end(): Promise<void> | void {
    return this.#io.out(this.#text);
  }
}
