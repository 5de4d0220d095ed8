import assert from "node:assert/strict";
import { test } from "node:test";
import { RealClock, realPace } from "../../../src/ports/os/real-clock.js";

const clock = new RealClock("ntp");

/** Resolves to the time at which the timer fired. */
function firing(name = "test") {
  let fire: (at: number) => void = () => {};
  const fired = new Promise<number>((resolve) => {
    fire = resolve;
  });
  return { timer: clock.timer(name, () => fire(clock.now())), fired };
}

test("a timer fires at its time or just after it, once, and never before", async () => {
  const { timer, fired } = firing();
  const at = clock.now() + 0.03;
  timer.set(at);
  assert.equal(timer.due, at);
  const late = (await fired) - at;
  assert.ok(late > -0.002 && late < 1, `${late} s late`);
  assert.equal(timer.due, undefined);
});

test("a timer in the past fires at once, but not inside the call", async () => {
  const { timer, fired } = firing();
  let inside = true;
  void fired.then(() => assert.equal(inside, false));
  timer.set(clock.now() - 1000);
  inside = false;
  await fired;
});

test("a timer that is set again moves, and one that is cancelled stays silent", async () => {
  let count = 0;
  const moved = clock.timer("moved", () => count++);
  const cancelled = clock.timer("cancelled", () => assert.fail("it was cancelled"));
  moved.set(clock.now() + 0.01);
  moved.set(clock.now() + 0.03);
  cancelled.set(clock.now() + 0.01);
  cancelled.cancel();
  assert.equal(cancelled.due, undefined);
  await new Promise((resolve) => setTimeout(resolve, 80));
  assert.equal(count, 1);
});

test("a timer that is months away does not fire at once, as Node.js alone would let it", async (t) => {
  const { timer, fired } = firing();
  t.after(() => timer.cancel());
  timer.set(clock.now() + 90 * 86_400);
  const first = await Promise.race([fired, new Promise((resolve) => setTimeout(resolve, 30, "nothing yet"))]);
  assert.equal(first, "nothing yet");
});

test("real time waits for nobody: held work only passes through", async () => {
  assert.equal(await clock.hold("work", Promise.resolve(7)), 7);
  await assert.rejects(clock.hold("work", Promise.reject(new Error("no"))), /no/);
});

test("a pace sleeps for as long as it was told, or until it is called", async () => {
  const pace = realPace(10);
  const from = pace.now();
  await pace.sleep(0.02, new AbortController().signal);
  assert.ok(pace.now() - from > 0.018);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 10);
  await pace.sleep(60, stop.signal);
  assert.ok(pace.now() - from < 30);
});

test("time goes on from the last that was known where the system is behind it, and moves when the truth arrives, once", async (t) => {
  const system = clock.now();
  const woken = new RealClock("floor", system + 86_400);
  assert.ok(Math.abs(woken.now() - system - 86_400) < 1);
  assert.equal(new RealClock("floor", system - 86_400).now() >= system - 0.01, true, "the system knows better");
  let fired = false;
  const timer = woken.timer("soon", () => (fired = true));
  timer.set(woken.now() + 0.03);
  const off = (one: RealClock) => one.now() - one.steady();
  const before = off(woken);

  assert.equal(woken.settle("floor"), 0, "nobody knows better yet");
  const shift = woken.settle("ntp");
  assert.ok(Math.abs(shift + 86_400) < 1, String(shift));
  assert.equal(woken.quality, "ntp");
  assert.ok(Math.abs(off(woken) - before - shift) < 0.5, "what was stamped before was wrong by as much");
  assert.ok(Math.abs(woken.now() - clock.now()) < 0.5);
  assert.equal(woken.settle("ntp"), 0);
  assert.equal(woken.settle("rtc"), 0);
  const asleep = new RealClock("floor");
  const asItWas = off(asleep);
  t.mock.method(Date, "now", () => (system + 7200) * 1000);
  assert.ok(Math.abs(asleep.settle("floor") - 7200) < 2, "a computer that slept wakes up to what its system knows");
  assert.ok(Math.abs(off(asleep) - asItWas) < 0.5, "what was stamped before it slept was right");
  t.mock.method(Date, "now", () => (system - 7200) * 1000);
  assert.equal(asleep.settle("floor"), 0, "and does not go back for as little as it knew before");
  t.mock.restoreAll();
  assert.equal(woken.quality, "ntp", "what was known stays known");
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(fired, true, "who waits, waits as long as they meant to");
});
