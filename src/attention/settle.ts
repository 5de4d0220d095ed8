import type { AttentionSettings } from "../domain/attention-settings.js";
import type { Seconds } from "../domain/time.js";
import { stayAwake } from "./arousal.js";
import type { Draft } from "./draft.js";
import { forget } from "./pool.js";
import { age } from "./threads.js";

/** Saliences may be this share of a half-life old (2 %) before all of them are worked out again. */
const STALE = 1 / 32;

/** Lets the time that has passed do its work: percepts are forgotten, threads age and are weighed. */
export function settle(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  forget(draft, now, settings.pool);
  age(draft, now, settings);
  stayAwake(draft, now, settings);
  draft.weighed = now;
}

/** The same, when enough time has passed: a percept must not cost what all threads cost. */
export function settleIfStale(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  if (Math.abs(now - draft.weighed) >= settings.pool.halfLife * STALE) settle(draft, now, settings);
}
