import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Morning } from "../../src/domain/morning.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { SWEDISH } from "../../src/language/sv/swedish.js";
import { clockTimes, HEIGHT, morningPage, recordingTimes, WIDTH } from "../../src/view/morning-page.js";
import { cells } from "../../src/view/width.js";
import { anyMorning } from "../protocol/arbitraries.js";
import { MIDNIGHT } from "./telling-events.js";

const MORNING: Morning = {
  from: MIDNIGHT - 18 * HOUR,
  to: MIDNIGHT + 6 * HOUR,
  electrodes: [
    {
      ...{ electrode: "oak-1", heard: 24 * HOUR, days: 14, shape: "-slow", usualShape: "+fast" },
      ...{ rate: { value: 3.21, usual: 1.1, changed: "more" }, amplitude: { value: 0.4131, usual: 0.4 } },
      ...{ level: { value: 12.1, usual: 12 }, liveliest: { from: 0, to: 6 } },
    },
    {
      ...{ electrode: "oak-2", heard: 0, days: 3, usualShape: "+fast" },
      ...{ rate: { usual: 0.9 }, amplitude: { usual: 0.2 }, level: {} },
    },
  ],
  learnt: [{ id: "a", sentence: "oak-1 bursts between 05 and 07 o'clock UTC, on 17 of 20 days; by chance 1.6" }],
  lost: [{ id: "b", sentence: "oak-2 spikes every 75 min, give or take 4 min, 40 of 52 times; by chance 6.1" }],
  moments: [
    {
      ...{ thread: "t-9", electrodes: ["oak-1"], text: "follow the burst on oak-1", salience: 0.8 },
      ...{ from: MIDNIGHT + 2 * HOUR, until: MIDNIGHT + 2.5 * HOUR },
      raw: { from: MIDNIGHT + 2 * HOUR - 5 * MINUTE, until: MIDNIGHT + 2.5 * HOUR + 5 * MINUTE },
    },
  ],
  unheard: [
    { electrodes: ["oak-2"], all: false, from: MIDNIGHT - 18 * HOUR, until: MIDNIGHT + 6 * HOUR, why: "lead-off" },
  ],
};

const EXPECTED = [
  "grove: 1999-12-31 06:00 to 2000-01-01 06:00 UTC",
  "Its last day (and what is usual, of 14 days); ↑ ↓ what chance does not explain",
  "electrode  heard     spikes/h      height mV     at rest mV  shape",
  "oak-1       24 h  3.2 (1.1) ↑  0.413 (0.400)  12.10 (12.00)  slow down (fast up)",
  "oak-2          –      – (0.9)      – (0.200)              –  fast up",
  "",
  "Learnt (+) and no longer so (−)",
  "  + oak-1 bursts between 05 and 07 o'clock UTC, on 17 of 20 days; by chance 1.6",
  "  − oak-2 spikes every 75 min, give or take 4 min, 40 of 52 times; by chance 6.1",
  "",
  "Worth a look",
  "  02:00–02:30  follow the burst on oak-1  raw 01:55–02:35",
  "",
  "Not heard",
  "  06:00–06:00  oak-2: lead-off",
];

test("the page of a day, in English", () => {
  assert.deepEqual(morningPage(MORNING, clockTimes(MORNING, "grove", ENGLISH), ENGLISH), EXPECTED);
});

test("whatever a day brings, its page is one screen in any language, and no line can steer a terminal", () => {
  fc.assert(
    fc.property(anyMorning, fc.constantFrom(ENGLISH, SWEDISH), fc.boolean(), (morning, words, lives) => {
      const times = lives ? clockTimes(morning, "grove", words) : recordingTimes(morning, "f.csv", morning.from, words);
      const lines = morningPage(morning, times, words);
      assert.ok(lines.length <= HEIGHT, `${lines.length} lines`);
      for (const line of lines) {
        assert.ok(cells(line) <= WIDTH, line);
        assert.ok(!/\p{Cc}|\p{Cf}/u.test(line), JSON.stringify(line));
      }
    }),
  );
});

test("a day on which nothing happened is a page too, and a crowd of electrodes tells first what changed", () => {
  const nothing = { ...MORNING, electrodes: [], learnt: [], lost: [], moments: [], unheard: [] };
  assert.deepEqual(morningPage(nothing, clockTimes(nothing, "", ENGLISH), ENGLISH), [
    "1999-12-31 06:00 to 2000-01-01 06:00 UTC",
    "No electrode has said anything yet.",
    "",
    "Nothing new was learnt, and nothing is no longer so.",
    "",
    "Nothing calls for a look.",
    "",
    "All was heard.",
  ]);
  const [changed] = MORNING.electrodes;
  assert.ok(changed !== undefined);
  const { changed: _, ...usual } = changed.rate;
  const electrodes = Array.from({ length: 12 }, (__, index) =>
    index === 11
      ? { ...changed, electrode: "e12" }
      : { ...changed, electrode: `e${index + 1}`, rate: usual, shape: "+fast" },
  );
  const lines = morningPage({ ...nothing, electrodes }, clockTimes(nothing, "", ENGLISH), ENGLISH);
  assert.ok(lines[3]?.startsWith("e12 "), lines[3]);
  assert.equal(lines[8], "and 7 more, as usual");
});

test("where another time than UTC is on the walls it stands beside, and a recording of no date has neither", () => {
  const words = catalogueOf("en", { here: { zone: "Europe/Stockholm", now: () => MIDNIGHT } });
  const page = morningPage(MORNING, clockTimes(MORNING, "grove", words), words);
  assert.equal(page[0], "grove: 1999-12-31 06:00 to 2000-01-01 06:00 UTC (07:00 CET)");
  assert.ok(page.includes("  02:00–02:30 (03:00)  follow the burst on oak-1  raw 01:55–02:35"), page.join("\n"));
  assert.ok(page.includes("  06:00–06:00 (07:00)  oak-2: lead-off"), page.join("\n"));
  assert.match(recordingTimes(MORNING, "f.csv", MIDNIGHT, words).title, /\(2000-01-01T00:00:00Z, 01:00 CET\)/);
  assert.equal(recordingTimes(MORNING, "f.csv", MIDNIGHT, words, false).title, "f.csv: 6 h, 00:00:00 to 06:00:00");
});
