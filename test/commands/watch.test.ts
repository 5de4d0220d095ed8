import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { languageFor } from "../../src/commands/cli/language.js";
import { Options } from "../../src/commands/cli/options.js";
import { groveFrame } from "../../src/commands/watch/grove-frame.js";
import { nodeFrame } from "../../src/commands/watch/node-frame.js";
import { watch } from "../../src/commands/watch.js";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { encodeEnveloped, encodeStamped } from "../../src/protocol/envelope.js";
import { decode } from "../../src/protocol/payloads/decode.js";
import { spikeBody } from "../../src/protocol/payloads/spike.js";
import { UTC } from "../../src/protocol/time.js";
import { readTopic } from "../../src/protocol/topics.js";
import { type Line, widthOf } from "../../src/view/paint.js";
import { NodeDetail } from "../../src/web/model/node-detail.js";
import { tellingIn } from "../../src/web/model/telling.js";
import { aGrove, breathOf, NOW } from "../web/a-grove.js";
import { aBroker } from "./a-broker.js";
import { start } from "./andas.js";

const STAMP = { at: NOW, quality: "ntp" } as const;
const LOOKING = { now: NOW + 60, telling: tellingIn(catalogueOf("en"), "Europe/Stockholm"), away: undefined };
const text = (lines: readonly Line[]) => lines.map((line) => line.map((span) => span.text).join("")).join("\n");

/** A node that has lived six hours, with a spike and something to say. */
function aLife() {
  const { grove, state, hear, breath, node } = aGrove();
  state({ state: "sleeping", until: NOW + 300 });
  breath(NOW);
  const checks = [{ name: "battery", status: "warning", text: "17 % are left" }];
  const outbox = { depth: 3, oldest: null, dropped: 0 };
  const supply = { supply_v: 3.58, battery: 0.17 };
  hear("health", encodeStamped({ status: "warning", checks, alerts: [], alert_ack_s: null, outbox, ...supply }, STAMP));
  hear("alert/x", encodeStamped({ id: "x", text: "e1 is \u001b[31msilent", raised: true }, STAMP));
  const detail = new NodeDetail();
  const tell = (below: string, payload: string) => {
    const topic = readTopic(below)!;
    detail.hear(topic, decode(topic, payload)!);
  };
  for (let i = 0; i < 45; i++) {
    const body = { value_mv: Math.sin(i / 4), rate_hz: 1, glyph: i < 40 ? "silence" : "burst" };
    tell("last/e1", encodeStamped(body, { ...STAMP, at: NOW - (44 - i) * 480 }));
  }
  const spike = { electrode: "e1", onset: NOW - 5000, peak: NOW - 4990, end: NOW - 4900, decided: NOW - 4800 };
  const form = { amplitude: 1, polarity: 1, z: 9, match: 0.9 } as const;
  tell("spike/e1", encodeEnveloped(spikeBody({ ...spike, ...form }, UTC), { boot: 1, seq: 1, ...STAMP }));
  const thread = { id: "t-1", kind: "follow-burst", goal: "follow the burst on e1", salience: 0.67 };
  const why = { boosts: { "electrode/e1": 0.67 }, age: 0, habituation: 0 };
  const active = {
    ...{ ...thread, why, subject: "e1", status: "active", refs: [], created: iso(NOW), last_active: iso(NOW) },
    state: { phase: "listening", context: {}, next_step: "listen on" },
  };
  const paused = [{ ...thread, id: "t-2", goal: "doubt e2", why, sentence: "thread t-2: doubt e2, paused" }];
  const counts = { paused_count: 1, frozen: 0, complete: 0 };
  tell("threads", encodeStamped({ arousal: 0.2, aroused_by: {}, threshold: 0.4, active, paused, ...counts }, STAMP));
  return { grove, detail, summary: node };
}

function iso(at: number): string {
  return new Date(at * 1000).toISOString();
}

function aGroveOfMany() {
  const { grove, state } = aGrove();
  return {
    grove,
    isNow: (node: string, name: "ready" | "lost") => state({ state: name }, { root: `andas/1/north/${node}` }),
  };
}

test("a grove is a line a node, those first that want somebody", () => {
  const { grove, isNow } = aGroveOfMany();
  assert.match(text(groveFrame(grove, LOOKING, 79, 24)), /nobody has been heard of yet/);
  isNow("alder", "ready");
  isNow("birch", "lost");
  const lines = text(groveFrame(grove, LOOKING, 79, 24)).split("\n");
  assert.match(lines[0]!, /^andas {2}1 awake · 1 lost +06:01 CET$/);
  assert.match(lines[2]!, /^! birch +lost: the connection broke/);
  assert.match(lines[3]!, /^ {2}alder +awake/);
  for (let i = 0; i < 50; i++) isNow(`n${i}`, "ready");
  assert.match(text(groveFrame(grove, LOOKING, 79, 24)), / {2}and \d+ more$/);
  assert.match(text(groveFrame(grove, { ...LOOKING, away: "it is gone" }, 79, 24)), /the broker is away: it is gone/);
});

test("a node shows its breath, its traces with their signs, what it minds and what is wrong, at 80 columns", () => {
  const { detail, summary, grove } = aLife();
  const shown = text(nodeFrame(summary(), detail, LOOKING, 79, 24));
  for (const part of [
    /sleeps till 06:05 CET/,
    /^inhale .*breath 7/m,
    /^e1 .*-?\d\.\d{3} mV/m,
    /the last 6 h {2}✶ burst$/m,
    /▸ 0\.67 {2}follow the burst on e1 {2}listening: listen on/,
    /0\.67 {2}doubt e2/,
    /! e1 is {1,2}\[31msilent/,
    /battery: 17 % are left/,
    /3\.58 V, 17 %/,
  ])
    assert.match(shown, part);
  assert.ok(!shown.includes("\u001b"), "no text of a node moves the cursor");
  assert.match(text(groveFrame(grove, LOOKING, 140, 24)), /3 to send/);
});

test("who reads Swedish sees the same in Swedish, with a comma in its numbers; what the node says stays as it was said", () => {
  const { detail, summary, grove, isNow } = { ...aLife(), ...aGroveOfMany() };
  const looking = { ...LOOKING, telling: tellingIn(catalogueOf("sv"), "Europe/Stockholm") };
  const shown = text(nodeFrame(summary(), detail, looking, 79, 24));
  for (const part of [
    /sover till 06:05 CET/,
    /^inandning .*andetag 7/m,
    /^e1 .*-?\d,\d{3} mV/m,
    /de senaste 6 tim {2}✶ skur$/m,
    /vakenhet 0,20, en tråd måste över 0,40/,
    /▸ 0,67 {2}follow the burst on e1 {2}listening: listen on/,
    /batteri: 17 % are left/,
    /3,58 V, 17 %/,
  ])
    assert.match(shown, part);
  isNow("alder", "ready");
  isNow("birch", "lost");
  isNow("oak", "lost");
  const lines = text(groveFrame(grove, looking, 79, 24)).split("\n");
  assert.match(lines[0]!, /^andas {2}1 vaken · 2 förlorade +06:01 CET$/);
  assert.match(lines[2]!, /^! birch +förlorad: förbindelsen bröts/);
  const away = text(groveFrame(grove, { ...looking, away: "it is gone" }, 79, 2));
  assert.match(away, /brokern är borta: it is gone/);
});

test("the language is that of --language, or of the terminal where it is spoken here", () => {
  const asked = (options: Record<string, string>, env: Record<string, string> = {}) =>
    languageFor(new Options({ words: [], options }), env);
  assert.equal(asked({}), "en");
  assert.equal(asked({}, { LANG: "sv_SE.UTF-8" }), "sv");
  assert.equal(asked({}, { LANG: "sv_SE.UTF-8", LC_ALL: "C" }), "en");
  assert.equal(asked({}, { LANG: "en_GB.UTF-8", LC_MESSAGES: "sv_FI", LC_ALL: "" }), "sv");
  assert.equal(asked({ language: "en" }, { LANG: "sv_SE.UTF-8" }), "en");
  assert.throws(() => asked({ language: "fi" }), /--language fi: give one of en, sv/);
});

test("before a node has said anything, that is said; and no window is too small or too large", () => {
  const { state, node } = aGrove();
  state({ state: "ready" });
  const young = text(nodeFrame(node(), new NodeDetail(), LOOKING, 79, 24));
  assert.match(young, /has not said how it breathes yet/);
  assert.match(young, /has not said what it minds yet/);
  const { detail, summary, grove } = aLife();
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 80 }), (columns, rows) => {
      for (const lines of [
        nodeFrame(summary(), detail, LOOKING, columns, rows),
        groveFrame(grove, LOOKING, columns, rows),
      ])
        assert.ok(lines.length <= rows && lines.every((line) => widthOf(line) <= columns));
    }),
    { examples: [[11, 3]] },
  );
});

/** Watches on a terminal that is only heard. */
function onATerminal(t: TestContext, words: readonly string[], broker: string) {
  const stop = new AbortController();
  t.after(() => stop.abort());
  let screen = "";
  const io = {
    out: (said: string) => {
      screen += said;
    },
    ...{ err: () => {}, signal: stop.signal, terminal: true, columns: 80, rows: 24, env: {} },
  };
  const ended = watch.run({ words, options: { broker } }, io);
  return { stop: () => stop.abort(), ended, screen: () => screen };
}

test("it draws what it hears, and gives the terminal back", async (t) => {
  const broker = await aBroker(t);
  const until = async (what: RegExp) => {
    for (let i = 0; i < 600 && !what.test(screen()); i++) await pause(50);
    assert.match(screen(), what);
  };
  const { stop, ended, screen } = onATerminal(t, ["north/spruce"], broker.url);
  await until(/nothing has been heard of north\/spruce yet/);
  await broker.client.publishAsync("andas/1/north/spruce/breath", breathOf(Date.now() / 1000));
  await until(/breath 7/);
  stop();
  assert.equal(await ended, 0);
  assert.ok(screen().endsWith("\u001b[?1049l"));
});

test("in a pipe each message is a line of JSON, and what makes no sense is said", async (t) => {
  const broker = await aBroker(t);
  const running = start(t, ["watch", "--broker", broker.url, "--seconds", "4"]);
  const talk = async () => {
    await broker.client.publishAsync("andas/1/north/spruce/breath", breathOf(NOW));
    await broker.client.publishAsync("andas/1/north/spruce/health", '{"v":9');
  };
  const again = setInterval(() => void talk(), 300);
  t.after(() => clearInterval(again));
  const { code, stdout } = await running.ended;
  assert.equal(code, 0);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const breath = lines.find(({ topic }) => topic === "breath");
  assert.deepEqual([breath.v, breath.node, breath.retained, breath.payload.cycle], [1, "north/spruce", false, 7]);
  assert.ok(lines.some(({ topic, payload, understood }) => topic === "health" && payload === null && !understood));
});

test("a name that is none, and a broker that is not there, are said in a line", async (t) => {
  const wrong = await start(t, ["watch", "Spruce"]).ended;
  assert.deepEqual([wrong.code, wrong.stdout], [2, ""]);
  assert.match(wrong.stderr, /SITE\/NODE/);
  const nobody = await start(t, ["watch", "--broker", "mqtt://127.0.0.1:9", "--json"]).ended;
  assert.equal(nobody.code, 1);
});
