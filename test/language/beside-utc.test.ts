import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "../../src/domain/language.js";
import { DAY, HOUR, iso } from "../../src/domain/time.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { everySentence } from "./every-sentence.js";
import { PLAIN } from "./plain.js";

/** 22 November 2026 and 1 July 2026, midnight UTC. */
const [WINTER, SUMMER] = [1_795_305_600, 1_782_864_000];

const inStockholm = (now: number, language: "en" | "sv" = "en") =>
  catalogueOf(language, { here: { zone: "Europe/Stockholm", now: () => now } });

test("an hour of the day is told in UTC, and beside it as the clocks on the walls show it in this season", () => {
  const burst = { electrode: "e2", type: "burst", from: 5, to: 7 };
  assert.equal(inStockholm(WINTER).insights.hours(burst), "e2 bursts between 05 and 07 o'clock UTC (06 and 08 CET)");
  assert.equal(
    inStockholm(SUMMER).insights.liveliest({ electrode: "e2", from: 18, to: 0 }),
    "e2 is liveliest between 18 and 00 o'clock UTC (20 and 02 CEST)",
  );
  assert.equal(
    inStockholm(SUMMER, "sv").insights.hours(burst),
    "e2 har skurar mellan klockan 05 och 07 UTC (07 och 09 CEST)",
  );
  assert.equal(inStockholm(WINTER, "sv").insights.shortOfPower(5), "strömmen tryter vid klockan 05 UTC (06 CET)");
  const inIndia = catalogueOf("en", { here: { zone: "Asia/Kolkata", now: () => WINTER } });
  assert.equal(inIndia.insights.shortOfPower(5), "power runs short about 05 o'clock UTC (10:30 GMT+5:30)");
});

test("a moment has its local time beside it, with the date where that is another", () => {
  const { answers, health } = inStockholm(SUMMER);
  const [evening, morning] = [iso(SUMMER + 22.5 * HOUR), iso(SUMMER + 6 * HOUR)];
  assert.equal(
    answers.hushed({ electrode: "e1", till: evening }),
    "nothing is told of anything on e1 till 2026-07-01T22:30:00.000Z (2026-07-02 00:30 CEST)",
  );
  assert.match(
    answers.labelled({ electrode: "e1", from: morning, to: evening, as: "rain", called: [] }),
    /from 2026-07-01T06:00:00.000Z \(08:00 CEST\) to .* was rain$/,
  );
  assert.match(answers.undone({ word: "hush", at: morning }), /of 2026-07-01T06:00:00.000Z \(08:00 CEST\) is/);
  assert.match(health.supplySags(morning), /since 2026-07-01T06:00:00.000Z \(08:00 CEST\):/);
  assert.match(health.goesOff("battery", morning), /\(08:00 CEST\)/);
  assert.doesNotMatch(health.goesOff("battery", undefined), /CEST/);
  const west = catalogueOf("en", { here: { zone: "America/New_York", now: () => WINTER } });
  assert.match(west.health.supplySags(iso(WINTER + HOUR)), /2026-11-22T01:00:00.000Z \(2026-11-21 20:00 GMT-5\)/);
});

test("a recording that does not say when it was made has no local time either, wherever it is read", () => {
  for (const language of LANGUAGES) {
    const words = catalogueOf(language, { dated: false, here: { zone: "Europe/Stockholm", now: () => WINTER } });
    for (const [place, said] of everySentence(words, { ...PLAIN, known: false }))
      assert.doesNotMatch(said, /\bCET\b|o'clock/, place);
  }
});

test("with another zone beside, all else is said as it is without", () => {
  for (const language of LANGUAGES) {
    const bare = everySentence(catalogueOf(language), { ...PLAIN, known: false });
    const beside = everySentence(catalogueOf(language, { here: { zone: "Europe/Stockholm", now: () => DAY } }), {
      ...PLAIN,
      known: false,
    });
    for (const [place, said] of beside)
      if (said !== bare.get(place)) assert.match(said, /\(.*CES?T\)/, `${place}: ${said}`);
  }
});
