import type { NodeEvent, NodeListener } from "../domain/event.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import type { Log, LogLevel } from "../ports/log.js";
import { clean } from "./width.js";
import { sentence, utcSecond } from "./words.js";

/**
 * A node's life as log lines, one thing a line, each with the node's own time: `2000-01-01T00:02:00Z e2 spike, +0.41 mV in 12 min`.
 * What only machines want to know (percepts, quiet glyphs) is left out; breaths and commits are `debug`. How often the Spiralformer was woken
 * is told once a breath. Rows that cannot be read are
 * told at the 1st, 2nd, 4th, 8th … loss of a device, so that a broken cable does not fill the card.
 */
export function plainLog(log: Log, words: Catalogue): NodeListener {
  const toldAt = new Map<string, number>();
  const stirs = new Map<string, number>();
  const tell = (level: LogLevel, event: NodeEvent, line: string | undefined) => {
    if (line !== undefined) log(level, `${utcSecond(event.at)} ${line}`);
  };
  return (event) => {
    if (event.type === "glyph" && event.glyph.name === "stir") {
      const { electrode } = event.glyph;
      stirs.set(electrode, (stirs.get(electrode) ?? 0) + 1);
      return;
    }
    if (event.type === "breath" && event.breath.phase === "exhale" && stirs.size > 0) {
      tell("info", event, clean(words.events.stirs([...stirs].map(([electrode, times]) => ({ electrode, times })))));
      stirs.clear();
    }
    if (event.type === "sample-gap") {
      if (event.lost < 2 * (toldAt.get(event.device) ?? 0)) return;
      toldAt.set(event.device, event.lost);
    }
    tell(levelOf(event), event, sentence(event, words));
  };
}

function levelOf(event: NodeEvent): LogLevel {
  switch (event.type) {
    case "breath":
    case "commit":
      return "debug";
    case "sample-gap":
      return "warn";
    case "alert":
      return event.alert.raised ? "warn" : "info";
    default:
      return "info";
  }
}
