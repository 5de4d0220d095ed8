import type { Command } from "../../domain/command.js";
import type { Noticed } from "../../domain/percept.js";
import type { Reading } from "../../domain/reading.js";
import type { Seconds } from "../../domain/time.js";

/** How strongly a person's words are heard; somebody who writes to a forest means it. */
const INTENSITY = 0.9;

/** A command is a percept like any other, and what comes of it is attention's affair. */
export function operatorPercept(command: Command, at: Seconds): Noticed {
  return {
    source: "operator",
    type: command.name,
    intensity: INTENSITY,
    at,
    tags: ["from:operator"],
    data: command.body,
  };
}

/** A button on the box is a person too. */
export function buttonPercept(device: string, at: Seconds): Noticed {
  return { source: "operator", type: "button", intensity: INTENSITY, at, tags: ["from:operator"], data: { device } };
}

/** A device that could not be read, or a row that could not be understood. Intensity grows with how often it happened. */
export function faultPercept(device: string, reason: string, lost: number, at: Seconds): Noticed {
  return {
    source: `device/${device}`,
    type: "fault",
    intensity: lost / (lost + 10),
    at,
    tags: [],
    data: { reason, lost },
  };
}

/** What the Spiralformer read; as strong as it is sure. */
export function readingPercept(reading: Reading): Noticed {
  return {
    source: "reader",
    type: reading.event,
    intensity: reading.confidence,
    at: reading.decided,
    tags: [],
    data: { electrodes: reading.electrodes, surprise: reading.surprise },
  };
}
