import assert from "node:assert/strict";
import { test } from "node:test";
import { isAndasError } from "../../src/domain/errors.js";
import { type Pace, SimulatedClock } from "../../src/ports/simulated-clock.js";

const START = 1000;
const forever = () => new AbortController().signal;

function aClock(patience?: number) {
  const clock = new SimulatedClock(START, patience);
  const fired: string[] = [];
  const timer = (name: string, then: () => void = () => {}) =>
    clock.timer(name, () => {
      fired.push(`${name} ${clock.now()}`);
      then();
    });
  return { clock, fired, timer };
}

test("timers fire in the order of their times, and of those at one time the one that was set first", async () => {
  const { clock, fired, timer } = aClock();
  for (const [name, at] of [
    ["c", 1030],
    ["a", 1010],
    ["d", 1030],
    ["b", 1010.5],
  ] as const)
    timer(name).set(at);
  await clock.run(forever());
  assert.deepEqual(fired, ["a 1010", "b 1010.5", "c 1030", "d 1030"]);
  assert.equal(clock.now(), 1030);
});

test("a timer that is set again moves, also in the order among its equals; one that is cancelled stays silent", async () => {
  const { clock, fired, timer } = aClock();
  const [first, second, third] = [timer("first"), timer("second"), timer("third")];
  for (const each of [first, second, third]) each.set(1010);
  first.set(1010);
  third.cancel();
  assert.deepEqual([first.due, third.due], [1010, undefined]);
  await clock.run(forever());
  assert.deepEqual(fired, ["second 1010", "first 1010"]);
  assert.equal(first.due, undefined, "it fires once");
});

test("a timer in the past fires at once, but never inside the call that sets it, and time does not go back", async () => {
  const { clock, fired, timer } = aClock();
  const late = timer("late");
  timer("now", () => {
    late.set(5);
    fired.push("set");
  }).set(1010);
  await clock.run(forever());
  assert.deepEqual(fired, ["now 1010", "set", "late 1010"]);
});

test("a timer to no time at all is a bug that is said", () => {
  const { timer } = aClock();
  assert.throws(
    () => timer("lost").set(Number.NaN),
    (error) => isAndasError(error, "internal") && /timer lost/.test(error.message),
  );
});

test("run stops at `until`, in between if need be, and can be gone on with", async () => {
  const { clock, fired, timer } = aClock();
  timer("a").set(1010);
  timer("b").set(1020);
  await clock.run(forever(), { until: 1015 });
  assert.deepEqual([fired, clock.now()], [["a 1010"], 1015]);
  await clock.run(forever(), { until: 1020 });
  assert.deepEqual([fired, clock.now()], [["a 1010", "b 1020"], 1020]);
});

test("whoever aborts ends it, and no timer fires after that", async () => {
  const { clock, fired, timer } = aClock();
  const end = new AbortController();
  timer("a", () => end.abort()).set(1010);
  timer("b").set(1010);
  await clock.run(end.signal);
  assert.deepEqual(fired, ["a 1010"]);
});

test("while work is held, time stands still, and for what follows on it too", async () => {
  const { clock, fired, timer } = aClock();
  const slow = async (name: string) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    fired.push(`${name} ${clock.now()}`);
  };
  timer("a", () => {
    void clock.hold(
      "work",
      slow("work").then(() => void clock.hold("more work", slow("more"))),
    );
  }).set(1010);
  timer("b").set(1010.001);
  await clock.run(forever());
  assert.deepEqual(fired, ["a 1010", "work 1010", "more 1010", "b 1010.001"]);
});

test("held work gives back what it gives, and its failure is its owner's: time goes on", async () => {
  const { clock, fired, timer } = aClock();
  assert.equal(await clock.hold("work", Promise.resolve(7)), 7);
  timer("a", () => {
    clock.hold("bad work", Promise.reject(new Error("no"))).catch((error: Error) => fired.push(error.message));
  }).set(1010);
  timer("b").set(1020);
  await clock.run(forever());
  assert.deepEqual(fired, ["a 1010", "no", "b 1020"]);
});

test("work that never ends, ends the run with an error that names it, not with another result", async () => {
  const { clock, fired, timer } = aClock(0.02);
  timer("a", () => void clock.hold("a broken disk", new Promise(() => {}))).set(1010);
  timer("b").set(1020);
  await assert.rejects(
    clock.run(forever()),
    (error) => isAndasError(error, "stuck") && /waited 0\.02 s for a broken disk; /.test(error.message),
  );
  assert.deepEqual(fired, ["a 1010"]);
});

test("at a pace, each timer waits for its real time; who is late does not wait, and catches up", async () => {
  const { clock, timer } = aClock();
  let real = 50;
  const waits: number[] = [];
  const pace: Pace = {
    speed: 10,
    now: () => real,
    sleep: async (seconds) => {
      waits.push(seconds);
      real += seconds;
    },
  };
  timer("a").set(1010);
  timer("b", () => {
    real += 2.5; // it took long
  }).set(1020);
  timer("c").set(1030);
  timer("d").set(1060);
  await clock.run(forever(), { pace });
  assert.deepEqual(
    waits.map((wait) => Math.round(wait * 1e6) / 1e6),
    [1, 1, 1.5],
  );
});

test("a timer that is set while it waits for its pace is not overslept", async () => {
  const { clock, fired, timer } = aClock();
  const early = timer("early");
  let real = 0;
  const pace: Pace = {
    speed: 1,
    now: () => real,
    sleep: async (seconds) => {
      if (fired.length === 0 && early.due === undefined) early.set(1010);
      real += Math.min(seconds, 5);
    },
  };
  timer("far").set(1100);
  await clock.run(forever(), { pace });
  assert.deepEqual(fired, ["early 1010", "far 1100"]);
});
