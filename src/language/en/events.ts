import type { Breath } from "../../domain/breath.js";
import type { Glyph } from "../../domain/glyph.js";
import type { Action } from "../../domain/reflex.js";
import type { EventWords } from "../catalogue/events.js";
import { count, grammar } from "./grammar.js";

const { duration } = grammar;

export const events: EventWords = {
  sampleGap: ({ device, reason, lost }) => `${device}: ${reason} (${grammar.whole(lost)} lost so far)`,
  spike: ({ electrode, amplitude, onset, end }) =>
    `${electrode} spike, ${signed(amplitude)} in ${duration(end - onset)}`,
  glyph: sayGlyph,
  stirs: (each) => `stirred: ${each.map(({ electrode, times }) => `${electrode} ${times}×`).join(", ")}`,
  reflex: ({ id, action }) => `reflex ${id} ${sayAction(action)}`,
  thread({ change, goal }) {
    switch (change) {
      case "created":
        return `begins to ${goal}`;
      case "activated":
        return `turns to: ${goal}`;
      case "merged":
        return `sees that this belongs to another thread: ${goal}`;
      case "completed":
        return `is done: ${goal}`;
      default:
        return undefined;
    }
  },
  reading: (text) => `reads: ${text}`,
  breath({ phase, cycle, since, until, cause, rhythm }: Breath) {
    const period = rhythm.field?.period;
    const beat = period === undefined ? "" : `, with the field every ${duration(period)}`;
    const why = cause === "rhythm" ? "" : ` (${cause})`;
    return `${phase.padEnd(6)}  cycle ${cycle}, ${duration(until - since)}${beat}${why}`;
  },
  insight: (sentence) => `learnt: ${sentence}`,
  voice: (text) => `says: ${text}`,
  commit: ({ bytes, commits }) => `kept ${grammar.size(bytes)}, ${count(commits, "commit")} so far`,
  alert: ({ text, raised }) => (raised ? `alert: ${text}` : `alert over: ${text}`),
};

/** `+0.413 mV` */
function signed(value: number): string {
  return Number.isFinite(value) ? `${value > 0 ? "+" : ""}${grammar.millivolts(value)} mV` : "no value";
}

function sayGlyph({ name, electrode, start, end, spikes, amplitude }: Glyph): string | undefined {
  const length = duration(end - start);
  switch (name) {
    case "burst":
    case "train":
      return `${electrode} ${name} of ${count(spikes, "spike")} in ${length}, largest ${signed(amplitude)}`;
    case "artefact":
      return `${electrode} was disturbed for ${length}`;
    case "gap":
      return `${electrode} gave nothing for ${length}`;
    case "stir":
      return `${electrode} stirred`;
    default:
      return undefined;
  }
}

function sayAction(action: Action): string {
  switch (action.kind) {
    case "pulse":
      return `lights ${action.output} for ${duration(action.seconds)}`;
    case "publish":
      return `says: ${action.text}`;
    case "alert":
      return `calls for help: ${action.text}`;
    case "breath":
      return sayCall(action);
    case "level":
      return `switches ${action.output} ${action.on ? "on" : "off"}`;
    case "record":
      return `keeps the signal of ${duration(action.before)} before and ${duration(action.after)} after`;
    case "backup":
      return "backs the state up";
    case "mute":
      return `mutes ${action.electrode ?? "the electrode"} for ${duration(action.seconds)}`;
    case "rest":
      return `withdraws for ${duration(action.seconds)} at most`;
    case "command":
      return `gives itself the command ${action.name}`;
  }
}

function sayCall(action: Action & { kind: "breath" }): string {
  switch (action.call) {
    case "gasp":
      return "gasps: it inhales early";
    case "exhale":
      return "exhales early";
    case "deepen":
      return `inhales deeper, by ${duration(action.seconds)}`;
    case "stay-awake":
      return `stays awake for ${duration(action.seconds)}`;
  }
}
