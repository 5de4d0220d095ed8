import type { NodeEvent } from "../../domain/event.js";
import type { Message, UnnamedMessage } from "../../domain/message.js";
import type { Facts } from "../../domain/percept.js";
import { isNeighbourSource } from "../../domain/percept-source.js";
import type { TimeQuality } from "../../domain/time.js";
import { encodeEnveloped, markHistorical } from "../envelope.js";
import { type TimeStyle, UTC } from "../time.js";
import { type Topic, writeTopic } from "../topics.js";
import { alertBody } from "./alert.js";
import { breathBody } from "./breath.js";
import { glyphBody } from "./glyph.js";
import { insightBody } from "./insight.js";
import { morningBody } from "./morning.js";
import { perceptBody } from "./percept.js";
import { readingBody } from "./reading.js";
import { recordingBody } from "./recording.js";
import { reflexBody } from "./reflex.js";
import { spikeBody } from "./spike.js";
import { threadBody } from "./threads.js";
import { traceBody } from "./trace.js";
import { voiceBody } from "./voice.js";

/** The outside form of an event, without its envelope: one form for the wire, the replay and the logs. */
export function eventBody(event: NodeEvent, time: TimeStyle): Facts {
  switch (event.type) {
    case "sample-gap":
      return { device: event.device, reason: event.reason, lost: event.lost };
    case "spike":
      return spikeBody(event.spike, time);
    case "glyph":
      return glyphBody(event.glyph, time);
    case "percept":
      return perceptBody(event.percept);
    case "reflex":
      return reflexBody(event);
    case "thread":
      return {
        change: event.change,
        ...threadBody(event.thread, time),
        ...(event.percept && { percept: event.percept }),
        ...(event.into && { into: event.into }),
      };
    case "reading":
      return readingBody(event.reading, time);
    case "recording":
      return recordingBody(event.recording, time);
    case "trace":
      return traceBody(event.trace, time);
    case "breath":
      return breathBody(event.breath, time);
    case "insight":
      return { ...insightBody(event.insight, time), ...(event.forgotten && { forgotten: true }) };
    case "morning":
      return morningBody(event.morning, event.page, time);
    case "commit":
      return { bytes: event.bytes, commits: event.commits };
    case "voice":
      return voiceBody(event, time);
    case "alert":
      return alertBody(event.alert);
  }
}

/** Where an event is told; undefined for those that no topic is for. What is retained is cleared there when it is over. */
export function eventTopic(event: NodeEvent): Topic | undefined {
  switch (event.type) {
    case "spike":
      return { kind: "spike", name: event.spike.electrode };
    case "glyph":
      return { kind: "glyph", name: event.glyph.electrode };
    case "percept":
      // What a neighbour told, it told to everybody.
      return isNeighbourSource(event.percept.source) ? undefined : { kind: "percept", name: event.percept.source };
    case "reading":
      return { kind: "reading", name: event.reading.event };
    case "recording":
      return { kind: "recording", name: event.recording.dump };
    case "trace":
      return { kind: "trace", name: event.trace.electrode };
    case "voice":
      return { kind: "voice", name: event.line };
    case "reflex":
      return { kind: "reflex", name: event.reflex };
    case "insight":
      return { kind: "insight", name: event.insight.id };
    case "alert":
      return { kind: "alert", name: event.alert.id };
    case "breath":
      return { kind: "breath" };
    case "morning":
      return { kind: "morning" };
    case "thread":
    case "commit":
    case "sample-gap":
      return undefined;
  }
}

/** An event as the outbox takes it; `quality` says what the clock is worth. */
export function eventMessage(event: NodeEvent, topic: Topic, cycle: number, quality: TimeQuality): UnnamedMessage {
  const { at } = event;
  const body = eventBody(event, UTC);
  return {
    topic: writeTopic(topic),
    at,
    quality,
    cycle,
    encode: (name) => encodeEnveloped(body, { ...name, at, quality }),
  };
}

/** The payload as it goes out: what is said in a later breath than its own, or once more, says so. */
export function outgoingPayload({ payload, cycle, again = false }: Message, now: number): string {
  return again || cycle < now ? markHistorical(payload) : payload;
}
