import type { Noticed } from "../../domain/percept.js";
import { deviceSource, neighbourSource } from "../../domain/percept-source.js";
import type { Reading } from "../../domain/reading.js";
import type { Seconds } from "../../domain/time.js";

/** How strongly a person's words are heard: somebody who writes to a forest means it. */
const WORDS = 0.9;
/** The same where they say that it is urgent: nothing is louder. */
const URGENT_WORDS = 1;
/** A neighbour that asks for something is minded, and less than a person. */
const ASKED = 0.5;

/**
 * A person's words are a percept like any other, and what comes of them is attention's affair.
 *
 *     intensity = 1 for urgent words, 0.9 for all others and for the button
 */
export function operatorPercept(type: string, data: Noticed["data"], at: Seconds, urgent = false): Noticed {
  return {
    source: "operator",
    type,
    intensity: urgent ? URGENT_WORDS : WORDS,
    at,
    tags: urgent ? ["from:operator", "urgent"] : ["from:operator"],
    data,
  };
}

/** A button on the box is a person too. */
export function buttonPercept(device: string, at: Seconds): Noticed {
  return operatorPercept("button", { device }, at);
}

/** Somebody held it until the node understood that it shall end. */
export function haltPercept(device: string, at: Seconds): Noticed {
  return operatorPercept("halt", { device }, at);
}

/** Somebody held it for a visit: they are at the box, or were and leave. */
export function visitPercept(device: string, at: Seconds): Noticed {
  return operatorPercept("visit", { device }, at);
}

/** What a neighbour asks of us: `intensity = 0.5`. */
export function neighbourAskPercept(node: string, type: string, data: Noticed["data"], at: Seconds): Noticed {
  return { source: neighbourSource(node), type, intensity: ASKED, at, tags: ["from:neighbour"], data };
}

/** A device that could not be read, or a row that could not be understood: `intensity = n / (n + 10)` after n of them. */
export function faultPercept(device: string, reason: string, lost: number, at: Seconds): Noticed {
  return {
    source: deviceSource(device),
    type: "fault",
    intensity: lost / (lost + 10),
    at,
    tags: [],
    data: { reason, lost },
  };
}

/** What the Spiralformer read, as strong as it is sure: `intensity = confidence`. */
export function readingPercept(reading: Reading): Noticed {
  return {
    source: "reader",
    type: reading.event,
    intensity: reading.confidence,
    at: reading.decided,
    tags: [],
    data: {
      electrodes: reading.electrodes,
      surprise: reading.surprise,
      confidence: reading.confidence,
      text: reading.text,
      // To three digits: enough to say which readings are alike.
      ...(reading.embedding && { embedding: reading.embedding.map((one) => Math.round(one * 1000) / 1000) }),
    },
  };
}
