import type { Seconds } from "../../../domain/time.js";
import type { Account } from "./account.js";

/** A process that is watched from outside, with all that it started. */
export interface Watched {
  account(): Promise<Account>;
}

/** What it used meanwhile; the kernel counted. */
export interface Usage {
  readonly proportional_mb: number;
  readonly processes: number;
  readonly share_of_one_core: number;
  readonly wakeups_per_s: number;
  /** In the quietest minute; null where nobody watched for a minute. */
  readonly fewest_wakeups_in_a_minute: number | null;
}

/** Whoever is watched is not woken by that; who watches is. */
const LOOK_EVERY: Seconds = 10;
const MINUTE_OF_LOOKS = 6;

/** Watches all of them in the same seconds: what the machine does besides falls on each of them alike. */
export async function usageOf(
  watched: readonly Watched[],
  seconds: Seconds,
  wait: (time: Seconds) => Promise<void>,
): Promise<readonly Usage[]> {
  const look = () => Promise.all(watched.map((one) => one.account()));
  const looks = [await look()];
  for (let left = seconds; left > 0; left -= LOOK_EVERY) {
    await wait(Math.min(left, LOOK_EVERY));
    looks.push(await look());
  }
  return watched.map((_, i) =>
    usage(
      looks.map((accounts) => accounts[i]!),
      seconds,
    ),
  );
}

function usage(looks: readonly Account[], seconds: Seconds): Usage {
  const first = looks[0]!;
  const last = looks.at(-1)!;
  const minutes = looks.slice(MINUTE_OF_LOOKS).map((look, i) => look.wakeups - looks[i]!.wakeups);
  return {
    proportional_mb: Math.round(last.proportional / 1e5) / 10,
    processes: last.processes,
    share_of_one_core: Math.round((1e5 * (last.cpu - first.cpu)) / seconds) / 1e5,
    wakeups_per_s: Math.round((100 * (last.wakeups - first.wakeups)) / seconds) / 100,
    fewest_wakeups_in_a_minute: minutes.length > 0 ? Math.min(...minutes) : null,
  };
}
