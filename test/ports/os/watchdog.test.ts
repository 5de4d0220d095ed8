import assert from "node:assert/strict";
import { test } from "node:test";
import type { Breath, Phase } from "../../../src/domain/breath.js";
import { Watchdog } from "../../../src/ports/os/watchdog.js";
import { aBreath } from "../../fakes/a-breath.js";

const SYSTEMD = { NOTIFY_SOCKET: "/run/systemd/notify", WATCHDOG_USEC: "900000000" };

/** A watchdog under a systemd of 15 min, and what that was told; time passes in steps of a look. */
function watched(env: Record<string, string> = SYSTEMD) {
  const told: string[] = [];
  let now = 1000;
  let look: (() => void) | undefined;
  let period = 0;
  const watchdog = new Watchdog(env, {
    now: () => now,
    every(seconds, what) {
      period = seconds;
      look = what;
      return () => {
        look = undefined;
      };
    },
    notify: (lines) => void told.push(lines.join(" ")),
  });
  let seq = 0;
  return {
    told,
    watchdog,
    /** The phase begins, or is told again, and lasts so long from now on. */
    breathes(cycle: number, phase: Phase, seconds: number) {
      const breath: Breath = { ...aBreath({ cycle, phase, since: now, until: now + seconds }) };
      watchdog.hear({ type: "breath", breath, at: now, seq: seq++ });
    },
    /** Pets within so many seconds in which the event loop turns and nothing is told. */
    pets(seconds: number): number {
      const before = told.length;
      for (const end = now + seconds; period > 0 && now + period <= end; ) {
        now += period;
        look?.();
      }
      return told.slice(before).filter((line) => line.includes("WATCHDOG=1")).length;
    },
  };
}

test("it is ready with its first breath, and every phase is progress", () => {
  const { told, breathes } = watched();
  breathes(7, "inhale", 120);
  breathes(7, "hold", 60);
  assert.deepEqual(told, ["READY=1 WATCHDOG=1 STATUS=inhale, breath 7", "WATCHDOG=1 STATUS=hold, breath 7"]);
});

test("a rest of hours is no hang: it is petted as long as the phase lasts, three times as often as systemd asks", () => {
  const { breathes, pets } = watched();
  breathes(7, "pause", 6 * 3600);
  assert.equal(pets(6 * 3600), 72);
});

test("a breath that stands still is petted no more, though the event loop turns and samples come", () => {
  const { breathes, pets, watchdog } = watched();
  breathes(7, "inhale", 600);
  assert.equal(pets(600), 2);
  watchdog.hear({ type: "sample-gap", device: "adc", reason: "busy", lost: 1, at: 1600, seq: 9 });
  watchdog.hear({ type: "commit", bytes: 1, commits: 1, at: 1600, seq: 10 });
  assert.equal(pets(3600), 0);
});

test("the same phase told again is no progress, and may make it longer", () => {
  const { told, breathes, pets } = watched();
  breathes(7, "inhale", 120);
  breathes(7, "inhale", 1200);
  assert.equal(told.length, 1);
  assert.equal(pets(1200), 4);
  assert.equal(pets(3600), 0);
});

test("an event loop that hangs pets nobody: without a look nothing is told", () => {
  const { told, breathes } = watched();
  breathes(7, "inhale", 120);
  assert.equal(told.length, 1);
});

test("devices that are all dead are no hang: the breath goes on without a sample", () => {
  const { told, breathes } = watched();
  for (let cycle = 1; cycle <= 3; cycle++)
    for (const phase of ["inhale", "hold", "exhale"] as const) breathes(cycle, phase, 60);
  assert.equal(told.filter((line) => line.includes("WATCHDOG=1")).length, 9);
});

test("it says that it ends, and pets no more", () => {
  const { told, breathes, pets, watchdog } = watched();
  breathes(7, "pause", 3600);
  watchdog.stopping();
  assert.equal(told.at(-1), "STOPPING=1");
  assert.equal(pets(3600), 0);
});

test("without a watchdog it is ready all the same; without systemd it tells nobody", () => {
  const ready = watched({ NOTIFY_SOCKET: "/run/systemd/notify" });
  ready.breathes(1, "inhale", 60);
  assert.equal(ready.pets(3600), 0);
  assert.match(ready.told[0] ?? "", /READY=1/);
  const alone = watched({});
  alone.breathes(1, "inhale", 60);
  alone.watchdog.stopping();
  assert.deepEqual(alone.told, []);
});
