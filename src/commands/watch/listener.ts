import { gunzipSync } from "node:zlib";
import { messageOf } from "../../domain/errors.js";
import type { Seconds } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";
import type { Wire } from "../../ports/wire.js";
import { decode } from "../../protocol/payloads/decode.js";
import { readNodeTopic } from "../../protocol/topics.js";
import { filterOf, OF_ALL } from "../../web/model/filters.js";
import { Grove } from "../../web/model/grove.js";
import { NodeDetail } from "../../web/model/node-detail.js";
import { LONGEST_PART } from "../../web/model/recording-columns.js";

const RETRY: Seconds = 2;

export interface Heard {
  readonly topic: string;
  readonly payload: string;
  readonly retained: boolean;
}

export interface ListenerParts {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly clientId: string;
  /** `site/node`; absent for all. */
  readonly key: string | undefined;
  readonly tell: (heard: Heard) => void;
}

/** What the broker tells of a grove, or of one node closely. A connection that goes is sought again until `stop`. */
export class Listener {
  readonly grove = new Grove();
  readonly detail = new NodeDetail();
  readonly #parts: ListenerParts;
  readonly #retry;
  #away: string | undefined;
  #stopped = false;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
    this.#retry = parts.clock.timer(
      "watch-retry",
      () => void this.start().catch((error) => this.#lost(messageOf(error))),
    );
  }

  /** Why the broker is away; undefined while it is there. */
  get away(): string | undefined {
    return this.#away;
  }

  /** @throws AndasError `broker`: nobody there, or it refuses */
  async start(): Promise<void> {
    const { wire, clientId, key } = this.#parts;
    await wire.connect({
      clientId,
      onMessage: (message) => {
        this.#hear(message);
        return undefined;
      },
      onLost: (reason) => this.#lost(reason),
    });
    await wire.subscribe(key === undefined ? OF_ALL : [filterOf(key)]);
    this.#away = undefined;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#retry.cancel();
    await this.#parts.wire.disconnect();
  }

  #lost(reason: string): void {
    if (this.#stopped) return;
    this.#away = reason;
    this.#retry.set(this.#parts.clock.now() + RETRY);
  }

  #hear({ topic, payload, retained }: Heard): void {
    const { clock, key, tell } = this.#parts;
    this.grove.hear(topic, payload, { retained, at: clock.now() });
    if (key !== undefined) this.#hearClosely(topic, payload);
    tell({ topic, payload, retained });
  }

  #hearClosely(topic: string, payload: string): void {
    const whose = readNodeTopic(topic);
    const decoded = whose && decode(whose.topic, payload);
    if (whose === undefined || decoded === undefined) return;
    if (decoded.kind === "recording") this.detail.lay(decoded.message.value, unpack(decoded.message.value.data));
    else this.detail.hear(whose.topic, decoded);
  }
}

/** Empty where it was damaged on its way, or is too long. */
function unpack(base64: string): string {
  try {
    return gunzipSync(Buffer.from(base64, "base64"), { maxOutputLength: LONGEST_PART }).toString("utf8");
  } catch {
    return "";
  }
}
