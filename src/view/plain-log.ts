import type { NodeEvent, NodeListener } from "../domain/event.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import type { Log, LogLevel } from "../ports/log.js";
import { sentence, utcSecond } from "./words.js";

/**
 * A node's life as log lines, one thing a line, each with the node's own time: `2000-01-01T00:02:00Z e2 spike, +0.41 mV in 12 min`.
 * What only machines want to know (percepts, quiet glyphs) is left out; breaths and commits are `debug`. Rows that cannot be read are
 * told at the 1st, 2nd, 4th, 8th … loss of a device, so that a broken cable does not fill the card.
 */
export function plainLog(log: Log, words: Catalogue): NodeListener {
  const toldAt = new Map<string, number>();
  return (event) => {
    if (event.type === "sample-gap") {
      if (event.lost < 2 * (toldAt.get(event.device) ?? 0)) return;
      toldAt.set(event.device, event.lost);
    }
    const line = sentence(event, words);
    if (line !== undefined) log(levelOf(event), `${utcSecond(event.at)} ${line}`);
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
