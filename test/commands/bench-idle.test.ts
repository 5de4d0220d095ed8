import assert from "node:assert/strict";
import { test } from "node:test";
import type { Account } from "../../src/commands/bench/idle/account.js";
import { alternative, bareNode } from "../../src/commands/bench/idle/beside.js";
import { usageOf } from "../../src/commands/bench/idle/usage.js";
import { isAndasError } from "../../src/domain/errors.js";

/** Wakes once a second, 2 ms each; in the second minute it rests. */
function sleeper(now: () => number) {
  const awake = (seconds: number) => Math.min(seconds, 60) + Math.max(0, seconds - 120);
  const account = async (): Promise<Account> => {
    const wakeups = awake(now());
    return { cpu: 0.002 * wakeups, wakeups, proportional: 50e6, processes: 2 };
  };
  return { account };
}

test("all are watched in the same seconds, and of each it is said how still its stillest minute was", async () => {
  let now = 0;
  const wait = async (seconds: number) => {
    now += seconds;
  };
  const one = sleeper(() => now);
  const found = await usageOf([one, one], 185, wait);
  assert.equal(now, 185);
  assert.deepEqual(found[0], found[1]);
  assert.deepEqual(found[0], {
    proportional_mb: 50,
    processes: 2,
    share_of_one_core: 0.00135,
    wakeups_per_s: 0.68,
    fewest_wakeups_in_a_minute: 0,
  });
  now = 0;
  assert.equal((await usageOf([one], 30, wait))[0]?.fewest_wakeups_in_a_minute, null);
});

test("a process that runs, or a command, is watched beside the node; what is neither is said", async () => {
  const own = alternative(`${process.pid}`);
  assert.ok((await own.account()).processes >= 1);
  own.stop(); // it was not started here

  for (const beside of [bareNode(), alternative("sleep 60")]) {
    assert.equal((await beside.account()).processes, 1);
    beside.stop();
  }
  assert.throws(() => alternative("999999999"), /--beside 999999999: there is no such process/);

  const gone = alternative("false");
  const ended = async () => {
    for (;;) await gone.account();
  };
  await assert.rejects(ended, (error) => isAndasError(error) && /"false" has ended \(1\)/.test(error.message));
  gone.stop();
});
