import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TROUBLES } from "../../src/domain/electrode-trouble.js";
import { GLYPHS } from "../../src/domain/glyph.js";
import { LANGUAGES } from "../../src/domain/language.js";
import { typesOf } from "../../src/domain/percept-types.js";
import { EVENTS } from "../../src/domain/reading.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { everySentence, given, leaves } from "./every-sentence.js";
import { PLAIN } from "./plain.js";

/** Words that two languages share, here and there. */
const SHARED =
  /^(live\.glyph\.drift|breathing\.cause\.start|page\.columns\..*|live\.closing\.spikes|web\.body\.(processor|version)|web\.card\.check)$/;
/** A column of its own stands in it. */
const IN_COLUMNS = "events.breath";

test("a catalogue answers to its language", () => {
  for (const language of LANGUAGES) assert.equal(catalogueOf(language).language, language);
});

test("of a recording that does not say when it was made no hour of a day is told", () => {
  for (const language of LANGUAGES) {
    const { hours, liveliest, shortOfPower } = catalogueOf(language, { dated: false }).insights;
    const from5 = { electrode: "e2", from: 5, to: 7 };
    for (const said of [hours({ type: "burst", ...from5 }), liveliest(from5), shortOfPower(5)])
      assert.doesNotMatch(said, /o'clock|klockan|UTC/);
    assert.match(catalogueOf(language).insights.shortOfPower(5), /05.* UTC/);
  }
});

test("every sentence is tried here: one that is new in a catalogue is tried too", () => {
  for (const language of LANGUAGES) {
    const { language: _, grammar: __, things: ___, ...words } = catalogueOf(language);
    const tried = new Set([...everySentence(catalogueOf(language), PLAIN).keys()].map(withoutIndex));
    assert.deepEqual(new Set(leaves(words).map(([place]) => withoutIndex(place))), tried);
  }
});

test("whatever is told, in any language, is one clean line", () => {
  for (const language of LANGUAGES)
    fc.assert(
      fc.property(given, (one) => {
        for (const [place, said] of everySentence(catalogueOf(language), one)) {
          const shown = `${language} ${place}: ${JSON.stringify(said)}`;
          assert.notEqual(said, "", shown);
          assert.equal(said, said.trim(), shown);
          assert.doesNotMatch(said, /undefined|NaN|Infinity|\[object|\bnull\b|=>|\n|\(\)|: \(|,,|,\.|\.\.$/, shown);
          if (place !== IN_COLUMNS) assert.doesNotMatch(said, / {2}/, shown);
          assert.doesNotMatch(said, /[,;]$/, shown);
        }
      }),
      { numRuns: 60 },
    );
});

test("a reading, the breaths of a page and why a thread has the attention are whole sentences; a goal and an insight are clauses", () => {
  for (const language of LANGUAGES)
    fc.assert(
      fc.property(given, (one) => {
        const told = everySentence(catalogueOf(language), one);
        for (const place of ["reading", "page.breaths", "page.readings", "answers.why", "live.closing.lived"])
          assert.match(told.get(place) ?? "", /^[\p{Lu}\d]?.*\.$/u, place);
        for (const [place, said] of told)
          if (/^(insights\.|threads\..*goal)/.test(place)) assert.doesNotMatch(said, /[.:]$/, `${place}: ${said}`);
      }),
      { numRuns: 30 },
    );
});

test("no sentence of another language is the English one", () => {
  const english = everySentence(ENGLISH, PLAIN);
  for (const language of LANGUAGES) {
    if (language === "en") continue;
    for (const [place, said] of everySentence(catalogueOf(language), PLAIN))
      if (!SHARED.test(place)) assert.notEqual(said, english.get(place), place);
  }
});

test("what the node notices has a word in every language", () => {
  const noticed = [
    ...GLYPHS,
    ...EVENTS,
    ...TROUBLES,
    ...(typesOf("environment/") ?? []),
    ...(typesOf("host") ?? []),
    ...(typesOf("node") ?? []),
  ];
  for (const language of LANGUAGES) {
    const { things } = catalogueOf(language);
    for (const type of noticed) {
      assert.notEqual(things.one(type), type, `${language}: ${type}`);
      assert.notEqual(things.the(type), type, `${language}: ${type}`);
    }
    assert.equal(things.name("hail"), "hail", "what somebody else named keeps its name");
    assert.equal(things.name("constructor"), "constructor");
  }
});

test("numbers, times and lists are written as a Swede writes them", () => {
  const { grammar, things } = catalogueOf("sv");
  assert.deepEqual([0.25, 42, 300, 3.5 * 3600, 12 * 86400].map(grammar.duration), [
    "250 ms",
    "42 s",
    "5 min",
    "3,5 tim",
    "12 dygn",
  ]);
  assert.deepEqual(
    [grammar.fixed(0.4, 2), grammar.number(0.074), grammar.millivolts(-0.0512)],
    ["0,40", "0,074", "-0,051"],
  );
  assert.match(grammar.whole(12345), /^12\s345$/);
  assert.deepEqual([["e1"], ["e1", "e2"], ["e1", "e2", "e3"]].map(grammar.list), ["e1", "e1 och e2", "e1, e2 och e3"]);
  assert.deepEqual(
    [things.count(1, "burst"), things.count(2, "burst"), things.count(2, "train")],
    ["1 skur", "2 skurar", "2 spiktåg"],
  );
});

/** Words that stand in a list share one place. */
function withoutIndex(place: string): string {
  return place.replace(/\.\d+$/, "");
}
