import { performance } from "node:perf_hooks";
import type { Happening, NodeEvent } from "../../src/domain/event.js";
import { MINUTE } from "../../src/domain/time.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { RealClock } from "../../src/ports/os/real-clock.js";
import { eventMessage, eventTopic } from "../../src/protocol/payloads/event.js";
import { LogOutbox } from "../../src/storage/outbox/log-outbox.js";
import { NO_OLDER_OUTBOX } from "../../src/storage/outbox/older-outbox.js";

/** Messages a minute of a busy node with four electrodes: three times as many as in the busiest breath of a real recording. */
export const A_MINUTE = 10;
/** Of a usual breath, in minutes: a commit each. */
const BREATH = 8;
const ELECTRODES = ["e1", "e2", "e3", "e4"] as const;

export interface Filled {
  readonly messages: number;
  /** Of what lies on the disk. */
  readonly bytes: number;
  readonly seconds: number;
}

/** Fills an outbox as a node would in so many days without a broker, up to now: a commit a breath. */
export async function fillOutbox(folder: string, days: number, perMinute = A_MINUTE): Promise<Filled> {
  const begun = performance.now();
  const clock = new RealClock("ntp");
  const outbox = new LogOutbox({ files: new OsFiles(), folder });
  await outbox.open();
  outbox.begin({ boot: 1, clock, older: NO_OLDER_OUTBOX });
  const messages = Math.round(days * 24 * 60 * perMinute);
  const aBreath = BREATH * perMinute;
  const first = clock.now() - (messages / perMinute) * MINUTE;
  for (let i = 0; i < messages; i++) {
    const event = { seq: i, ...happening(i, first + (i / perMinute) * MINUTE) };
    const topic = eventTopic(event);
    if (topic !== undefined) outbox.put(eventMessage(event, topic, 1 + Math.floor(i / aBreath), "ntp"));
    if (i % aBreath === aBreath - 1) await outbox.commit();
  }
  await outbox.commit();
  await outbox.close();
  return { messages, bytes: outbox.bytesWritten, seconds: (performance.now() - begun) / 1000 };
}

/** In a recording of a fungus, of ten messages five are glyphs, four are percepts and one is a spike. */
function happening(i: number, at: number): Happening & Pick<NodeEvent, "at"> {
  const electrode = ELECTRODES[i % ELECTRODES.length] ?? "e1";
  const [start, end, decided] = [at - 60, at - 20, at];
  if (i % 10 === 0)
    return {
      ...{ at, type: "spike" },
      spike: {
        electrode,
        onset: start,
        peak: at - 40,
        end,
        amplitude: 0.123,
        polarity: 1,
        z: 6.1,
        match: 0.91,
        decided,
      },
    };
  if (i % 2 === 0)
    return { at, type: "glyph", glyph: { electrode, name: "train", start, end, spikes: 4, amplitude: 0.123, decided } };
  return {
    ...{ at, type: "percept" },
    percept: {
      ...{ id: `p-${i}`, source: `electrode/${electrode}`, type: "burst", intensity: 0.61, at },
      ...{ tags: ["bursting"], data: { spikes: 4, amplitude_mv: 0.123, seconds: 40 } },
    },
  };
}
