import type { Breath, Phase } from "../domain/breath.js";
import type { NodeEvent } from "../domain/event.js";
import type { Glyph, GlyphName } from "../domain/glyph.js";
import type { ThreadChange } from "../domain/intention.js";
import type { Action } from "../domain/reflex.js";
import { iso, type Seconds, spoken, type TimeQuality } from "../domain/time.js";
import { clean } from "./width.js";

/** One cell for each glyph, so that a row of them reads like a score: the quieter, the more dots. */
export const SIGNS: Readonly<Record<GlyphName, string>> = {
  gap: "○",
  unheard: "z",
  settling: ",",
  artefact: "×",
  burst: "✶",
  train: "≈",
  spike: "ʌ",
  drift: "~",
  silence: "…",
  pause: "‥",
  rest: "·",
  stir: "§",
};

/** What the node does in a phase. */
export const DOING: Readonly<Record<Phase, string>> = {
  inhale: "listening",
  hold: "thinking",
  exhale: "keeping and sending",
  pause: "resting",
};

/** `2000-01-01T00:02:00Z`: to the second, for lines that people read. */
export function utcSecond(at: Seconds): string {
  return `${iso(at).slice(0, 19)}Z`;
}

/** `+0.413 mV`: as many decimals as mean something at this height, never an exponent. */
export function millivolts(value: number): string {
  return Number.isFinite(value) ? `${value > 0 ? "+" : ""}${plainMillivolts(value)} mV` : "no value";
}

/** The number alone, three significant places or so. */
export function plainMillivolts(value: number): string {
  const size = Math.abs(value);
  const text = value.toFixed(size < 10 ? 3 : size < 100 ? 2 : size < 1000 ? 1 : 0);
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}

/** `1 spike`, `5 spikes`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
}

/** `12 B`, `3.4 kB`, `1.2 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** How the node's time passes, and how far it can be trusted. */
export function timeWords(quality: TimeQuality, speed: number | "max"): string {
  if (quality === "simulated") {
    if (speed === "max") return "simulated, as fast as it goes";
    return speed === 1 ? "simulated, in real time" : `simulated, ${speed} × real time`;
  }
  return { ntp: "clock from the network", rtc: "clock from its battery", floor: "clock unsure" }[quality];
}

export function arousalWord(arousal: number): string {
  if (arousal < 0.25) return "calm";
  if (arousal < 0.5) return "awake";
  return arousal < 0.75 ? "stirred" : "urgent";
}

/** How to hear the node from another terminal; nothing of a user name or a password is repeated. */
export function listenWords(broker: string): string {
  const url = URL.canParse(broker) ? new URL(broker) : undefined;
  if (url?.protocol !== "mqtt:") return `MQTT at ${url ? `${url.protocol}//${url.host}` : broker.replace(/^.*@/, "")}`;
  const port = url.port === "" || url.port === "1883" ? "" : ` -p ${url.port}`;
  return `mosquitto_sub -h ${url.hostname}${port} -t 'andas/1/#' -v`;
}

/** What happened, as a person would say it; nothing for what only machines want to know. */
export function sentence(event: NodeEvent): string | undefined {
  const words = say(event);
  return words === undefined ? undefined : clean(words);
}

function say(event: NodeEvent): string | undefined {
  switch (event.type) {
    case "sample-gap":
      return `${event.device}: ${event.reason} (${event.lost.toLocaleString("en-GB")} lost so far)`;
    case "spike":
      return `${event.spike.electrode} spike, ${millivolts(event.spike.amplitude)} in ${spoken(event.spike.end - event.spike.onset)}`;
    case "glyph":
      return sayGlyph(event.glyph);
    case "percept":
      return undefined;
    case "reflex":
      return `reflex ${event.reflex} ${sayAction(event.action)}`;
    case "thread":
      return sayThread(event.change, event.thread.goal);
    case "reading": {
      return `reads: ${event.reading.text}`;
    }
    case "breath":
      return sayBreath(event.breath);
    case "insight":
      return `learnt: ${event.insight.sentence}`;
    case "voice":
      return `says: ${event.text}`;
    case "commit":
      return `kept ${size(event.bytes)}, ${count(event.commits, "commit")} so far`;
    case "alert":
      return event.alert.raised ? `alert: ${event.alert.text}` : `alert over: ${event.alert.text}`;
  }
}

function sayGlyph(glyph: Glyph): string | undefined {
  const length = spoken(glyph.end - glyph.start);
  switch (glyph.name) {
    case "burst":
    case "train":
      return `${glyph.electrode} ${glyph.name} of ${count(glyph.spikes, "spike")} in ${length}, largest ${millivolts(glyph.amplitude)}`;
    case "artefact":
      return `${glyph.electrode} was disturbed for ${length}`;
    case "gap":
      return `${glyph.electrode} gave nothing for ${length}`;
    case "stir":
      return `${glyph.electrode} stirred`;
    default:
      return undefined;
  }
}

function sayAction(action: Action): string {
  switch (action.kind) {
    case "pulse":
      return `lights ${action.output} for ${spoken(action.seconds)}`;
    case "publish":
      return `says: ${action.text}`;
    case "alert":
      return `calls for help: ${action.text}`;
    case "breath":
      return sayCall(action);
    case "level":
      return `switches ${action.output} ${action.on ? "on" : "off"}`;
    case "record":
      return `keeps the signal of ${spoken(action.before)} before and ${spoken(action.after)} after`;
    case "backup":
      return "backs the state up";
    case "mute":
      return `mutes ${action.electrode ?? "the electrode"} for ${spoken(action.seconds)}`;
    case "rest":
      return `withdraws for ${spoken(action.seconds)} at most`;
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
      return `inhales deeper, by ${spoken(action.seconds)}`;
    case "stay-awake":
      return `stays awake for ${spoken(action.seconds)}`;
  }
}

function sayThread(change: ThreadChange, goal: string): string | undefined {
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
}

function sayBreath(breath: Breath): string {
  const why = breath.cause === "rhythm" ? "" : ` (${breath.cause})`;
  return `${breath.phase.padEnd(6)}  cycle ${breath.cycle}, ${spoken(breath.until - breath.since)}${why}`;
}
