import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { breathEnd } from "../../src/domain/breath.js";
import { QUANTITIES } from "../../src/domain/covariate.js";
import type { NodeEvent } from "../../src/domain/event.js";
import { confidenceOf } from "../../src/domain/insight.js";
import type { Facts } from "../../src/domain/percept.js";
import { encodeStamped } from "../../src/protocol/envelope.js";
import { decodeAlert } from "../../src/protocol/payloads/alert.js";
import { breathTopicBody, decodeBreath } from "../../src/protocol/payloads/breath.js";
import { decodeRequest, encodeCommand } from "../../src/protocol/payloads/command.js";
import * as config from "../../src/protocol/payloads/config.js";
import { decode } from "../../src/protocol/payloads/decode.js";
import { decodeDescription, descriptionBody } from "../../src/protocol/payloads/description.js";
import { eventBody, eventMessage, eventTopic, outgoingPayload } from "../../src/protocol/payloads/event.js";
import { decodeHealth, healthBody } from "../../src/protocol/payloads/health.js";
import { decodeHold, encodeHold } from "../../src/protocol/payloads/hold.js";
import { decodeInsight } from "../../src/protocol/payloads/insight.js";
import { decodeLast, decodeLastCovariate, lastBody, lastCovariateBody } from "../../src/protocol/payloads/last.js";
import { decodeLog, encodeLog } from "../../src/protocol/payloads/log.js";
import { decodeEcho, encodeEcho } from "../../src/protocol/payloads/mailbox.js";
import { decodeMorning } from "../../src/protocol/payloads/morning.js";
import { decodeResult, encodeResult, expiredResult } from "../../src/protocol/payloads/result.js";
import { CONNECTION_STATES, decodeState, encodeState } from "../../src/protocol/payloads/state.js";
import { decodeThreads, threadsBody } from "../../src/protocol/payloads/threads.js";
import { UTC } from "../../src/protocol/time.js";
import * as some from "./arbitraries.js";

const { count, decimal, id, json, quality, record, shape, share, text, time } = some;
const stamp = shape({ at: time, quality });

/** What is retained comes back with its stamp. */
function comesBack<Value>(
  value: fc.Arbitrary<Value>,
  bodyOf: (value: Value) => Facts,
  decoded: (payload: string) => object | undefined,
  expected: (value: Value) => unknown = (same) => same,
): void {
  fc.assert(
    fc.property(value, stamp, (said, when) => {
      const heard = decoded(encodeStamped(bodyOf(said), when));
      assert.deepEqual(heard, { stamp: when, value: expected(said) });
    }),
  );
}

/** What an event holds besides its envelope. */
function contentOf(event: NodeEvent): unknown {
  const { at: _, seq: __, type, ...content } = event;
  return type === "voice" || type === "reflex" ? content : Object.values(content)[0];
}

test("every event of the outbox decodes to the same, with its name, and says when it is historical", () => {
  fc.assert(
    fc.property(some.queuedEvent, count, quality, fc.boolean(), (event, boot, worth, late) => {
      const topic = eventTopic(event);
      assert.ok(topic);
      const name = { boot, seq: event.seq + 1 };
      const { encode, ...said } = eventMessage(event, topic, 3, worth);
      const message = { ...name, ...said, payload: encode(name) };
      const envelope = { ...name, at: event.at, quality: worth, historical: late };
      assert.deepEqual(decode(topic, outgoingPayload(message, late ? 4 : 3)), {
        kind: event.type,
        message: { envelope, value: contentOf(event) },
      });
    }),
    { numRuns: 300 },
  );
});

test("alerts and insights decode to the same", () => {
  fc.assert(
    fc.property(some.alert, some.insight, quality, (alert, insight, worth) => {
      const stamp = { at: alert.at, quality: worth };
      const raised = encodeStamped(eventBody({ type: "alert", at: alert.at, seq: 7, alert }, UTC), stamp);
      assert.deepEqual(decodeAlert(raised), { stamp, value: alert });
      const learnt = encodeStamped(eventBody({ type: "insight", at: alert.at, seq: 7, insight }, UTC), stamp);
      const confidence = Math.round(confidenceOf(insight) * 1000) / 1000;
      assert.deepEqual(decodeInsight(learnt), { stamp, value: { ...insight, confidence } });
    }),
  );
});

test("the page of the day decodes to the same", () => {
  fc.assert(
    fc.property(some.anyMorning, fc.array(some.text), time, quality, (morning, page, at, worth) => {
      const stamp = { at, quality: worth };
      const told = encodeStamped(eventBody({ type: "morning", at, seq: 7, morning, page }, UTC), stamp);
      assert.deepEqual(decodeMorning(told), { stamp, value: { ...morning, page } });
    }),
  );
});

test("$state decodes to the same", () => {
  const state = shape(
    {
      ...{ state: fc.constantFrom(...CONNECTION_STATES), births: count, since: time, quality },
      ...{ until: time, reason: text },
    },
    ...(["until", "reason"] as const),
  );
  fc.assert(fc.property(state, (said) => assert.deepEqual(decodeState(encodeState(said)), said)));
});

test("$description decodes to the same", () => {
  const electrode = shape({
    ...{ name: id, device: id, channel: text, control: fc.boolean() },
    profile: fc.constantFrom("fungus" as const, "plant" as const, "fast" as const),
  });
  const covariate = shape({ name: id, device: id, channel: text, quantity: fc.constantFrom(...QUANTITIES) });
  const about = shape(
    {
      covariates: fc.array(covariate, { minLength: 1, maxLength: 4 }),
      ...{ version: text, hardware: text, electrodes: fc.array(electrode, { maxLength: 4 }), place: text },
      ...{ capabilities: fc.array(text), configHash: text, schemaHash: text, modelHash: text, name: text },
    },
    ...(["place", "modelHash", "name", "covariates"] as const),
  );
  comesBack(about, ({ name, ...description }) => descriptionBody(description, name), decodeDescription);
});

test("breath decodes to the same, with its rhythm, when the next one begins, and till when it is kept awake", () => {
  comesBack(some.breath, breathTopicBody, decodeBreath, ({ rhythm, ahead, awakeUntil, ...breath }) => ({
    breath,
    rhythm: { kind: rhythm.kind, ...rhythm.phases },
    nextWake: Math.round(breathEnd({ ...breath, ahead }) * 1000) / 1000,
    ...(awakeUntil !== undefined && { awakeUntil }),
  }));
});

test("health decodes to the same: checks, board, uplink and facts", () => {
  const status = fc.constantFrom("healthy" as const, "warning" as const, "critical" as const, "unknown" as const);
  const host = shape(
    {
      ...{ temperature: decimal(1), underVoltage: fc.boolean(), memoryFree: count, memoryTotal: count },
      ...{ resident: count, diskFree: count, diskTotal: count, diskErrors: count, clockSynchronized: fc.boolean() },
      ...{ hadUnderVoltage: fc.boolean(), slowed: fc.boolean(), wasSlowed: fc.boolean() },
      ...{
        supplyVolts: decimal(3),
        supplyAmps: decimal(4),
        battery: fc.integer({ max: 1000, min: 0 }).map((n) => n / 1000),
      },
      clockSource: fc.constantFrom("ntp" as const, "rtc" as const, "floor" as const),
    },
    ...(["temperature", "underVoltage", "memoryFree", "memoryTotal"] as const),
    ...(["resident", "diskFree", "diskTotal", "diskErrors", "clockSynchronized"] as const),
    ...(["hadUnderVoltage", "slowed", "wasSlowed", "supplyVolts", "supplyAmps", "battery", "clockSource"] as const),
  );
  const uplink = shape(
    {
      ...{ depth: count, oldest: time, dropped: count, alerts: fc.array(id) },
      ...{ alertDelay: shape({ last: decimal(6), worst: decimal(6) }) },
      neighbours: shape({ heard: count, repeated: count, ignored: count }),
    },
    ...(["oldest", "alertDelay", "neighbours"] as const),
  );
  const checks = fc.array(shape({ name: id, status, text }), { maxLength: 3 });
  const facts = record(json).map((more) => Object.fromEntries(Object.entries(more).map(([key, v]) => [`f-${key}`, v])));
  const worst = (all: readonly { status: string }[]) =>
    ["critical", "warning", "unknown", "healthy"].find((one) => all.some((check) => check.status === one)) ?? "unknown";
  comesBack(
    shape({ checks, host, uplink, facts }),
    (all) => healthBody(all.checks, all.host, all.uplink, all.facts),
    decodeHealth,
    (all) => ({ status: worst(all.checks), ...all }),
  );
});

test("a last value decodes to the same, and to NaN where nothing usable came", () => {
  const last = shape({ value: fc.oneof(decimal(5), fc.constant(Number.NaN)), rate: decimal(3), glyph: id }, "glyph");
  fc.assert(
    fc.property(last, stamp, (said, { at, quality: worth }) => {
      const payload = encodeStamped(lastBody({ ...said, at }), { at: 0, quality: worth });
      assert.deepEqual(decodeLast(payload), { stamp: { at, quality: worth }, value: { ...said, at } });
    }),
  );
});

test("so does one of what surrounds the electrodes, and neither is taken for the other", () => {
  const last = shape({
    quantity: fc.constantFrom(...QUANTITIES),
    value: fc.oneof(decimal(3), fc.constant(Number.NaN)),
    rate: decimal(5),
  });
  fc.assert(
    fc.property(last, stamp, (said, { at, quality: worth }) => {
      const payload = encodeStamped(lastCovariateBody({ ...said, at }), { at: 0, quality: worth });
      assert.deepEqual(decodeLastCovariate(payload), { stamp: { at, quality: worth }, value: { ...said, at } });
      assert.equal(decodeLast(payload), undefined);
      assert.equal(decode({ kind: "last", name: "air" }, payload)?.kind, "last-covariate");
    }),
  );
});

test("threads decode to what is told of them", () => {
  const paused = some.thread.map(({ id, kind, goal, salience, why }) => ({ id, kind, goal, salience, why }));
  const report = shape({
    ...{ active: fc.array(some.thread, { maxLength: 3 }), pausedCount: count, frozen: count, complete: count },
    paused: fc.array(fc.tuple(paused, text).map(([one, sentence]) => ({ ...one, sentence }))),
    ...{ arousal: share(), factors: record(share().filter((level) => level > 0)), threshold: share() },
  });
  comesBack(report, threadsBody, decodeThreads, ({ active, ...others }) => ({
    ...others,
    active: active.map(({ waiting, refs, ...rest }) => ({
      ...rest,
      refs: refs.map(({ percept }) => percept),
      ...(waiting && { waiting: { for: waiting.name ?? waiting.for, until: waiting.until } }),
    })),
  }));
});

test("a command decodes to the same, whoever encoded it", () => {
  const body = record(json).map(({ transaction: _, expires: __, ...own }) => own);
  fc.assert(
    fc.property(id, text, time, body, (name, transaction, expires, own) => {
      const request = decodeRequest(name, encodeCommand({ transaction, expires, body: own }));
      assert.deepEqual([request.name, request.transaction, request.expires], [name, transaction, expires]);
      assert.ok("body" in request.command);
      const { transaction: _, expires: __, ...heard } = request.command.body;
      assert.deepEqual(heard, own);
    }),
  );
});

test("an answer decodes to the same, and always has a text", () => {
  const answer = record(json).map((facts) => ({ ...facts, text: "done" }));
  fc.assert(
    fc.property(fc.option(text, { nil: undefined }), answer, text, time, (transaction, data, message, expires) => {
      const ok = decodeResult(encodeResult(transaction, { status: "ok", data }));
      assert.deepEqual(ok, { transaction, status: "ok", text: "done", data });
      const failed = decodeResult(encodeResult(transaction, { status: "error", error: { code: "busy", message } }));
      assert.deepEqual(failed, { transaction, status: "error", text: message, code: "busy", data: {} });
      const expired = decodeResult(encodeResult(transaction, expiredResult(expires)));
      assert.equal(expired?.status, "expired");
      assert.match(expired.text, /^nothing was done: it came after .*Z, when it expired$/);
    }),
  );
  assert.equal(decodeResult('{"status":"ok"}')?.text, "ok");
});

test("a hold, an echo, a line of the log, a wished and a reported card decode to the same", () => {
  const version = fc.oneof(text, count, fc.constant(null));
  const hold = shape({ until: time, reason: text });
  fc.assert(fc.property(hold, (said) => assert.deepEqual(decodeHold(encodeHold(said)), said)));
  const echo = shape({ boot: count, echo: count });
  fc.assert(fc.property(echo, (said) => assert.deepEqual(decodeEcho(encodeEcho(said)), said)));
  fc.assert(
    fc.property(text, stamp, (line, when) =>
      assert.deepEqual(decodeLog(encodeLog(line, when)), { stamp: when, value: line }),
    ),
  );
  const report = shape({
    version,
    status: fc.constantFrom("accepted" as const, "refused" as const),
    errors: fc.array(text),
  });
  comesBack(report, config.reportedConfigBody, config.decodeReportedConfig);
  fc.assert(
    fc.property(version, record(json), (named, { version: _, ...rest }) => {
      const card = { ...(named !== null && { version: named }), ...rest };
      const wish = { version: named, card };
      assert.deepEqual(config.decodeDesiredConfig(config.encodeDesiredConfig(wish)), wish);
    }),
  );
});

test("keys that a later version adds are let by", () => {
  fc.assert(
    fc.property(some.queuedEvent, json, (event, more) => {
      const topic = eventTopic(event);
      assert.ok(topic);
      const payload = eventMessage(event, topic, 1, "ntp").encode({ boot: 1, seq: 1 });
      const later = JSON.stringify({ ...JSON.parse(payload), "added-later": more });
      assert.deepEqual(decode(topic, later), decode(topic, payload));
    }),
  );
});

test("garbage on any topic never throws, and an empty payload says that nothing stands there any more", () => {
  const keys = fc.constantFrom("v", "boot", "seq", "at", "tq", "state", "bd", "electrode", "until", "data", "status");
  const nearly = fc.dictionary(keys, fc.oneof(json, fc.constant(1), fc.constant("2000-01-01T00:00:00Z")));
  const payload = fc.oneof(
    fc.string(),
    fc.json(),
    nearly.map((body) => JSON.stringify(body)),
  );
  fc.assert(
    fc.property(some.topic, payload, (topic, said) => void decode(topic, said)),
    { numRuns: 1000 },
  );
  fc.assert(fc.property(some.topic, (topic) => assert.deepEqual(decode(topic, ""), { kind: "cleared" })));
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  fc.assert(fc.property(some.topic, (topic) => void decode(topic, deep)));
});
