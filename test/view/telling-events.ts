import type { NodeEvent } from "../../src/domain/event.js";
import type { Glyph, GlyphName } from "../../src/domain/glyph.js";
import type { Spike } from "../../src/domain/spike.js";
import type { Thread, ThreadStatus } from "../../src/domain/thread.js";
import type { WatchedNode } from "../../src/view/live-model.js";

/** 2000-01-01T00:00:00Z */
export const MIDNIGHT = 946684800;

export const IDENTITY: WatchedNode = {
  site: "grove",
  node: "birch-1",
  source: "simulated grove",
  quality: "simulated",
  speed: 300,
  broker: "mqtt://127.0.0.1:1883",
  state: ".andas",
};

export function spikeOn(electrode: string, onset: number, amplitude = 0.5): NodeEvent {
  const spike: Spike = {
    electrode,
    onset,
    peak: onset + 60,
    end: onset + 300,
    amplitude,
    polarity: amplitude < 0 ? -1 : 1,
    z: 9,
    match: 0.9,
    decided: onset + 310,
  };
  return { type: "spike", spike, at: spike.decided, seq: 0 };
}

export function glyphOn(electrode: string, name: GlyphName, start: number, end: number, spikes = 0): NodeEvent {
  const glyph: Glyph = { electrode, name, start, end, spikes, amplitude: spikes > 0 ? 0.7 : 0, decided: end };
  return { type: "glyph", glyph, at: end, seq: 0 };
}

export function thread(id: string, goal: string, salience: number, status: ThreadStatus): Thread {
  return {
    id,
    kind: "follow-burst",
    goal,
    subject: "e1",
    refs: [],
    why: { boosts: [], age: 1, habituation: 1 },
    state: { phase: "gathering", context: {}, nextStep: "wait" },
    salience,
    status,
    created: MIDNIGHT,
    lastActive: MIDNIGHT,
  };
}

/** Lines as a person sees them. */
export function seen(lines: readonly (readonly { readonly text: string }[])[]): string[] {
  return lines.map((line) => line.map(({ text }) => text).join(""));
}
