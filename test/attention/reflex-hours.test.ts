import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, dueAt } from "../../src/attention/advance.js";
import type { Noticed } from "../../src/domain/percept.js";
import type { Reflex } from "../../src/domain/reflex.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { AttentionUnderTest, actionsIn, DAWN, deepFreeze } from "./attention-under-test.js";

const BACKUP: Reflex = {
  id: "backup",
  when: { daily: [3 * HOUR, 15 * HOUR] },
  actions: [{ kind: "backup" }],
  coolDown: 0,
};
const HUSH: Reflex = {
  id: "hush",
  when: { source: "electrode/*", type: "spike", quietFor: 6 * HOUR },
  actions: [{ kind: "alert", text: "no spike for six hours" }],
  coolDown: 0,
};

/** A story that begins at 06:00 and counts in hours. */
class Hours extends AttentionUnderTest {
  /** What the clock notices at that hour. What comes of it is in `acted`. */
  passes(hour: number): readonly Noticed[] {
    const outcome = advance(this.state, DAWN + hour * HOUR, this.rules);
    this.state = deepFreeze(outcome.state);
    const noticed = outcome.intentions.flatMap((one) => (one.kind === "notice" ? [one.noticed] : []));
    for (const one of noticed) this.acted.push(...actionsIn(this.notices(one)));
    return noticed;
  }

  readonly acted: string[] = [];

  /** In hours of the story. */
  due(hour: number): number {
    return (dueAt(this.state, DAWN + hour * HOUR, this.rules) - DAWN) / HOUR;
  }
}

test("a daily reflex fires at each time of its day, once, and asks to be called just then", () => {
  const node = new Hours([BACKUP]);
  assert.equal(node.due(0), 0, "it does not know the day yet");
  assert.deepEqual(node.passes(0), []);
  assert.equal(node.due(0), 9);
  const [noticed] = node.passes(9);
  assert.deepEqual(
    [noticed?.source, noticed?.type, noticed?.tags, noticed?.data],
    ["clock", "schedule", ["routine"], { reflex: "backup", time: "15:00" }],
  );
  assert.deepEqual(node.acted, ["backup"]);
  assert.deepEqual(node.passes(9), []);
  assert.equal(node.due(9), 21);
});

test("what fires by the clock founds no thread", () => {
  const node = new Hours([BACKUP]);
  node.passes(0);
  node.passes(9);
  assert.deepEqual(node.threads, []);
  assert.deepEqual(node.state.pool[0]?.tags, ["routine", "handled"]);
});

test("a node that was off for three days makes up for what it missed once, and says that it is late", () => {
  const node = new Hours([BACKUP]);
  node.passes(0);
  assert.equal(node.due(72), 69);
  const noticed = node.passes(72);
  assert.deepEqual(
    noticed.map(({ data }) => data),
    [{ reflex: "backup", time: "03:00", late: true }],
  );
  assert.deepEqual(node.acted, ["backup"]);
  assert.equal(node.due(72), 81);
});

test("a clock that is set back does not bring the same time of day twice, and one that was years ahead is forgotten", () => {
  const node = new Hours([BACKUP]);
  node.passes(0);
  node.passes(9);
  assert.equal(node.due(8.5), 21);
  assert.deepEqual(node.passes(8.5), []);
  assert.deepEqual(node.passes(9), []);
  node.passes(21);
  node.passes(24 * 365);
  node.acted.length = 0;
  assert.deepEqual(node.passes(30), []);
  assert.equal(node.due(30), 33);
  node.passes(33);
  assert.deepEqual(node.acted, ["backup"]);
});

test("quiet is told when it has lasted long enough, once, till the next one comes", () => {
  const node = new Hours([HUSH]);
  node.passes(0);
  assert.equal(node.due(0), 6);
  node.hears(60, "electrode/e1", "spike");
  assert.equal(node.due(1), 7);
  assert.deepEqual(node.passes(6), []);
  const [noticed] = node.passes(7);
  assert.deepEqual(
    [noticed?.source, noticed?.type, noticed?.data],
    ["clock", "quiet", { reflex: "hush", quiet_s: 6 * HOUR }],
  );
  assert.deepEqual(node.acted, ["hush"]);
  assert.equal(node.due(7), Number.POSITIVE_INFINITY);
  assert.deepEqual(node.passes(20), []);
  node.hears(21 * 60, "electrode/e2", "spike");
  assert.equal(node.due(21), 27);
  node.passes(27);
  assert.deepEqual(node.acted, ["hush", "hush"]);
});

test("only what was waited for ends a quiet, and a percept that ends it is nobody's handled one", () => {
  const node = new Hours([HUSH]);
  node.passes(0);
  node.hears(60, "electrode/e1", "drift");
  node.hears(60, "host", "spike");
  assert.equal(node.due(1), 6);
  node.hears(61, "electrode/e1", "spike");
  assert.deepEqual(node.state.pool.at(-1)?.tags, []);
});

test("what a reflex made known itself does not end the quiet that it told", () => {
  const node = new Hours([
    { ...HUSH, when: { source: "*", quietFor: 6 * HOUR }, awareness: { type: "hushed", intensity: 0.3 } },
  ]);
  node.passes(0);
  for (let hour = 6; hour < 48; hour += 6) node.passes(hour);
  assert.deepEqual(node.acted, ["hush"]);
});

test("a quiet that ripens in the night may wait for the day to be told", () => {
  const node = new Hours([{ ...HUSH, when: { ...HUSH.when, between: { from: 8 * HOUR, to: 20 * HOUR } } }]);
  node.passes(0);
  assert.equal(node.due(0), 6);
  node.hears(10 * 60, "electrode/e1", "spike");
  assert.equal(node.due(10), 26, "at 22:00 it is ripe, and told at 08:00");
  node.passes(20);
  assert.deepEqual(node.acted, []);
  node.passes(26);
  assert.deepEqual(node.acted, ["hush"]);
});

test("a quiet that could be told a little late is; after days without power nobody knows that it was quiet", () => {
  const late = new Hours([HUSH]);
  late.passes(0);
  assert.deepEqual(
    late.passes(8).map(({ data }) => data),
    [{ reflex: "hush", quiet_s: 8 * HOUR, late: true }],
  );
  const away = new Hours([HUSH]);
  away.passes(0);
  assert.deepEqual(away.passes(72), []);
  assert.equal(away.due(72), 78);
});

test("a clock that is set back begins the quiet anew", () => {
  const node = new Hours([HUSH]);
  node.passes(5);
  assert.equal(node.due(1), 1);
  assert.deepEqual(node.passes(1), []);
  assert.equal(node.due(1), 7);
});

test("in its cool-down a reflex of the clock is quiet too", () => {
  const node = new Hours([{ ...BACKUP, coolDown: 13 * HOUR }]);
  for (const hour of [0, 9, 21, 33]) node.passes(hour);
  assert.deepEqual(node.acted, ["backup", "backup"]);
  assert.equal(node.state.reflexes.backup?.suppressed, 1);
});

test("without anything that hangs on time there is never anything due", () => {
  const node = new Hours([{ ...BACKUP, when: { type: "burst", count: { atLeast: 2, within: 5 * MINUTE } } }]);
  assert.equal(node.due(0), Number.POSITIVE_INFINITY);
  assert.deepEqual(node.passes(0), []);
});
