import type { ArousedRestSettings } from "../../domain/breath.js";
import type { Rhythm } from "./rhythm.js";

/** Rests that are shorter while attention is aroused, never below their shortest share. */
export function aroused(inner: Rhythm, { from, shortest }: ArousedRestSettings): Rhythm {
  let arousal = 0;
  const share = () => 1 - (1 - shortest) * Math.min(1, Math.max(0, (arousal - from) / Math.max(1 - from, 1e-6)));
  return {
    kind: inner.kind,
    get phases() {
      return { ...inner.phases, pause: inner.phases.pause * share() };
    },
    get kept() {
      return inner.kept ?? {};
    },
    lengthOf: (phase, begins) => inner.lengthOf(phase, begins) * (phase === "pause" ? share() : 1),
    hear: (news) => {
      inner.hear?.(news);
      if (news.kind === "arousal" && Number.isFinite(news.arousal)) arousal = news.arousal;
    },
  };
}
