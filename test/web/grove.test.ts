import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { catalogueOf } from "../../src/language/catalogue-of.js";
import { encodeStamped } from "../../src/protocol/envelope.js";
import { decode } from "../../src/protocol/payloads/decode.js";
import { energySaid } from "../../src/web/model/energy-said.js";
import { countStandings, Grove } from "../../src/web/model/grove.js";
import { skewOf } from "../../src/web/model/node-clock.js";
import { standingOf } from "../../src/web/model/standing.js";
import { nameOf, worstCheck } from "../../src/web/model/summary.js";
import { skewInWords, standingInWords, supplyInWords, tellingIn } from "../../src/web/model/telling.js";
import { aGrove, NOW, ROOT } from "./a-grove.js";

const telling = tellingIn(catalogueOf("en"), "Europe/Stockholm");
const MARKUP = "<img src=x onerror=alert(1)>";

test("a node wakes, falls asleep, is overdue when it should have been heard of a breath ago, and is heard again", () => {
  const { state, node } = aGrove();
  state({ state: "ready" });
  assert.equal(standingOf(node(), NOW).name, "ready");
  state({ state: "sleeping", until: NOW + 300 });
  assert.deepEqual(standingOf(node(), NOW + 100), { name: "sleeping", until: NOW + 300 });
  assert.equal(standingInWords(standingOf(node(), NOW), node(), telling), "sleeps till 06:05 CET");
  assert.equal(standingOf(node(), NOW + 300 + 400).name, "sleeping");
  assert.equal(standingOf(node(), NOW + 300 + 500).name, "overdue");
  assert.equal(standingInWords(standingOf(node(), NOW + 800), node(), telling), "overdue since 06:05 CET");
  state({ state: "ready", births: 2, since: NOW + 900 }, { at: NOW + 900 });
  assert.equal(standingOf(node(), NOW + 900).name, "ready");
  assert.equal(standingOf(node(), NOW + 2000).name, "overdue");
});

test("a will of a connection that is over loses nobody", () => {
  const { state, node } = aGrove();
  state({ state: "ready", births: 4 });
  state({ state: "lost", births: 3 });
  assert.equal(standingOf(node(), NOW).name, "ready");
  state({ state: "lost", births: 4 });
  assert.equal(standingInWords(standingOf(node(), NOW), node(), telling), "lost: the connection broke");
  state({ state: "disconnected", births: 5, reason: "stopped" });
  assert.equal(standingInWords(standingOf(node(), NOW), node(), telling), "gone: stopped");
});

test("a node whose clock is an hour behind is not overdue for it, and the page says so", () => {
  const { state, node } = aGrove();
  const behind = NOW - 3600;
  state({ state: "sleeping", since: behind, until: behind + 300 });
  assert.equal(standingOf(node(), NOW + 10).name, "sleeping");
  const skew = skewOf(node().clock, "ntp");
  assert.equal(skew === undefined ? "" : skewInWords(skew, telling), "60 min behind");
  assert.equal(standingOf(node(), NOW + 900).name, "overdue");
  assert.equal(skewInWords(5 * 3600, telling), "5 h ahead");
  assert.equal(skewInWords(-5 * 86_400, telling), "5 d behind");
});

test("what the broker had kept says nothing of the node's clock, nor that it was heard", () => {
  const { state, node } = aGrove();
  state({ state: "sleeping", since: NOW - 9000, until: NOW - 8000 }, { retained: true });
  assert.equal(node().heard, undefined);
  assert.equal(node().clock, undefined);
  assert.equal(standingOf(node(), NOW).name, "overdue");
});

test("simulated time goes as fast as it is heard to go", () => {
  const { state, breath, node } = aGrove();
  const then = 946_684_800;
  state({ state: "sleeping", since: then, until: then + 480, quality: "simulated" }, { retained: true });
  assert.equal(standingOf(node(), NOW).name, "sleeping");
  for (let i = 0; i < 10; i++) breath(then + i * 480, { at: NOW + i * 1.6 }, "simulated");
  assert.ok(Math.abs(node().clock!.speed - 300) < 1);
  assert.equal(skewOf(node().clock, "simulated"), undefined);
});

test("another version, half JSON, and names that are none are counted and change nothing else", () => {
  const { grove, hear, state, node } = aGrove();
  state({ state: "ready" });
  hear("$state", '{"v":2,"state":"dancing"}');
  hear("health", '{"v":1,"at":');
  hear("breath", "\u0000");
  assert.equal(node().strange, 3);
  assert.equal(standingOf(node(), NOW).name, "ready");
  for (const id of [MARKUP, "UPPER", "", "a/b"])
    grove.hear(`andas/1/north/${id}/$state`, "{}", { at: NOW, retained: false });
  grove.hear("homeassistant/status", "online", { at: NOW, retained: false });
  assert.equal(grove.nodes.length, 1);
  assert.equal(grove.strange, 5);
});

test("whatever comes on whatever topic, nothing throws", () => {
  const grove = new Grove();
  const topic = fc.oneof(
    fc.string(),
    fc.constantFrom("$state", "breath", "health", "alert/x", "insight/y").map((below) => `${ROOT}/${below}`),
  );
  fc.assert(
    fc.property(topic, fc.oneof(fc.string(), fc.json()), fc.boolean(), (where, payload, retained) => {
      grove.hear(where, payload, { at: NOW, retained });
    }),
  );
});

test("markup in a sentence stays the text that it is", () => {
  const { hear, node } = aGrove();
  const alert = { id: "x", text: MARKUP, raised: true };
  hear("alert/x", encodeStamped(alert, { at: NOW, quality: "ntp" }));
  assert.equal(node().alerts[0]?.text, MARKUP);
  hear("alert/x", encodeStamped({ ...alert, raised: false }, { at: NOW, quality: "ntp" }));
  assert.deepEqual(node().alerts, []);
  hear("alert/x", encodeStamped(alert, { at: NOW, quality: "ntp" }));
  hear("alert/x", "");
  assert.deepEqual(node().alerts, []);
});

test("somebody who makes up names fills no memory, and one node that floods keeps to its bounds", () => {
  const { grove, hear, node } = aGrove();
  for (let i = 0; i < 2500; i++) hear("$state", "{", { root: `andas/1/flood/n${i}` });
  assert.equal(grove.nodes.length, 2000);
  assert.equal(grove.strange, 500);
  const one = aGrove();
  for (let i = 0; i < 300; i++)
    one.hear(`alert/a${i}`, encodeStamped({ id: `a${i}`, text: "x", raised: true }, { at: NOW, quality: "ntp" }));
  assert.equal(one.node().alerts.length, 100);
  assert.equal(one.node().alerts[0]?.id, "a299");
  assert.equal(node(), undefined);
});

test("a node that is cleared off the broker leaves no card", () => {
  const { grove, state, hear } = aGrove();
  state({ state: "ready" });
  assert.equal(countStandings(grove.nodes, NOW).get("ready"), 1);
  const { version } = grove;
  hear("$state", "");
  assert.deepEqual(grove.nodes, []);
  hear("$state", "");
  assert.equal(grove.version, version + 1);
});

test("a card shows the worst check, the supply, what was learnt last and the energy", () => {
  const { hear, node } = aGrove();
  const stamp = { at: NOW, quality: "ntp" } as const;
  const checks = ["healthy", "warning", "critical"].map((status) => ({ name: status, status, text: `is ${status}` }));
  const outbox = { depth: 3, oldest: null, dropped: 0 };
  const energy = { hours: 8, wh: 3, measured: 0.5, phases: { inhale: { hours: 2, wh: 0.8 } }, battery_days: 12 };
  const ledger = {
    board: "4",
    board_known: true,
    mean_w: 0.4,
    radio_hours: 1,
    off_hours: 0,
    break_even_s: null,
    how: "trend",
    assumes: [],
  };
  const body = {
    status: "critical",
    checks,
    alerts: [],
    alert_ack_s: null,
    outbox,
    supply_v: 3.921,
    battery: 0.64,
    under_voltage: true,
  };
  hear("health", encodeStamped({ ...body, energy: { ...energy, ...ledger } }, stamp));
  assert.equal(node().strange, 0);
  assert.equal(worstCheck(node())?.text, "is critical");
  assert.equal(supplyInWords(node(), telling), "3.92 V, 64 %, sags");
  assert.deepEqual(energySaid(node()), {
    ...{ hours: 8, wattHours: 3, measured: 0.5, batteryDays: 12 },
    phases: [{ phase: "inhale", wattHours: 0.8 }],
  });
  const insight = { kind: "fact", subject: "e1", data: { form: "usual" }, support: 3, against: 0, confidence: 0.8 };
  const seen = { first_seen: "2026-11-22T05:00:00Z", last_seen: "2026-11-22T05:00:00Z" };
  for (const id of ["a", "b"])
    hear(`insight/${id}`, encodeStamped({ id, sentence: `learnt ${id}`, ...insight, ...seen }, stamp));
  assert.deepEqual(
    node().insights.map(({ id }) => id),
    ["b", "a"],
  );
  hear("insight/b", "");
  assert.deepEqual(
    node().insights.map(({ id }) => id),
    ["a"],
  );
  assert.equal(nameOf(node()), "spruce");
  assert.equal(decode({ kind: "insight", name: "a" }, "")?.kind, "cleared");
});
