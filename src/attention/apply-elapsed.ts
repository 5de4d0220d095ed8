import type { AttentionSettings } from "../domain/attention-settings.js";
import { MINUTE, type Seconds } from "../domain/time.js";
import { clockSetBack } from "./clock-set-back.js";
import { evictExpired } from "./pool/pool.js";
import { arouseByThreads } from "./salience/arousal.js";
import type { Draft } from "./state/draft.js";
import { ageThreads } from "./threads/ageing.js";
import { timeOut } from "./threads/time-out.js";

/** Saliences may be this share of a half-life old (2 %) before all of them are worked out again. */
const STALE = 1 / 32;

/** Percepts of several devices come a little out of order. Further back than this, the clock was set back. */
const SET_BACK: Seconds = MINUTE;

/** Lets the time that has passed do its work: percepts are forgotten, waits and deadlines end, threads age and are weighed. */
export function applyElapsed(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  if (now < draft.weighed - SET_BACK) clockSetBack(draft, now);
  evictExpired(draft, now, settings.pool);
  timeOut(draft, now, settings);
  ageThreads(draft, now, settings);
  arouseByThreads(draft, now, settings);
  draft.weighed = now;
}

/** The same, when enough time has passed: a percept must not cost what all threads cost. What is due to the second, `advance` does. */
export function applyElapsedIfStale(draft: Draft, now: Seconds, settings: AttentionSettings): void {
  if (now < draft.weighed - SET_BACK || now - draft.weighed >= settings.pool.halfLife * STALE)
    applyElapsed(draft, now, settings);
}
