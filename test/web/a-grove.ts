import { encodeStamped } from "../../src/protocol/envelope.js";
import { breathTopicBody } from "../../src/protocol/payloads/breath.js";
import { encodeState, type NodeStateMessage } from "../../src/protocol/payloads/state.js";
import { Grove } from "../../src/web/model/grove.js";

/** 22 November 2026, five in the morning. */
export const NOW = 1_795_323_600;

export const ROOT = "andas/1/north/spruce";

/** A grove that hears of one node, live unless said, at `NOW` unless said. */
export function aGrove() {
  const grove = new Grove();
  const hear = (below: string, payload: string, { at = NOW, retained = false, root = ROOT } = {}) =>
    grove.hear(`${root}/${below}`, payload, { at, retained });
  return {
    grove,
    hear,
    state: (state: Partial<NodeStateMessage>, how: Parameters<typeof hear>[2] = {}) =>
      hear("$state", stateOf(state), how),
    breath: (at: number, how: Parameters<typeof hear>[2] = {}, quality: "ntp" | "simulated" = "ntp") =>
      hear("breath", breathOf(at, quality), how),
    node: () => grove.get("north/spruce")!,
  };
}

function stateOf(state: Partial<NodeStateMessage>): string {
  return encodeState({ state: "ready", births: 1, since: NOW, quality: "ntp", ...state });
}

/** An inhale that begins at `at`: 120 s, then 60, 180 and 120. */
export function breathOf(at: number, quality: "ntp" | "simulated" = "ntp"): string {
  const phases = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
  const breath = { phase: "inhale", cycle: 7, since: at, until: at + 120, cause: "rhythm" } as const;
  return encodeStamped(breathTopicBody({ ...breath, ahead: [], rhythm: { kind: "fixed", phases } }), { at, quality });
}
