import { AndasError, messageOf } from "../../domain/errors.js";
import { type Seconds, spoken } from "../../domain/time.js";
import type { WakeAlarm } from "../../ports/power.js";

/** Clocks count whole seconds, and reading one takes time. */
const TOLERANCE: Seconds = 2;
/** The second alarm rings so much later: for when the first was missed. */
export const GUARD: Seconds = 600;

/** Those of them that would wake this board. */
export async function ableAlarms(alarms: readonly WakeAlarm[]): Promise<readonly WakeAlarm[]> {
  const found = await Promise.all(alarms.map(async (alarm) => ({ alarm, found: await alarm.look() })));
  return found.flatMap(({ alarm, found }) => (found.can ? [alarm] : []));
}

/**
 * Sets an alarm and proves that it is set; a second one, where there is one, rings later. An alarm vanishes when it rang and when the board
 * restarts, so this is done before each rest. Gives the name of the one that is relied on.
 * @throws AndasError `device` when none could be proven; all are cleared again then, as far as they answer
 */
export async function proveAlarm(alarms: readonly WakeAlarm[], seconds: Seconds): Promise<string> {
  const faults: string[] = [];
  for (const [i, alarm] of alarms.entries()) {
    try {
      await armProven(alarm, seconds);
    } catch (error) {
      faults.push(messageOf(error));
      continue;
    }
    const guard = alarms[i + 1];
    // The first is proven: a guard that fails costs nothing.
    if (guard !== undefined) await armProven(guard, seconds + GUARD).catch(() => {});
    return alarm.name;
  }
  await disarmAll(alarms);
  throw new AndasError("device", faults.length > 0 ? faults.join("; ") : "there is no alarm that would wake the board");
}

/** Nobody shall be woken after all. Never rejects. */
export async function disarmAll(alarms: readonly WakeAlarm[]): Promise<void> {
  await Promise.all(alarms.map((alarm) => alarm.disarm().catch(() => {})));
}

async function armProven(alarm: WakeAlarm, seconds: Seconds): Promise<void> {
  const rings = await alarm.arm(seconds);
  if (Math.abs(rings - seconds) <= TOLERANCE) return;
  const told = Number.isFinite(rings) ? `rings in ${spoken(rings)}` : "is not set";
  throw new AndasError(
    "device",
    `the alarm ${alarm.name} was set to ring in ${spoken(seconds)}, and read back it ${told}`,
  );
}
