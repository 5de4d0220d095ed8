import assert from "node:assert/strict";
import { test } from "node:test";
import { Alerts } from "../../src/actions/alerts.js";
import { BreathClock } from "../../src/breathing/breath-clock.js";
import { fixed } from "../../src/breathing/rhythms/fixed.js";
import type { Alert } from "../../src/domain/alert.js";
import { EventLog } from "../../src/domain/event-log.js";
import type { TimeQuality } from "../../src/domain/time.js";
import type { TimeCorrection } from "../../src/domain/time-correction.js";
import { TIME_CORRECTIONS, Timekeeper } from "../../src/node/timekeeper.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { FakeWire } from "../fakes/fake-wire.js";
import { aNode as aSession, START, said, spike } from "../mqtt/a-node.js";

const DAY = 86_400;

/** A node that woke three days behind. */
function aNode() {
  const time = new SimulatedClock(START);
  let system: TimeQuality = "floor";
  let quality: TimeQuality = "floor";
  let moved = 0;
  const clock = {
    get quality() {
      return quality;
    },
    now: () => time.now() + moved,
    settle: (is: TimeQuality) => {
      const shift = is === "ntp" ? 3 * DAY - moved : 0;
      quality = is;
      moved += shift;
      return shift;
    },
  };
  const corrections: { value: readonly TimeCorrection[] } = { value: [] };
  const standing: { value: readonly Alert[] } = {
    value: [
      { id: "old", text: "from before", at: START - 100, raised: true },
      { id: "new", text: "from now", at: START + 100, raised: true },
    ],
  };
  const log: string[] = [];
  const breath = new BreathClock({
    clock: time,
    rhythm: fixed({ inhale: 60, hold: 0, exhale: 60, pause: 60 }),
    earlyExhaleEvery: 0,
    entered: () => {},
  });
  const keeper = new Timekeeper({
    ...{ clock, quality: async () => system, boot: { value: 7 }, corrections, breath },
    ...{ alerts: new Alerts(standing, new EventLog()), log: (level, line) => void log.push(`${level}: ${line}`) },
  });
  return { keeper, breath, corrections, standing, log, arrive: () => (system = "ntp") };
}

test("when the true time arrives, what was stamped before is corrected, once, and everybody is told", async () => {
  const { keeper, breath, corrections, standing, log, arrive } = aNode();
  breath.start();
  await keeper.look();
  assert.deepEqual(corrections.value, []);
  arrive();
  await keeper.look();
  assert.deepEqual(corrections.value, [{ boot: 7, at: START + 3 * DAY, shift: 3 * DAY, was: "floor", is: "ntp" }]);
  assert.ok(TIME_CORRECTIONS.safeParse(corrections.value).success);
  assert.deepEqual(
    standing.value.map(({ at }) => at - START),
    [-100, 100 + 3 * DAY],
    "what an earlier run raised was right",
  );
  assert.deepEqual([breath.breath?.since, breath.breath?.until], [START + 3 * DAY, START + 3 * DAY + 60]);
  assert.equal(breath.next("exhale"), START + 3 * DAY + 60, "whoever is told when it wakes is told the truth");
  assert.deepEqual(log, [
    "warn: the time was 3 d behind: it is 2000-01-04T00:00:00.000Z (ntp), and what was told before is corrected",
  ]);
  await keeper.look();
  assert.equal(log.length, 1);
  breath.stop();
});

test("a message that waited since the wrong time goes out with the right one", async () => {
  const corrections: TimeCorrection[] = [];
  const node = aSession({ wire: new FakeWire(), corrections: () => corrections });
  node.tell(spike("e1"));
  corrections.push({ boot: 7, at: START + DAY, shift: DAY, was: "simulated", is: "ntp" });
  await node.session.connect(1);
  const { at, tq, corrected_s, onset } = said(node.wire, "spike/e1");
  assert.deepEqual(
    { at, tq, corrected_s, onset },
    { at: "2000-01-02T00:00:00.000Z", tq: "ntp", corrected_s: DAY, onset: "2000-01-02T00:00:01.000Z" },
  );
});

test("a node in simulated time is never wrong, and a breath that has not begun has nothing to move", async () => {
  const { keeper, breath, arrive, corrections } = aNode();
  arrive();
  await keeper.look();
  assert.equal(breath.breath, undefined);
  assert.equal(corrections.value.length, 1);
  const parts = { boot: { value: 1 }, corrections: { value: [] }, breath, log: () => assert.fail() };
  await new Timekeeper({ ...parts, alerts: { moved: () => assert.fail() } }).look();
});

test("a time that turns out to be right is worth more from the beginning on, and nobody is troubled with it", async () => {
  const { breath, corrections } = aNode();
  let quality: TimeQuality = "floor";
  const settle = (better: TimeQuality) => {
    quality = better;
    return 0;
  };
  const clock = {
    get quality() {
      return quality;
    },
    ...{ now: () => START + 3600, settle },
  };
  const parts = { clock, quality: async () => "ntp" as const, boot: { value: 7 }, corrections, breath };
  await new Timekeeper({ ...parts, alerts: { moved: () => assert.fail() }, log: () => assert.fail() }).look();
  assert.deepEqual(corrections.value, [{ boot: 7, at: START + 3600, shift: 0, was: "floor", is: "ntp" }]);
});

test("a computer that slept finds its breath again, and corrects nothing: what it said was right", async () => {
  const { breath, corrections, log } = aNode();
  breath.start();
  const clock = { quality: "ntp" as const, now: () => START + 3600, settle: () => 3600 };
  const parts = { clock, quality: async () => "ntp" as const, boot: { value: 7 }, corrections, breath };
  await new Timekeeper({ ...parts, alerts: { moved: () => assert.fail() }, log: () => assert.fail() }).look();
  assert.equal(breath.breath?.since, START + 3600);
  assert.deepEqual([corrections.value, log], [[], []]);
  breath.stop();
});
