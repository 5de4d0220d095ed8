import type { Breath } from "../domain/breath.js";
import type { NodeEvent } from "../domain/event.js";
import type { Glyph } from "../domain/glyph.js";
import { confidenceOf, type Insight } from "../domain/insight.js";
import type { Json, Percept } from "../domain/percept.js";
import type { Reading } from "../domain/reading.js";
import type { Spike } from "../domain/spike.js";
import type { SalienceParts, Thread } from "../domain/thread.js";
import type { Seconds } from "../domain/time.js";
import { iso, roundTime } from "../domain/time.js";

/** How times are said: as UTC on the wire, as seconds of the recording in a replay. */
export interface TimeStyle {
  /** Ends the name of every field that holds a time: `onset_s`, or `onset`. */
  readonly suffix: "" | "_s";
  say(at: Seconds): string | number;
}

export const UTC: TimeStyle = { suffix: "", say: iso };

/** Seconds of the recording whose zero lies at `origin`. */
export function recordingTime(origin: Seconds): TimeStyle {
  return { suffix: "_s", say: (at) => roundTime(at - origin) };
}

export type Told = { readonly [key: string]: Json };

/** The outside form of an event, without its envelope: one form for the wire, the replay and the logs. */
export function tell(event: NodeEvent, time: TimeStyle): Told {
  switch (event.type) {
    case "sample-gap":
      return { device: event.device, reason: event.reason, lost: event.lost };
    case "spike":
      return tellSpike(event.spike, time);
    case "glyph":
      return tellGlyph(event.glyph, time);
    case "percept":
      return tellPercept(event.percept);
    case "reflex":
      return { reflex: event.reflex, action: event.action, percept: event.percept };
    case "thread":
      return {
        change: event.change,
        ...tellThread(event.thread, time),
        ...(event.percept && { percept: event.percept }),
        ...(event.into && { into: event.into }),
      };
    case "reading":
      return tellReading(event.reading, time);
    case "breath":
      return tellBreath(event.breath, time);
    case "insight":
      return { ...tellInsight(event.insight, time), ...(event.forgotten && { forgotten: true }) };
    case "commit":
      return { bytes: event.bytes, commits: event.commits };
    case "voice":
      return { line: event.line, text: event.text };
    case "alert":
      return { id: event.alert.id, text: event.alert.text, raised: event.alert.raised };
  }
}

export function tellSpike(spike: Spike, time: TimeStyle): Told {
  return {
    electrode: spike.electrode,
    [`onset${time.suffix}`]: time.say(spike.onset),
    [`peak${time.suffix}`]: time.say(spike.peak),
    [`end${time.suffix}`]: time.say(spike.end),
    amplitude_mv: round(spike.amplitude, 5),
    polarity: spike.polarity,
    z: round(spike.z, 2),
    match: round(spike.match, 3),
    [`decided${time.suffix}`]: time.say(spike.decided),
  };
}

export function tellGlyph(glyph: Glyph, time: TimeStyle): Told {
  return {
    electrode: glyph.electrode,
    glyph: glyph.name,
    ...(glyph.deep && { deep: true }),
    [`start${time.suffix}`]: time.say(glyph.start),
    [`end${time.suffix}`]: time.say(glyph.end),
    spikes: glyph.spikes,
    amplitude_mv: round(glyph.amplitude, 5),
    [`decided${time.suffix}`]: time.say(glyph.decided),
  };
}

export function tellPercept(percept: Percept): Told {
  return {
    id: percept.id,
    source: percept.source,
    percept: percept.type,
    intensity: round(percept.intensity, 3),
    tags: percept.tags,
    data: percept.data,
  };
}

export function tellThread(thread: Thread, time: TimeStyle): Told {
  return {
    id: thread.id,
    kind: thread.kind,
    goal: thread.goal,
    subject: thread.subject,
    status: thread.status,
    salience: round(thread.salience, 3),
    why: tellWhy(thread.why),
    ...(thread.deadline !== undefined && { [`deadline${time.suffix}`]: time.say(thread.deadline) }),
    ...(thread.merged && { merged: thread.merged }),
    ...(thread.waiting &&
      thread.waiting.over !== true && {
        waiting_for: thread.waiting.name ?? thread.waiting.for,
        [`waiting_until${time.suffix}`]: time.say(thread.waiting.until),
      }),
    refs: thread.refs.map((reference) => reference.percept),
    state: { phase: thread.state.phase, context: thread.state.context, next_step: thread.state.nextStep },
    [`created${time.suffix}`]: time.say(thread.created),
    [`last_active${time.suffix}`]: time.say(thread.lastActive),
  };
}

export function tellReading(reading: Reading, time: TimeStyle): Told {
  return {
    event: reading.event,
    confidence: round(reading.confidence, 3),
    surprise: round(reading.surprise, 3),
    text: reading.text,
    electrodes: reading.electrodes,
    [`start${time.suffix}`]: time.say(reading.start),
    [`end${time.suffix}`]: time.say(reading.end),
    [`decided${time.suffix}`]: time.say(reading.decided),
  };
}

export function tellBreath(breath: Breath, time: TimeStyle): Told {
  return {
    phase: breath.phase,
    cycle: breath.cycle,
    cause: breath.cause,
    [`since${time.suffix}`]: time.say(breath.since),
    [`until${time.suffix}`]: time.say(breath.until),
  };
}

export function tellInsight(insight: Insight, time: TimeStyle): Told {
  return {
    id: insight.id,
    kind: insight.kind,
    subject: insight.subject,
    sentence: insight.sentence,
    data: insight.data,
    support: round(insight.support, 2),
    against: round(insight.against, 2),
    confidence: round(confidenceOf(insight), 3),
    [`first_seen${time.suffix}`]: time.say(insight.firstSeen),
    [`last_seen${time.suffix}`]: time.say(insight.lastSeen),
  };
}

/** Why a thread is as salient as it is. */
export function tellWhy({ boosts, age, habituation }: SalienceParts): Told {
  const rounded = boosts.map(({ by, boost }) => [by, round(boost, 3)]);
  return { boosts: Object.fromEntries(rounded), age: round(age, 3), habituation: round(habituation, 3) };
}

/** Numbers are told as finely as they mean something. */
function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
