import type { Breath } from "../../domain/breath.js";
import type { Glyph } from "../../domain/glyph.js";
import type { Action } from "../../domain/reflex.js";
import type { EventWords } from "../catalogue/events.js";
import { breathing } from "./breathing.js";
import { count, grammar } from "./grammar.js";
import { things } from "./things.js";

const { duration } = grammar;

export const events: EventWords = {
  sampleGap: ({ device, reason, lost }) => `${device}: ${reason} (hittills ${grammar.whole(lost)} förlorade)`,
  spike: ({ electrode, amplitude, onset, end }) =>
    `${electrode} spik, ${signed(amplitude)} på ${duration(end - onset)}`,
  glyph: sayGlyph,
  stirs: (each) => `rörde sig: ${each.map(({ electrode, times }) => `${electrode} ${times}×`).join(", ")}`,
  reflex: ({ id, action }) => `reflexen ${id} ${sayAction(action)}`,
  thread({ change, goal }) {
    switch (change) {
      case "created":
        return `börjar ${goal}`;
      case "activated":
        return `vänder sig till: ${goal}`;
      case "merged":
        return `ser att detta hör till en annan tråd: ${goal}`;
      case "completed":
        return `är klar: ${goal}`;
      default:
        return undefined;
    }
  },
  reading: (text) => `läser: ${text}`,
  breath({ phase, cycle, since, until, cause, rhythm }: Breath) {
    const period = rhythm.field?.period;
    const beat = period === undefined ? "" : `, i fältets takt på ${duration(period)}`;
    const why = cause === "rhythm" ? "" : ` (${breathing.cause[cause]})`;
    return `${breathing.phase[phase].padEnd(9)}  andetag ${cycle}, ${duration(until - since)}${beat}${why}`;
  },
  insight: (sentence) => `lärde sig: ${sentence}`,
  voice: (text) => `säger: ${text}`,
  commit: ({ bytes, commits }) => `sparade ${grammar.size(bytes)}, hittills ${count(commits, "gång", "gånger")}`,
  alert: ({ text, raised }) => (raised ? `larm: ${text}` : `larmet över: ${text}`),
};

/** `+0,413 mV` */
function signed(value: number): string {
  return Number.isFinite(value) ? `${value > 0 ? "+" : ""}${grammar.millivolts(value)} mV` : "inget värde";
}

function sayGlyph({ name, electrode, start, end, spikes, amplitude }: Glyph): string | undefined {
  const length = duration(end - start);
  switch (name) {
    case "burst":
    case "train":
      return `${electrode} ${things.name(name)} med ${things.count(spikes, "spike")} på ${length}, störst ${signed(amplitude)}`;
    case "artefact":
      return `${electrode} stördes i ${length}`;
    case "gap":
      return `${electrode} gav ingenting på ${length}`;
    case "stir":
      return `${electrode} rörde på sig`;
    default:
      return undefined;
  }
}

function sayAction(action: Action): string {
  switch (action.kind) {
    case "pulse":
      return `lyser med ${action.output} i ${duration(action.seconds)}`;
    case "publish":
      return `säger: ${action.text}`;
    case "alert":
      return `kallar på hjälp: ${action.text}`;
    case "breath":
      return sayCall(action);
    case "level":
      return `slår ${action.on ? "på" : "av"} ${action.output}`;
    case "record":
      return `sparar signalen från ${duration(action.before)} före till ${duration(action.after)} efter`;
    case "backup":
      return "gör en säkerhetskopia av tillståndet";
    case "mute":
      return `hör inte på ${action.electrode ?? "elektroden"} i ${duration(action.seconds)}`;
    case "rest":
      return `drar sig tillbaka i högst ${duration(action.seconds)}`;
    case "command":
      return `ger sig själv kommandot ${action.name}`;
  }
}

function sayCall(action: Action & { kind: "breath" }): string {
  switch (action.call) {
    case "gasp":
      return "drar efter andan: noden andas in tidigt";
    case "exhale":
      return "andas ut tidigt";
    case "deepen":
      return `andas in djupare, ${duration(action.seconds)} längre`;
    case "stay-awake":
      return `håller sig vaken i ${duration(action.seconds)}`;
  }
}
