import type { AttentionSettings } from "../domain/attention-settings.js";
import type { Percept } from "../domain/percept.js";
import type { Seconds } from "../domain/time.js";
import type { Draft } from "./draft.js";
import { kindOf } from "./kinds/all.js";
import type { Arousal } from "./state.js";

/** How far a percept of full intensity carries arousal towards 1. */
const URGENT = 0.6;
const TROUBLE = 0.3;
const SOMEBODY = 0.3;

/** 0 calm to 1 urgent; what nothing feeds halves every half-life. */
export function arousalAt(arousal: Arousal, now: Seconds, settings: AttentionSettings): number {
  return arousal.level * 2 ** (-Math.max(0, now - arousal.at) / settings.arousal.halfLife);
}

/** A percept may wake the node up: something urgent, something broken, somebody. What is routine does not. */
export function rouse(draft: Draft, percept: Percept, now: Seconds, settings: AttentionSettings): void {
  const push = pushOf(percept) * Math.min(1, Math.max(0, percept.intensity));
  if (push === 0) return;
  const level = arousalAt(draft.arousal, now, settings);
  draft.arousal = { level: level + (1 - level) * push, at: now };
}

/** While somebody waits for an answer the node does not fall calm. */
export function stayAwake(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  const floor = draft.live.reduce((most, thread) => Math.max(most, kindOf(thread.kind)?.keepsAwake ?? 0), 0);
  if (arousalAt(draft.arousal, now, settings) < floor) draft.arousal = { level: floor, at: now };
}

/** Salience that takes the attention: high when calm, low when aroused. */
export function thresholdAt(arousal: number, settings: AttentionSettings): number {
  return between(settings.selection.calmThreshold, settings.selection.urgentThreshold, arousal);
}

/** By how much a rival must be better: much when calm, little when aroused. */
export function marginAt(arousal: number, settings: AttentionSettings): number {
  return between(settings.selection.calmMargin, settings.selection.urgentMargin, arousal);
}

function pushOf(percept: Percept): number {
  if (percept.tags.includes("urgent")) return URGENT;
  if (percept.tags.includes("routine")) return 0;
  if (percept.source === "operator") return SOMEBODY;
  return percept.source === "host" || percept.source.startsWith("device/") ? TROUBLE : 0;
}

function between(calm: number, urgent: number, arousal: number): number {
  return calm + (urgent - calm) * arousal;
}
