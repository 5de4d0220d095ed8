import type { ArousalSettings, AttentionSettings } from "../../domain/attention-settings.js";
import type { Percept } from "../../domain/percept.js";
import { isDeviceSource, isReflexSource, type PerceptSource } from "../../domain/percept-source.js";
import type { Seconds } from "../../domain/time.js";
import { KINDS, kindOf } from "../kinds/all.js";
import type { Draft } from "../state/draft.js";
import { isAnswered } from "../state/percept-marks.js";
import { AROUSAL_FACTORS, type Arousal, type ArousalFactor, type ArousalLevel, eachFactor } from "../state/state.js";

/**
 * How roused the node is, 0 calm to 1 urgent:
 *
 *     arousal = 1 − ∏ (1 − weight · level)        over the five factors
 *
 * A level rises by half in its `rise` and falls by half in its `fall`; a noisy-or, so that no factor hides another.
 */
export function arousalAt(arousal: Arousal, now: Seconds, settings: AttentionSettings): number {
  return 1 - unmoved(arousal, now, settings, AROUSAL_FACTORS);
}

/** Without scarcity, which moves the threshold and nothing else: not the switching, not the sleep work, not a rest. */
export function unrestAt(arousal: Arousal, now: Seconds, settings: AttentionSettings): number {
  return 1 - unmoved(arousal, now, settings, UNREST);
}

const UNREST = AROUSAL_FACTORS.filter((factor) => factor !== "scarcity");

/** How far each factor has risen, 0 to 1. */
export function levelOf(factor: ArousalFactor, arousal: Arousal, now: Seconds, settings: AttentionSettings): number {
  if (arousal.factors[factor].held === 0) return 0;
  const { held, pending } = faded(arousal.factors[factor], now - arousal.at, settings.arousal[factor]);
  return held - pending;
}

/** A percept may rouse the node: something urgent, broken or scarce, somebody. What is routine does not. */
export function arouseByPercept(draft: Draft, percept: Percept, now: Seconds, settings: AttentionSettings): void {
  const factors = rousedBy(percept);
  const push = Math.min(1, Math.max(0, percept.intensity));
  if (factors.length === 0 || !(push > 0)) return;
  const arousal = broughtTo(draft.arousal, now, settings);
  const next = { ...arousal.factors };
  for (const factor of factors) {
    const more = (1 - next[factor].held) * push;
    next[factor] = raised(next[factor], more, settings.arousal[factor]);
  }
  draft.arousal = { at: now, factors: next };
}

/** What stands rouses while it stands: a deadline that comes near, somebody who waits. */
export function arouseByThreads(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  let [pressure, waiting] = [0, 0];
  for (const thread of draft.live) {
    if (thread.deadline !== undefined) pressure = Math.max(pressure, pressureOf(thread.deadline, now, settings));
    if (KEEPERS.has(thread.kind)) waiting = Math.max(waiting, kindOf(thread.kind)?.keepsAwake ?? 0);
    // It waits for somebody, which is no reason to doze off either.
    else if (thread.waiting?.for === "reply" && thread.waiting.over !== true) waiting = 1;
  }
  if (pressure === 0 && waiting === 0) return;
  const arousal = broughtTo(draft.arousal, now, settings);
  const { factors } = arousal;
  draft.arousal = {
    at: now,
    factors: {
      ...factors,
      pressure: raised(factors.pressure, pressure - factors.pressure.held, settings.arousal.pressure),
      waiting: raised(factors.waiting, waiting - factors.waiting.held, settings.arousal.waiting),
    },
  };
}

const KEEPERS: ReadonlySet<string> = new Set(
  KINDS.filter((kind) => kind.keepsAwake !== undefined).map((kind) => kind.name),
);

/** Salience that takes the attention: high when calm, low when aroused. */
export function thresholdAt(arousal: number, { selection }: AttentionSettings): number {
  return between(selection.calmThreshold, selection.urgentThreshold, arousal);
}

/** By how much a rival must be better: much when calm, little when there is unrest. */
export function marginAt(unrest: number, { selection }: AttentionSettings): number {
  return between(selection.calmMargin, selection.urgentMargin, unrest);
}

/** What the board has too little of, or too much. */
const SCARCE: ReadonlySet<string> = new Set(["battery", "supply", "temperature", "memory", "disk", "outbox"]);

function rousedBy(percept: Percept): readonly ArousalFactor[] {
  if (isAnswered(percept)) return [];
  const { source, type, tags } = percept;
  const factors: ArousalFactor[] = [];
  if (tags.includes("urgent")) factors.push("urgency");
  if (tags.includes("routine")) return factors;
  if (tags.includes("from:operator") || source === "operator") factors.push("waiting");
  if (source === "host") factors.push(SCARCE.has(type) ? "scarcity" : "errors");
  else if (isError(source, type, tags)) factors.push("errors");
  return factors;
}

function isError(source: PerceptSource, type: string, tags: readonly string[]): boolean {
  if (tags.includes("trouble") || isDeviceSource(source)) return true;
  return isReflexSource(source) && type === "failed";
}

/** Half at `within` before the deadline, whole when it has come. */
function pressureOf(deadline: Seconds, now: Seconds, { arousal }: AttentionSettings): number {
  return 2 ** (-Math.max(0, deadline - now) / arousal.pressure.within);
}

function unmoved(
  arousal: Arousal,
  now: Seconds,
  settings: AttentionSettings,
  factors: readonly ArousalFactor[],
): number {
  let rest = 1;
  for (const factor of factors) rest *= 1 - settings.arousal[factor].weight * levelOf(factor, arousal, now, settings);
  return rest;
}

function broughtTo(arousal: Arousal, now: Seconds, settings: AttentionSettings): Arousal {
  const since = now - arousal.at;
  const { factors } = arousal;
  return { at: now, factors: eachFactor((factor) => faded(factors[factor], since, settings.arousal[factor])) };
}

/**
 * Both parts fade exponentially, so how often one looks makes no difference. What is pending fades by half in `rise` more
 * than what is held.
 */
function faded({ held, pending }: ArousalLevel, since: Seconds, { rise, fall }: ArousalSettings): ArousalLevel {
  const fade = 2 ** (-Math.max(0, since) / fall);
  return { held: held * fade, pending: rise > 0 ? pending * fade * 2 ** (-Math.max(0, since) / rise) : 0 };
}

function raised({ held, pending }: ArousalLevel, more: number, { rise }: ArousalSettings): ArousalLevel {
  if (!(more > 0)) return { held, pending };
  return { held: held + more, pending: rise > 0 ? pending + more : 0 };
}

function between(calm: number, urgent: number, arousal: number): number {
  return calm + (urgent - calm) * arousal;
}
