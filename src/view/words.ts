import type { NodeEvent } from "../domain/event.js";
import type { GlyphName } from "../domain/glyph.js";
import { iso, type Seconds } from "../domain/time.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
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

/** `2000-01-01T00:02:00Z`: to the second, for lines that people read. */
export function utcSecond(at: Seconds): string {
  return `${iso(at).slice(0, 19)}Z`;
}

/** `73:12:05`: hours, minutes and seconds. */
export function elapsed(length: Seconds): string {
  const whole = Math.floor(Math.abs(length));
  const two = (n: number) => String(n).padStart(2, "0");
  return `${length < 0 ? "-" : ""}${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** How to hear the node from another terminal; nothing of a user name or a password is repeated. */
export function listenWords(broker: string, { live }: Catalogue): string {
  const url = URL.canParse(broker) ? new URL(broker) : undefined;
  if (url?.protocol !== "mqtt:") return live.mqttAt(url ? `${url.protocol}//${url.host}` : broker.replace(/^.*@/, ""));
  const port = url.port === "" || url.port === "1883" ? "" : ` -p ${url.port}`;
  return `mosquitto_sub -h ${url.hostname}${port} -t 'andas/1/#' -v`;
}

/** What happened, as a person would say it; nothing for what only machines want to know. */
export function sentence(event: NodeEvent, words: Catalogue): string | undefined {
  const line = say(event, words);
  return line === undefined ? undefined : clean(line);
}

function say(event: NodeEvent, { events }: Catalogue): string | undefined {
  switch (event.type) {
    case "sample-gap":
      return events.sampleGap(event);
    case "spike":
      return events.spike(event.spike);
    case "glyph":
      return events.glyph(event.glyph);
    case "percept":
    case "morning":
    case "recording":
    case "trace":
      return undefined;
    case "reflex":
      return events.reflex({ id: event.reflex, action: event.action });
    case "thread":
      return events.thread({ change: event.change, goal: event.thread.goal });
    case "reading":
      return events.reading(event.reading.text);
    case "breath":
      return events.breath(event.breath);
    case "insight":
      return events.insight(event.insight.sentence);
    case "voice":
      return events.voice(event.text);
    case "commit":
      return events.commit(event);
    case "alert":
      return events.alert(event.alert);
  }
}
