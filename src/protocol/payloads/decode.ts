import type { Topic } from "../topics.js";
import { decodeAlert } from "./alert.js";
import { decodeBreath } from "./breath.js";
import { decodeRequest } from "./command.js";
import { decodeDesiredConfig, decodeReportedConfig } from "./config.js";
import { decodeDescription } from "./description.js";
import { decodeGlyph } from "./glyph.js";
import { decodeHealth } from "./health.js";
import { decodeHold } from "./hold.js";
import { decodeInsight } from "./insight.js";
import { decodeLast, decodeLastCovariate } from "./last.js";
import { decodeLog } from "./log.js";
import { decodeEcho } from "./mailbox.js";
import { decodeMorning } from "./morning.js";
import { decodePercept } from "./percept.js";
import { decodeReading } from "./reading.js";
import { decodeRecording } from "./recording.js";
import { decodeReflex } from "./reflex.js";
import { decodeResult } from "./result.js";
import { decodeSpike } from "./spike.js";
import { decodeState } from "./state.js";
import { decodeThreads } from "./threads.js";
import { decodeTrace } from "./trace.js";
import { decodeVoice } from "./voice.js";

/** What was said on a topic; the kind says what is in it. */
export type Decoded = NonNullable<ReturnType<typeof decodeAny>> | { readonly kind: "cleared" };

/** For those who listen to all of a node, as a page or a hub does. Undefined for what makes no sense; never throws. */
export function decode(topic: Topic, payload: string): Decoded | undefined {
  return payload === "" ? { kind: "cleared" } : decodeAny(topic, payload);
}

function decodeAny(topic: Topic, payload: string) {
  switch (topic.kind) {
    case "state":
      return of("state", decodeState(payload));
    case "description":
      return of("description", decodeDescription(payload));
    case "breath":
      return of("breath", decodeBreath(payload));
    case "health":
      return of("health", decodeHealth(payload));
    case "last":
      return of("last", decodeLast(payload)) ?? of("last-covariate", decodeLastCovariate(payload));
    case "spike":
      return of("spike", decodeSpike(payload));
    case "glyph":
      return of("glyph", decodeGlyph(payload));
    case "percept":
      return of("percept", decodePercept(payload));
    case "reading":
      return of("reading", decodeReading(payload));
    case "recording":
      return of("recording", decodeRecording(payload));
    case "trace":
      return of("trace", decodeTrace(payload));
    case "reflex":
      return of("reflex", decodeReflex(payload));
    case "voice":
      return of("voice", decodeVoice(payload));
    case "threads":
      return of("threads", decodeThreads(payload));
    case "morning":
      return of("morning", decodeMorning(payload));
    case "insight":
      return of("insight", decodeInsight(payload));
    case "alert":
      return of("alert", decodeAlert(payload));
    case "command":
      return of("command", decodeRequest(topic.name, payload));
    case "result":
      return of("result", decodeResult(payload));
    case "hold":
      return of("hold", decodeHold(payload));
    case "config-desired":
      return of("config-desired", decodeDesiredConfig(payload));
    case "config-reported":
      return of("config-reported", decodeReportedConfig(payload));
    case "log":
      return of("log", decodeLog(payload));
    case "mailbox":
      return of("mailbox", decodeEcho(payload));
  }
}

function of<const Kind extends string, Message>(kind: Kind, message: Message | undefined) {
  return message === undefined ? undefined : { kind, message };
}
