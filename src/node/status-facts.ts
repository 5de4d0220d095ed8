import type { Hushes } from "../actions/hushes.js";
import type { Mutes } from "../actions/mutes.js";
import type { Withdrawal } from "../actions/withdrawal.js";
import type { summary } from "../attention/summary.js";
import type { BreathClock } from "../breathing/breath-clock.js";
import type { Facts } from "../domain/percept.js";
import { iso, type Seconds } from "../domain/time.js";
import type { NodeState } from "./node-state.js";

/** Where a node is, in a few facts. */
export function statusFacts(
  now: Seconds,
  { cycle, boot, attention }: NodeState,
  { active, paused, frozen, arousal }: ReturnType<typeof summary>,
  signs: {
    readonly breath: Pick<BreathClock, "breath" | "awakeUntil">;
    readonly mutes: Pick<Mutes, "report">;
    readonly withdrawal: Pick<Withdrawal, "report">;
    readonly hushes: Pick<Hushes, "report">;
  },
): Facts {
  const { breath, awakeUntil } = signs.breath;
  return {
    phase: breath?.phase ?? null,
    cycle: cycle.value,
    boot: boot.value,
    active: active[0]?.goal ?? null,
    paused: paused.length,
    frozen,
    arousal: Math.round(arousal * 1000) / 1000,
    insights: attention.value.insights.length,
    muted: signs.mutes.report(now),
    withdrawn: signs.withdrawal.report(),
    awake_until: awakeUntil === undefined ? null : iso(awakeUntil),
    hushed: signs.hushes.report(now),
  };
}
