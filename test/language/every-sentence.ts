import fc from "fast-check";
import { PHASES } from "../../src/domain/breath.js";
import { CONTACTS } from "../../src/domain/contact.js";
import { TROUBLES } from "../../src/domain/electrode-trouble.js";
import { GLYPHS } from "../../src/domain/glyph.js";
import { EVENTS } from "../../src/domain/reading.js";
import type { Action } from "../../src/domain/reflex.js";
import { HALT_REASONS } from "../../src/domain/rest.js";
import type { Thread, Waiting } from "../../src/domain/thread.js";
import type { Catalogue } from "../../src/language/catalogue/catalogue.js";
import { aBreath } from "../fakes/a-breath.js";
import { everySeenSentence } from "./every-seen-sentence.js";
import { contactAs, threadOf } from "./told-of.js";

const MORNING = "2026-11-22T05:00:00.000Z";
const THREAD_CHANGES = ["created", "activated", "merged", "completed"] as const;

/** What sentences are made of. */
export interface Given {
  readonly electrodes: readonly [string, string, string];
  readonly name: string;
  readonly type: string;
  readonly event: (typeof EVENTS)[number];
  readonly glyph: (typeof GLYPHS)[number];
  readonly phase: (typeof PHASES)[number];
  readonly source: string;
  readonly change: (typeof THREAD_CHANGES)[number];
  readonly length: number;
  readonly count: number;
  readonly share: number;
  readonly value: number;
  readonly hour: number;
  readonly known: boolean;
  readonly action: Action;
  readonly status: Thread["status"];
  readonly waiting: Waiting | undefined;
}

const name = fc.constantFrom("e1", "oak-1", "differential-5-6-ave", "e42");
const length = fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 1e7, noNaN: true }));

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant("pulse" as const), output: name, seconds: length }),
  fc.record({ kind: fc.constant("level" as const), output: name, on: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("publish" as const, "alert" as const), text: name }),
  fc.record({ kind: fc.constant("record" as const), before: length, after: length }),
  fc.record({ kind: fc.constant("breath" as const), call: fc.constantFrom("gasp" as const, "exhale" as const) }),
  fc.record({
    kind: fc.constant("breath" as const),
    call: fc.constantFrom("deepen" as const, "stay-awake" as const),
    seconds: length,
  }),
  fc.constant({ kind: "backup" as const }),
  fc.record({ kind: fc.constant("mute" as const), seconds: length }),
  fc.record({ kind: fc.constant("rest" as const), seconds: length, probe: length }),
  fc.constant({ kind: "command" as const, name: "gasp" as const, body: {} }),
);

const waiting: fc.Arbitrary<Waiting> = fc.oneof(
  fc.record({ for: fc.constantFrom("percept" as const, "time" as const, "reply" as const), until: length }),
  fc.record({ for: fc.constant("phase" as const), name: fc.constantFrom(...PHASES), until: length }),
  fc.record({ for: fc.constant("reply" as const), name: fc.constant("operator"), until: length }),
  fc.record({ for: fc.constant("model" as const), name: fc.constantFrom(...EVENTS), until: length }),
);

export const given: fc.Arbitrary<Given> = fc.record({
  electrodes: fc.tuple(name, name, name),
  name,
  type: fc.constantFrom(...GLYPHS, ...EVENTS, ...TROUBLES, "supply", "temperature", "shared", "rain", "constructor"),
  event: fc.constantFrom(...EVENTS),
  glyph: fc.constantFrom(...GLYPHS),
  phase: fc.constantFrom(...PHASES),
  source: fc.constantFrom("host", "node", "sky", "electrode/e1", "device/fungi", "neighbour/oak-1", "reflex/handled"),
  change: fc.constantFrom(...THREAD_CHANGES),
  length,
  count: fc.oneof(fc.nat(3), fc.nat(1e6)),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  value: fc.oneof(fc.double({ min: -5000, max: 5000, noNaN: true }), fc.constant(Number.NaN)),
  hour: fc.nat(23),
  known: fc.boolean(),
  action,
  status: fc.constantFrom("active", "paused", "frozen", "complete"),
  waiting: fc.option(waiting, { nil: undefined }),
});

/** Every sentence of a catalogue, by its place in it; those that say nothing of what is given are left out. */
export function everySentence(words: Catalogue, one: Given): ReadonlyMap<string, string> {
  const { electrodes, name: electrode, type, source, length, count, share, known } = one;
  const { threads, insights, answers, events, live, page, health, reflexes, firstBoot, morning, visit } = words;
  const goal = threads.followBurst.goal({ type, electrode });
  const value = Number.isNaN(one.value) ? 0 : one.value;
  const [maybe, about] = [known ? electrode : undefined, known ? { type, electrode } : {}];
  const troubles = { [type]: count, artefact: 1 };
  const evidence = { electrodes, order: known ? electrodes : [], onsets: count };
  const unknown = { interval: Number.NaN, lag: Number.NaN, length: 0 };
  const spans = known ? { interval: length, lag: length, length } : unknown;
  const times = { onset: 0, peak: 0, end: length, decided: length };
  const spike = { electrode, amplitude: one.value, polarity: 1, z: 5, match: 1, ...times } as const;
  const glyph = { electrode, name: one.glyph, start: 0, end: length, spikes: count, amplitude: value, decided: length };
  const usual = aBreath({ phase: one.phase, cycle: count, until: length, cause: known ? "rhythm" : "gasp" });
  const breath = known ? { ...usual, rhythm: { ...usual.rhythm, field: { coherence: share, period: length } } } : usual;
  const hours = { from: one.hour, to: (one.hour + 2) % 24, ...(known && { here: "06 and 08 CET" }) };
  const repeated = Array.from({ length: known ? 2 : 0 }, () => electrode);
  const told: Record<string, unknown> = {
    reading: words.reading(
      { event: one.event, confidence: share, surprise: length, why: "spike stir" },
      { ...evidence, ...spans, isThin: !known },
    ),
    threads: {
      ...threads,
      paused: threads.paused({ id: "t-4", goal, ago: length }),
      selfTrigger: threads.selfTrigger("surge"),
      answerOperator: { ...threads.answerOperator, goal: threads.answerOperator.goal("ask") },
      doubtElectrode: {
        ...threads.doubtElectrode,
        goal: (["shared", "doubted", "control", "trouble"] as const).map((why) =>
          threads.doubtElectrode.goal({ electrode, why, type }),
        ),
        end: threads.doubtElectrode.end(electrode),
      },
      followBurst: { ...threads.followBurst, goal, because: threads.followBurst.because(goal) },
      hearOutRhythm: { ...threads.hearOutRhythm, goal: threads.hearOutRhythm.goal(electrode) },
      keepTheBattery: { ...threads.keepTheBattery, goal: threads.keepTheBattery.goal(type) },
      mindAbsence: {
        ...threads.mindAbsence,
        goal: threads.mindAbsence.goal(electrode),
        cameLate: threads.mindAbsence.cameLate({ type, after: length }),
        missed: threads.mindAbsence.missed(goal),
        expected: threads.mindAbsence.expected(electrode),
      },
      mindTheBoard: { ...threads.mindTheBoard, goal: threads.mindTheBoard.goal({ source, type }) },
      reviewReflex: { ...threads.reviewReflex, goal: threads.reviewReflex.goal({ reflex: "handled", type }) },
      traceWave: { ...threads.traceWave, goal: threads.traceWave.goal(electrodes) },
      wonder: {
        ...threads.wonder,
        goal: [electrode, "grove"].map(threads.wonder.goal),
        because: [electrode, "grove"].map(threads.wonder.because),
      },
    },
    insights: {
      after: [`${source} ${type}`, "operator rain", "environment/soil-t frost"].map((cause) =>
        insights.after({ electrode, type, cause, within: length }),
      ),
      follows: insights.follows({ electrode, type, cause: `${source} ${type}`, delay: length }),
      counted: ["hours", "wave"].map((form) =>
        insights.counted({ sentence: goal, form, seen: count, of: 40, chance: length }),
      ),
      over: insights.over(goal),
      hours: insights.hours({ electrode, type, ...hours }),
      rhythm: insights.rhythm({ electrode, period: length, spread: length }),
      usual: ["rate", "amplitude", "level", "noise", "hum", "drift", "other"].map((fact) =>
        insights.usual({ electrode, fact, value }),
      ),
      liveliest: insights.liveliest({ electrode, ...hours }),
      shape: ["fast", "very-slow"].map((speed) => insights.shape({ electrode, up: known, speed })),
      wave: insights.wave({ way: known ? electrodes : electrodes.slice(1), takes: length }),
      was: ["handling", "shared"].map((was) => insights.was({ electrode, called: type, was })),
      dismisses: insights.dismisses({ electrode, type: maybe && type }),
      unsteady: insights.unsteady({ electrode, troubles }),
      strained: insights.strained({ source, troubles }),
      shortOfPower: insights.shortOfPower(one.hour),
      undated: {
        hours: insights.undated.hours({ electrode, type, ...hours }),
        liveliest: insights.undated.liveliest({ electrode, ...hours }),
        shortOfPower: insights.undated.shortOfPower(one.hour),
      },
      strange: insights.strange({ subject: electrode, nearest: type, bits: length }),
    },
    morning: {
      ...morning,
      title: [electrode, ""].map((name) =>
        morning.title({
          name,
          from: "2026-11-30 06:00",
          to: "2026-12-01 06:00",
          here: known ? "07:00 CET" : undefined,
        }),
      ),
      usual: [0, 1, 14].map((days) => morning.usual(days)),
      shape: ["+slow", "-very-slow", "+odd", undefined].map((shape) => morning.shape(shape)),
      more: morning.more({ count: 3, quiet: known }),
      further: morning.further(4),
      raw: morning.raw("02:09–02:46"),
    },
    firstBoot: {
      ...firstBoot,
      isCalled: firstBoot.isCalled({ site: "grove", node: "e42" }),
      hostname: firstBoot.hostname("e42"),
      timezone: firstBoot.timezone("Europe/Stockholm"),
      wifi: firstBoot.wifi({ ssid: "e42", country: "SE" }),
      accessPoint: firstBoot.accessPoint("andas-e42"),
      mayLogIn: [1, 4].map((keys) => firstBoot.mayLogIn(keys)),
      secretMoved: firstBoot.secretMoved("e42"),
      badCard: firstBoot.badCard("?"),
      failed: firstBoot.failed("?"),
    },
    visit: {
      ...visit,
      title: visit.title({ site: "grove", node: "e42" }),
      heading: visit.heading({ site: "grove", node: "e42" }),
      isWhole: [1, 4].map((files) => visit.isWhole(files)),
      leftOut: visit.leftOut(["state.json"]),
      minutesLeft: [1, 4].map((minutes) => visit.minutesLeft(minutes)),
      harvestGoes: visit.harvestGoes({ files: 3, of: 4 }),
      harvestIsOnStick: [1, 4].map((files) => visit.harvestIsOnStick(files)),
      harvestIsOnCard: [1, 4].map((files) => visit.harvestIsOnCard(files)),
      harvestFailed: visit.harvestFailed("?"),
    },
    answers: {
      ...answers,
      cleared: answers.cleared("surge"),
      allCleared: [answers.allCleared(["surge", "gone"]), answers.allCleared([])],
      clearedAsNeedless: answers.clearedAsNeedless("surge"),
      listens: answers.listens({ electrodes, length }),
      asked: answers.asked(maybe),
      tries: answers.tries("0.3.0"),
      describes: [0, 1, 4].map((electrodes) => answers.describes(electrodes)),
      diagnosis: [[], [goal, goal]].map((problems) => answers.diagnosis(problems)),
      cardInForce: answers.cardInForce(3),
      cardWanted: answers.cardWanted(4),
      hushed: answers.hushed({ ...about, till: MORNING }),
      toldAgain: answers.toldAgain(about),
      mattersLess: answers.mattersLess(about),
      undone: answers.undone({ word: "label", at: MORNING }),
      labelled: answers.labelled({ electrode, from: MORNING, to: MORNING, as: type, called: known ? [type] : [] }),
      thread: (["dismissed", "confirmed"] as const).map((what) => answers.thread({ id: "t-4", goal, what })),
      insight: (["dismissed", "confirmed"] as const).map((what) => answers.insight({ sentence: goal, what })),
      dumps: [count, 1].flatMap((rows) => [1, count].map((parts) => answers.dumps({ rows, parts }))),
      contacts: [[], CONTACTS.map((contact) => ({ electrode, figures: known ? contactAs(contact) : undefined }))].map(
        answers.contacts,
      ),
      calibrated: answers.calibrated({ electrode, offset_mv: value, gain: 1.0012 }),
      hearing: answers.hearing(
        repeated.flatMap(() => [{ electrode }, { electrode, glyph: { name: one.glyph, length }, lastSpike: length }]),
      ),
      learnt: answers.learnt({
        ...{ about: maybe, count, surest: [{ sentence: goal, confidence: share }] },
        suspected: known ? [goal] : [],
      }),
      resends: [true, false].map((gone) => answers.resends({ count, gone })),
      snapshot: answers.snapshot(count),
      why: answers.why({ thread: threadOf(one, goal), threshold: share, now: 1e9 }),
    },
    events: {
      sampleGap: events.sampleGap({ device: "fungi", reason: "?", lost: count }),
      spike: events.spike(spike),
      glyph: events.glyph(glyph),
      stirs: events.stirs([
        { electrode, times: count },
        { electrode: "e2", times: 1 },
      ]),
      reflex: events.reflex({ id: "handled", action: one.action }),
      thread: events.thread({ change: one.change, goal }),
      reading: events.reading(goal),
      breath: events.breath(breath),
      insight: events.insight(goal),
      voice: events.voice(goal),
      commit: events.commit({ bytes: count, commits: count }),
      alert: [true, false].map((raised) => events.alert({ text: goal, raised })),
    },
    live: {
      ...live,
      time: [
        ...(["ntp", "rtc", "floor", "simulated"] as const).map((quality) => live.time({ quality, speed: 300 })),
        live.time({ quality: "simulated", speed: "max" }),
        live.time({ quality: "simulated", speed: 1 }),
      ],
      opens: live.opens({
        ...{ node: "grove/n1", source: "ads1115", broker: "mqtt://broker", state: ".andas" },
        speed: known ? 300 : undefined,
      }),
      source: { ...live.source, grove: live.source.grove(7) },
      speed: live.speed(300),
      left: live.left({ time: length, ...(known && { breath: count }) }),
      breath: live.breath(count),
      spikes: live.spikes(count),
      more: live.more(count),
      theLast: live.theLast(length),
      awake: live.awake(share),
      arousal: live.arousal(share),
      threshold: live.threshold(share),
      frozen: live.frozen(count),
      mqttAt: live.mqttAt("mqtts://broker"),
      closing: {
        lived: live.closing.lived({
          node: "grove/n1",
          simulated: known ? length : undefined,
          real: length,
          breaths: count,
        }),
        spikes: live.closing.spikes([{ electrode, spikes: count }]),
        learnt: live.closing.learnt(count),
        alert: live.closing.alert(goal),
        state: live.closing.state("/var/lib/andas"),
      },
    },
    page: {
      ...page,
      title: ["2000-01-01T00:00:00Z", undefined].map((utc) =>
        page.title({ name: "forest.csv", length, from: "00:00:00", utc, to: "73:19:18" }),
      ),
      breaths: page.breaths({
        breaths: count,
        calls: known ? [["gasp", 2]] : [],
        percepts: count,
        commits: count,
        bytes: count,
      }),
      readings: page.readings([[one.event, count]]),
      threads: page.threads({ begun: count, done: count, culled: count, longest: known ? 12 : undefined }),
      insight: page.insight({ sentence: goal, seen: count, contradicted: known ? count : 0 }),
      lost: page.lost({ device: "fungi", lost: count, reason: "?" }),
      more: page.more(count),
    },
    health: {
      ...health,
      temperature: health.temperature(value),
      slowedAt: health.slowedAt(value),
      supplySags: health.supplySags(MORNING),
      battery: health.battery({ percent: 100 * share, volts: 3.7 }),
      free: (["memory", "disk"] as const).map((of) => health.free({ of, percent: 100 * share })),
      badCard: health.badCard("?"),
      waitsForRestart: health.waitsForRestart(["devices.json", health.signalBefore]),
      cameBack: [[], ["?"]].map((missed) => health.cameBack({ version: "0.3.0", missed })),
      notKept: health.notKept("?"),
      diskFails: [health.diskFails(1), health.diskFails(2 + count)],
      goesOff: HALT_REASONS.flatMap((need) => [health.goesOff(need, undefined), health.goesOff(need, MORNING)]),
      staysOn: HALT_REASONS.map((need) => health.staysOn(need)),
      restTrouble: health.restTrouble("?"),
    },
    reflexes,
    ...everySeenSentence(words, one),
  };
  return new Map(leaves(told).flatMap(([place, said]) => (said === undefined ? [] : [[place, String(said)]])));
}

/** The places of a catalogue, lists and tables of words included; `undefined` is a place too. */
export function leaves(of: unknown, place = ""): (readonly [string, unknown])[] {
  if (typeof of !== "object" || of === null) return [[place, of]];
  return Object.entries(of).flatMap(([key, value]) => leaves(value, place === "" ? key : `${place}.${key}`));
}
