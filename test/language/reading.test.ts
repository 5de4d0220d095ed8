import assert from "node:assert/strict";
import { test } from "node:test";
import type { Language } from "../../src/domain/language.js";
import { EVENTS, type EventName } from "../../src/domain/reading.js";
import type { ToldEvidence, ToldReading } from "../../src/language/catalogue/readings.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";

const translate = (reading: ToldReading, evidence: ToldEvidence, language: Language) =>
  catalogueOf(language).reading(reading, evidence);

const SAID = { confidence: 0.876, surprise: 1.25, why: "silence spike stir" };
const WHOLE: ToldEvidence = {
  ...{ electrodes: ["e1", "e2", "e3"], order: ["e3", "e2", "e1"] },
  ...{ onsets: 7, interval: 125, lag: 70, length: 2 * 3600, isThin: false },
};
const BARE: ToldEvidence = {
  ...{ electrodes: ["e1"], order: [], onsets: 0, interval: Number.NaN, lag: Number.NaN, length: 0, isThin: false },
};

const ENGLISH: Record<EventName, string> = {
  quiet: "Nothing but quiet on e1, e2 and e3",
  rhythm: "A steady rhythm on e1, e2 and e3: 7 onsets, every 2.1 min",
  irregular: "Spikes without a rhythm on e1, e2 and e3: 7 onsets in 2 h",
  burst: "A burst on e1, e2 and e3, dense for 2 h",
  artefact: "Handling, no life: e1, e2 and e3 jumped at once",
  wave: "A wave travels e3 → e2 → e1, some 70 s from one to the next",
  scatter:
    "The same stirring on one electrode after another in no order of place: e3 → e2 → e1, some 70 s from one to the next",
};

const SWEDISH: Record<EventName, string> = {
  quiet: "Bara stillhet på e1, e2 och e3",
  rhythm: "En jämn rytm på e1, e2 och e3: 7 insatser, med 2,1 min emellan",
  irregular: "Spikar utan rytm på e1, e2 och e3: 7 insatser på 2 tim",
  burst: "En skur på e1, e2 och e3, tät i 2 tim",
  artefact: "Beröring, inget liv: e1, e2 och e3 hoppade på en gång",
  wave: "En våg vandrar e3 → e2 → e1, ungefär 70 s från den ena till nästa",
  scatter:
    "Samma rörelse på den ena elektroden efter den andra, utan ordning i rummet: e3 → e2 → e1, ungefär 70 s från den ena till nästa",
};

test("each event has its sentence in English, with its evidence, how sure it is, and what woke the reader", () => {
  for (const event of EVENTS)
    assert.equal(
      translate({ event, ...SAID }, WHOLE, "en"),
      `${ENGLISH[event]} (88 % sure, surprise 1.3 bits; woken by: silence spike stir).`,
    );
});

test("and in Swedish, with a comma in its numbers", () => {
  for (const event of EVENTS)
    assert.equal(
      translate({ event, ...SAID }, WHOLE, "sv"),
      `${SWEDISH[event]} (88 % säker, överraskning 1,3 bitar; väckt av: silence spike stir).`,
    );
});

test("what is not known is left out, and never told as no number", () => {
  for (const language of ["en", "sv"] as const)
    for (const event of EVENTS) {
      const text = translate({ event, ...SAID, surprise: 0 }, BARE, language);
      assert.doesNotMatch(text, /NaN|Infinity|undefined|, ?[,.)]|: \(| {2}/, text);
      assert.match(text, /\be1\b/, text);
      assert.equal(text.split("\n").length, 1);
    }
});

test("one onset is one", () => {
  const one = { ...WHOLE, onsets: 1, interval: Number.NaN, length: 0 };
  assert.match(translate({ event: "irregular", ...SAID }, one, "en"), /^Spikes without a rhythm on .*: 1 onset \(/);
  assert.match(translate({ event: "irregular", ...SAID }, one, "sv"), /^Spikar utan rytm på .*: 1 insats \(/);
  assert.match(translate({ event: "burst", ...SAID }, one, "en"), /^A burst on e1, e2 and e3 \(/);
});

test("two are joined without a comma, and hours have theirs in Swedish", () => {
  const rhythm = (evidence: Partial<ToldEvidence>, language: "en" | "sv") =>
    translate({ event: "rhythm", ...SAID }, { ...WHOLE, ...evidence }, language);
  assert.match(rhythm({ electrodes: ["e2", "e4"] }, "en"), /^A steady rhythm on e2 and e4:/);
  assert.match(rhythm({ electrodes: ["e2", "e4"] }, "sv"), /^En jämn rytm på e2 och e4:/);
  assert.match(rhythm({ interval: 5400 }, "sv"), /med 1,5 tim emellan/);
});

test("what too little was heard of is said to be so, with none of its figures", () => {
  const thin = (event: EventName, language: Language) =>
    translate({ event, ...SAID }, { ...BARE, isThin: true }, language);
  assert.match(thin("rhythm", "en"), /^Perhaps a rhythm on e1, but too little of it was heard \(88 % sure/);
  assert.match(thin("wave", "sv"), /^Kanske en våg på e1, men för lite av det hördes \(88 % säker/);
});

test("what beats or travels is told as exactly as it can be checked", () => {
  const told = (interval: number) => translate({ event: "rhythm", ...SAID }, { ...WHOLE, interval }, "en");
  assert.match(told(89), /every 89 s \(/);
  assert.match(told(105), /every 1\.8 min \(/);
  assert.match(told(599), /every 10\.0 min \(/);
  assert.match(told(1500), /every 25 min \(/);
});
