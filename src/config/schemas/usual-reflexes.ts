import type { ReflexWords } from "../../language/catalogue/reflexes.js";
import { ENGLISH } from "../../language/en/english.js";
import type { ReflexCard } from "./reflex.js";

/**
 * A forest node's own reflexes, good without any hardware. Bursts on several electrodes at once are a surge through the mycelium: it
 * is told while it lasts. Artefacts in a row are hands or paws. A device that fails again and again wastes the battery: the node
 * withdraws until it is well, and never for long. An electrode of which nothing comes for ten minutes is told, until something does. Thanks want a nod and no thought.
 */
export function usualReflexes(words: ReflexWords, light?: string): ReflexCard[] {
  return [
    {
      id: "surge",
      when: { source: "electrode/*", type: "burst", count: { at_least: 3, within_s: 900, of: "sources" } },
      action: [
        { kind: "alert", text: words.surge },
        { kind: "breath", call: "exhale" },
      ],
      awareness: { type: "surge", intensity: 0.8, tags: ["urgent"] },
      cool_down_s: 3600,
    },
    {
      id: "burst-heard",
      when: { source: "electrode/*", type: "burst" },
      action: { kind: "publish", text: words.burst },
      // Invisible, it would keep every burst from being followed.
      awareness: { type: "burst-told", intensity: 0.1, tags: ["routine"] },
      cool_down_s: 10_800,
    },
    {
      id: "handled",
      when: { source: "electrode/*", type: "artefact", count: { at_least: 3, within_s: 300, of: "percepts" } },
      action: { kind: "publish", text: words.handled },
      awareness: { type: "handling", intensity: 0.6 },
      cool_down_s: 7200,
    },
    {
      id: "unwell",
      when: { source: "device/*", type: "fault", count: { at_least: 30, within_s: 300, of: "percepts" } },
      action: [
        { kind: "alert", text: words.unwell },
        { kind: "rest", longest_s: 900, probe_s: 60 },
      ],
      awareness: { type: "unwell", intensity: 0.8, tags: ["trouble"] },
      cool_down_s: 3600,
    },
    {
      // A converter that is dead tells one fault an hour, which no count of faults finds: its electrodes' silence is no silence.
      id: "gone",
      when: { glyphs: "gap>=10min" },
      action: { kind: "alert", text: words.gone },
      awareness: { type: "gone", intensity: 0.8, tags: ["trouble"] },
      // Several may go at once.
      cool_down_s: 0,
    },
    {
      id: "back",
      when: { source: "electrode/*", type: "gap", values: [{ field: "duration_s", is: "at-least", value: 600 }] },
      action: { kind: "command", name: "clear", body: { alert: "gone" } },
      cool_down_s: 0,
    },
    {
      id: "backup",
      when: { daily: ["03:00"] },
      action: { kind: "backup" },
      cool_down_s: 0,
    },
    {
      id: "thanks",
      when: { source: "operator", type: "thanks" },
      // Where there is a light, thanks are answered with it.
      action:
        light === undefined ? { kind: "publish", text: words.welcome } : { kind: "pulse", output: light, seconds: 1 },
      cool_down_s: 0,
    },
  ];
}

/** As they stand in the schema, for a node of which nothing is known. */
export const USUAL_REFLEXES = usualReflexes(ENGLISH.reflexes);
