import assert from "node:assert/strict";
import test from "node:test";
import { judgeCard } from "../../src/config/judge-card.js";
import { USUAL_REFLEXES } from "../../src/config/schemas/usual-reflexes.js";
import { printProblem } from "../../src/config/written/problem.js";
import type { Reflex } from "../../src/domain/reflex.js";
import { TAGS } from "../../src/domain/tags.js";
import { HOUR, MINUTE } from "../../src/domain/time.js";
import { KINDS, NODE } from "./card-folder.js";

const SAY = { kind: "publish", text: "heard" };

/** Four electrodes' worth of names are known here: e1 and e2, on the only device that has electrodes. */
const ELECTRODES = {
  devices: [
    { name: "adc-1", kind: "adc", rate_hz: 8 },
    { name: "status", kind: "led", pin: 17 },
  ],
  electrodes: [
    { name: "e1", device: "adc-1", channel: "0-1" },
    { name: "e2", device: "adc-1", channel: "2-3" },
  ],
};

function judge(reflexes: unknown, electrodes: object | undefined = ELECTRODES) {
  return judgeCard({ files: { node: NODE, electrodes, reflexes }, beside: {} }, KINDS);
}

/** What is wrong with one rule, without the words that are the same for all. */
function faultsOf(rule: object, electrodes?: object): string[] {
  const { problems } = judge({ reflexes: [{ id: "a", when: { type: "burst" }, action: SAY, ...rule }] }, electrodes);
  return problems.map((problem) => printProblem(problem).replace("reflexes.json: reflexes[0].", ""));
}

function faultsOfWhen(when: object): string[] {
  return faultsOf({ when }).map((line) => line.replace(/^when\.?/, ""));
}

function faultsOfAction(action: unknown): string[] {
  return faultsOf({ action }).map((line) => line.replace(/^action\.?/, ""));
}

function reflexesOf(...rules: object[]): readonly Reflex[] {
  const { good, problems } = judge({ reflexes: rules.map((rule, i) => ({ id: `r${i}`, ...rule })) });
  return good?.configuration.reflexes ?? assert.fail(problems.map(printProblem).join("\n"));
}

test("every condition arrives in the domain's words", () => {
  const [percept, count, glyphs, quiet, daily] = reflexesOf(
    {
      when: {
        ...{ source: "electrode/*", type: "spike", tags: ["control", "my:oak"], intensity: 0.5 },
        values: [{ field: "amplitude_mv", is: "at-least", value: 0.5 }],
        between: { from: "22:00", to: "05:30" },
      },
      action: SAY,
    },
    { when: { type: "burst", count: { at_least: 3, within_s: 900, of: "sources" } }, action: SAY },
    { when: { glyphs: "pause burst pause" }, action: SAY },
    { when: { source: "electrode/*", quiet_for_s: 21600 }, action: SAY },
    { when: { daily: ["15:00", "03:00"] }, action: SAY },
  ).map((reflex) => reflex.when);
  assert.deepEqual(percept, {
    ...{ source: "electrode/*", type: "spike", tags: ["control", "my:oak"], intensity: 0.5 },
    values: [{ field: "amplitude_mv", is: "at-least", value: 0.5 }],
    between: { from: 22 * HOUR, to: 5 * HOUR + 30 * MINUTE },
  });
  assert.deepEqual(count?.count, { atLeast: 3, within: 900, of: "sources" });
  assert.equal(glyphs?.glyphs?.text, "pause burst pause");
  assert.deepEqual(quiet, { source: "electrode/*", quietFor: 6 * HOUR });
  assert.deepEqual(daily, { daily: [3 * HOUR, 15 * HOUR] });
});

test("every action arrives in the domain's words, alone or in a list, with its defaults", () => {
  const when = { source: "electrode/e1", type: "burst" };
  const [one, many] = reflexesOf(
    { when, action: { kind: "pulse", output: "status" } },
    {
      when,
      action: [
        { kind: "level", output: "status", on: true },
        { kind: "alert", text: "look" },
        { kind: "record", before_s: 120 },
        { kind: "breath", call: "gasp" },
        { kind: "breath", call: "deepen", for_s: 300 },
        { kind: "backup" },
        { kind: "mute" },
        { kind: "mute", electrode: "e2", for_s: 60 },
        { kind: "rest" },
        { kind: "command", name: "listen", body: { electrode: "e1" } },
      ],
    },
  );
  assert.deepEqual(one?.actions, [{ kind: "pulse", output: "status", seconds: 1 }]);
  assert.deepEqual(many?.actions, [
    { kind: "level", output: "status", on: true },
    { kind: "alert", text: "look" },
    { kind: "record", before: 120, after: 60 },
    { kind: "breath", call: "gasp" },
    { kind: "breath", call: "deepen", seconds: 300 },
    { kind: "backup" },
    { kind: "mute", seconds: 3600 },
    { kind: "mute", electrode: "e2", seconds: 60 },
    { kind: "rest", seconds: 900, probe: 60 },
    { kind: "command", name: "listen", body: { electrode: "e1" } },
  ]);
});

test("the usual reflexes are a good card, for any node: nothing in them is wrong, and nothing is warned of", () => {
  for (const electrodes of [ELECTRODES, undefined]) {
    const { problems, warnings } = judge({ reflexes: USUAL_REFLEXES }, electrodes);
    assert.deepEqual([problems, warnings], [[], []]);
  }
});

test("a node with a light answers thanks with it; one without says that they are welcome", () => {
  const thanks = (electrodes: object) =>
    judge(undefined, electrodes).good?.configuration.reflexes.find(({ id }) => id === "thanks")?.actions;
  assert.deepEqual(thanks(ELECTRODES), [{ kind: "pulse", output: "status", seconds: 1 }]);
  assert.deepEqual(thanks({}), [{ kind: "publish", text: "you are welcome" }]);
  const echo = JSON.parse(judge(undefined).good?.effective ?? "{}");
  assert.deepEqual(echo.reflexes.reflexes.at(-1).action, { kind: "pulse", output: "status", seconds: 1 });
});

test("they speak the language of the card", () => {
  const node = { ...NODE, language: "sv" };
  const { good } = judgeCard({ files: { node, electrodes: {} }, beside: {} }, KINDS);
  const texts = good?.configuration.reflexes.flatMap(({ actions }) =>
    actions.flatMap((action) => ("text" in action ? [action.text] : [])),
  );
  assert.deepEqual(texts?.slice(0, 2), ["skurar på flera elektroder på en gång", "en skur av spikar"]);
});

test("an empty list means no reflexes at all", () => {
  assert.deepEqual(judge({ reflexes: [] }).good?.configuration.reflexes, []);
});

test("a slip in a glyph pattern is shown by its place, with what was meant", () => {
  assert.deepEqual(faultsOfWhen({ glyphs: "pause brust" }), [
    'glyphs: is no glyph pattern: glyph pattern "pause brust", character 7: no glyph "brust"; did you mean "burst"?',
  ]);
});

test("conditions that exclude each other are told apart", () => {
  assert.deepEqual(faultsOfWhen({ glyphs: "burst", type: "spike" }), [
    "glyphs: stands beside type; a pattern is of glyphs and not of percepts, so leave one of them out",
  ]);
  assert.deepEqual(faultsOfWhen({ daily: ["03:00"], count: { at_least: 2, within_s: 60 } }), [
    "daily: stands beside count; a time of day is the only condition of its reflex, so leave one of them out",
  ]);
  assert.deepEqual(faultsOfWhen({ source: "host", quiet_for_s: 60, count: { at_least: 2, within_s: 60 } }), [
    "quiet_for_s: stands beside count; quiet is when nothing comes that could be counted, so leave one of them out",
  ]);
});

test("times of day are hours and minutes, different ones, and not twice the same", () => {
  assert.deepEqual(faultsOfWhen({ daily: ["3 am"] }), [
    'daily[0]: is no time of day; write hours and minutes in UTC, such as "03:00"',
  ]);
  assert.deepEqual(faultsOfWhen({ daily: ["24:00"] }).length, 1);
  assert.deepEqual(faultsOfWhen({ daily: ["03:00", "03:00"] }), ['daily: has "03:00" twice; leave one out']);
  assert.deepEqual(faultsOfWhen({ type: "burst", between: { from: "05:00", to: "05:00" } }), [
    "between: is no time at all; give `from` and `to` different times",
  ]);
});

test("conditions that leave everything open are faults", () => {
  assert.match(faultsOfWhen({}).join(), /is empty, so that everything would fire it/);
  assert.match(faultsOfWhen({ between: { from: "22:00", to: "05:00" } }).join(), /stands alone, so that everything/);
  assert.match(faultsOfWhen({ count: { at_least: 2, within_s: 60 } }).join(), /stands alone, so that everything/);
  assert.match(faultsOfWhen({ quiet_for_s: 60 }).join(), /does not say who is quiet/);
});

test("what fits everything is warned of, and what that does", () => {
  const { problems, warnings } = judge({
    reflexes: [
      { id: "a", when: { source: "*" }, action: SAY },
      { id: "b", when: { source: "*", intensity: 0.9 }, action: SAY },
    ],
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(warnings.map(printProblem), [
    "reflexes.json: reflexes[0].when: fits everything that is noticed, and, without awareness, keeps all of it from being followed; " +
      "give it a narrower source or type, unless that is meant",
  ]);
});

test("a tag that nobody gives is answered with the one that was meant; one's own begin with my:", () => {
  assert.deepEqual(faultsOf({ when: { tags: ["from:operater"] } }), [
    'when.tags[0]: is "from:operater", no known tag; did you mean "from:operator"? (your own tags begin with my: and are small letters, digits and hyphens)',
  ]);
  assert.deepEqual(faultsOf({ awareness: { type: "x", tags: ["rain"] } }), [
    `awareness.tags[0]: is "rain", no known tag; known are ${Object.keys(TAGS).join(", ")}, and your own tags begin with my: and are small letters, digits and hyphens`,
  ]);
  assert.deepEqual(faultsOf({ when: { type: "note", tags: ["my:rain"] } }), []);
});

test("a source that nobody is and a type that is never told can never match", () => {
  assert.deepEqual(faultsOfWhen({ source: "electrodes/*" }), [
    'source: is "electrodes/*", and nobody of that name ever tells anything; did you mean "electrode/*"?',
  ]);
  assert.deepEqual(faultsOfWhen({ source: "electrode/*", type: "brust" }), [
    'type: is "brust", which electrode/* never tells; did you mean "burst"?',
  ]);
  assert.deepEqual(faultsOfWhen({ source: "host", type: "x" }), [
    'type: is "x", which host never tells; it tells temperature, supply, battery, memory, disk, clock',
  ]);
  for (const when of [
    { source: "operator", type: "sing" },
    { source: "*e1", type: "lead-*" },
    { source: "reader", type: "x" },
  ])
    assert.deepEqual(faultsOfWhen(when), []);
});

test("a condition on a fact that no such percept has would never hold", () => {
  const values = (when: object, field: string) =>
    faultsOfWhen({ ...when, values: [{ field, is: "at-least", value: 1 }] });
  for (const when of [
    { type: "spike" },
    { source: "electrode/*", type: "spike" },
    { source: "neighbour/*", type: "spike" },
  ])
    assert.deepEqual(values(when, "amplitude"), [
      'values[0].field: is "amplitude", and no spike has such a fact; did you mean "amplitude_mv"?',
    ]);
  assert.deepEqual(values({ source: "device/*" }, "volts"), [
    'values[0].field: is "volts", and nothing of device/* has such a fact; it has reason, lost',
  ]);
  for (const [when, field] of [
    [{ type: "spike" }, "amplitude_mv"],
    [{ source: "electrode/*" }, "deep"],
    [{ source: "reader", type: "burst" }, "embedding.0"],
    [{ type: "note" }, "mushrooms"],
    [{ source: "reflex/a" }, "source"],
  ] as const)
    assert.deepEqual(values(when, field), []);
});

test("what a rule names must be there: outputs, electrodes, devices, reflexes", () => {
  assert.deepEqual(faultsOfAction({ kind: "level", output: "lamp", on: true }), [
    'output: is "lamp", and there is no such device; devices with an output: status',
  ]);
  assert.deepEqual(faultsOfAction([SAY, { kind: "pulse", output: "adc-1" }]), [
    '[1].output: is "adc-1", a device without an output; devices with an output: status',
  ]);
  assert.deepEqual(faultsOfAction({ kind: "mute", electrode: "e11" }), [
    'electrode: is "e11", and there is no such electrode; did you mean "e1"?',
  ]);
  assert.deepEqual(faultsOfAction({ kind: "command", name: "listen", body: { electrode: "oak" } }), [
    'body.electrode: is "oak", and there is no such electrode; electrodes: e1, e2',
  ]);
  assert.deepEqual(faultsOfWhen({ glyphs: "burst on e1,oak" }), [
    'glyphs: is on "oak", and there is no such electrode; electrodes: e1, e2',
  ]);
  assert.deepEqual(faultsOfWhen({ source: "electrode/oak" }), [
    'source: is "electrode/oak", and there is no such electrode; electrodes: e1, e2',
  ]);
  assert.deepEqual(faultsOfWhen({ source: "device/acd-1" }), [
    'source: is "device/acd-1", and there is no such device; did you mean "adc-1"?',
  ]);
  assert.deepEqual(faultsOfWhen({ source: "reflex/bb" }), [
    'source: is "reflex/bb", and there is no such reflex; reflexes: a',
  ]);
});

test("where a device gives all its channels nobody knows their names, and any electrode may be there", () => {
  const electrodes = { devices: ELECTRODES.devices };
  assert.deepEqual(faultsOf({ action: { kind: "mute", electrode: "oak" } }, electrodes), []);
  assert.deepEqual(faultsOf({ when: { glyphs: "burst on oak" } }, electrodes), []);
});

test("to mute the electrode that a percept came from, there must be one", () => {
  for (const when of [{ daily: ["03:00"] }, { source: "host" }, { source: "electrode/*", quiet_for_s: 60 }])
    assert.deepEqual(faultsOf({ when, action: { kind: "mute" } }), [
      "action.electrode: is missing, and what fires this reflex is of no electrode; name one",
    ]);
  for (const when of [{ type: "burst" }, { source: "electrode/*" }, { glyphs: "artefact{3}" }])
    assert.deepEqual(faultsOf({ when, action: { kind: "mute" } }), []);
});

test("an action's slips are told in the words of its own kind, in a list as well as alone", () => {
  assert.deepEqual(faultsOfAction({ kind: "publsh", text: "x" }), [
    'kind: is the text "publsh"; did you mean "publish"?',
  ]);
  assert.deepEqual(faultsOfAction([SAY, { kind: "publsh", text: "x" }]), [
    '[1].kind: is the text "publsh"; did you mean "publish"?',
  ]);
  assert.deepEqual(faultsOfAction([{ kind: "mute", for: 5 }]), ['[0].for: is not known here; did you mean "for_s"?']);
  assert.deepEqual(faultsOfAction({ kind: "record", before_s: -1 }), [
    "before_s: is the number -1; write a number from 0 to 1800, such as 60",
  ]);
  assert.deepEqual(faultsOfAction({ kind: "command", name: "explode" }), [
    'name: is the text "explode"; write "gasp", "listen", "hush" or "clear"',
  ]);
  assert.equal(faultsOfAction("blink").length, 1);
  assert.deepEqual(faultsOfAction([]), [
    ': is an empty list; write 1 to 16 in it, such as [{"kind":"publish","text":"a burst of spikes"}]',
  ]);
  assert.match(faultsOfAction(Array(17).fill(SAY)).join(), /^: is a list of 17; write 1 to 16 in it/);
});

test("lengths of actions hold together", () => {
  assert.deepEqual(faultsOfAction({ kind: "breath", call: "deepen" }), [
    'for_s: is missing; "deepen" needs it, such as 600',
  ]);
  assert.deepEqual(faultsOfAction({ kind: "breath", call: "gasp", for_s: 5 }), [
    'for_s: is of no use with "gasp"; leave it out',
  ]);
  assert.deepEqual(faultsOfAction({ kind: "rest", longest_s: 60, probe_s: 120 }), [
    "probe_s: is longer than longest_s (60); write 60 or less",
  ]);
  assert.match(faultsOfAction({ kind: "record", before_s: 1800, after_s: 60 }).join(), /more than one file holds/);
});

test("what is compared with more or less is a number", () => {
  const values = (is: string, value: unknown) => faultsOfWhen({ type: "spike", values: [{ field: "z", is, value }] });
  assert.deepEqual(values("at-least", "10"), [
    'values[0].value: is no number, and "at-least" compares numbers; write a number, or "equal-to"',
  ]);
  assert.deepEqual(values("equal-to", "fast"), []);
  assert.deepEqual(values("equal-to", ["fast"]), [
    "values[0].value: is no plain value; write a number, a text in double quotes, true, false or null",
  ]);
});

test("reflexes whose awareness goes round are a fault, however long the way; only what is certain counts", () => {
  const rule = (id: string, type: string, tells: string, more = {}) => ({
    id,
    when: { type, ...more },
    action: SAY,
    awareness: { type: tells },
  });
  const faults = (...reflexes: object[]) => judge({ reflexes }).problems.map(printProblem);
  assert.deepEqual(faults(rule("a", "one", "two"), rule("b", "two", "three"), rule("c", "three", "one")), [
    'reflexes.json: reflexes[0].awareness: would fire b, that c, and that this one again, without end; give "when" of one of them a source, such as "electrode/*", or another type',
  ]);
  assert.deepEqual(faults(rule("a", "o*", "one")), [
    'reflexes.json: reflexes[0].awareness: would fire the reflex again without end; give "when" a source, such as "electrode/*", or another type',
  ]);
  assert.deepEqual(faults(rule("a", "one", "two"), rule("b", "two", "three")), []);
  const values = [{ field: "type", is: "equal-to", value: "burst" }];
  assert.deepEqual(faults(rule("a", "one", "two"), rule("b", "two", "one", { values })), []);
  assert.deepEqual(faults(rule("a", "one", "two"), rule("b", "two", "one", { intensity: 0.9 })), []);
});
