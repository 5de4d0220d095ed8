import assert from "node:assert/strict";
import type { Message } from "../../../src/domain/message.js";
import type { TimeQuality } from "../../../src/domain/time.js";
import { SimulatedClock } from "../../../src/ports/simulated-clock.js";
import { LogOutbox } from "../../../src/storage/outbox/log-outbox.js";
import { NO_OLDER_OUTBOX, type OlderOutbox } from "../../../src/storage/outbox/older-outbox.js";
import type { OutboxBounds } from "../../../src/storage/outbox/policy.js";
import { CrashFiles } from "../../fakes/crash-files.js";

export const FOLDER = "/s/outbox";

const PLENTY: OutboxBounds = { waiting: 1e6, sent: 1e6, memory: 1e6 };

interface Life {
  readonly bounds?: Partial<OutboxBounds>;
  readonly segmentBytes?: number;
  readonly older?: OlderOutbox;
  readonly now?: number;
  readonly quality?: TimeQuality;
}

/** An outbox in one more run of a node, on a disk that may have seen others. */
export async function anOutbox(files = new CrashFiles({ "/s/state.json": "" }), life: Life = {}) {
  const { bounds, segmentBytes = 400, older = NO_OLDER_OUTBOX, now = 0, quality = "simulated" } = life;
  const simulated = new SimulatedClock(now);
  const clock = {
    quality,
    now: () => simulated.now(),
    timer: simulated.timer,
    hold: <T>(_: string, work: Promise<T>) => work,
  };
  const outbox = new LogOutbox({ files, folder: FOLDER, segmentBytes, bounds: { ...PLENTY, ...bounds } });
  const lines = await outbox.open();
  const boot = outbox.lastBoot + 1;
  outbox.begin({ boot, clock, older });
  const put = (topic: string, more: { text?: string; at?: number; quality?: TimeQuality; cycle?: number } = {}) => {
    const { text = "", at = now, quality: worth = "simulated", cycle = 1 } = more;
    const encode = (name: { boot: number; seq: number }) => JSON.stringify({ ...name, text });
    outbox.put({ topic, at, quality: worth, cycle, encode });
  };
  return { files, outbox, boot, lines, put };
}

/** What waits, in order. */
export async function all(outbox: LogOutbox): Promise<Message[]> {
  const messages: Message[] = [];
  for await (const message of outbox.waiting()) {
    const { boot, seq } = JSON.parse(message.payload) as { boot: number; seq: number };
    assert.deepEqual([message.boot, message.seq], [boot, seq], "each says its own name");
    messages.push(message);
  }
  return messages;
}

/** `1/7 spike/e1`: boot, number and topic. */
export async function named(outbox: LogOutbox): Promise<string[]> {
  return (await all(outbox)).map(({ boot, seq, topic }) => `${boot}/${seq} ${topic}`);
}

/** The broker has the first `count` of what waits. */
export async function send(outbox: LogOutbox, count = Number.POSITIVE_INFINITY): Promise<void> {
  for (const message of (await all(outbox)).slice(0, count)) outbox.acknowledge(message);
}
