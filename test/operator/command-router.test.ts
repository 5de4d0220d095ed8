import assert from "node:assert/strict";
import { test } from "node:test";
import { Hushes } from "../../src/actions/hushes.js";
import type { Timed } from "../../src/actions/timed-set.js";
import { emptyAttention } from "../../src/attention/state/state.js";
import type { Alert } from "../../src/domain/alert.js";
import type { MeasuredCalibration } from "../../src/domain/calibration.js";
import type { CommandResult } from "../../src/domain/command.js";
import type { ContactFigures } from "../../src/domain/contact.js";
import type { Json, Noticed } from "../../src/domain/percept.js";
import type { Spike } from "../../src/domain/spike.js";
import { ENGLISH } from "../../src/language/en/english.js";
import { CommandRouter } from "../../src/operator/command-router.js";
import type { OperatorContext } from "../../src/operator/handlers/context.js";
import { AttentionUnderTest, DAWN, SETTINGS } from "../attention/attention-under-test.js";

const NOW = DAWN + 600;

function aNode(state = emptyAttention(DAWN), messages?: OperatorContext["messages"]) {
  const noticed: Noticed[] = [];
  const alerts: Alert[] = [{ id: "surge", text: "look", at: DAWN, raised: true }];
  const kept: { value: readonly Timed[] } = { value: [] };
  const heard = (name: string) => ({
    electrode: { name, device: "adc", channel: name, profile: "fungus", control: false } as const,
    ...{ last: 3.8, sigma: 0.02 },
    glyph: { electrode: name, name: "burst", start: DAWN, end: DAWN, spikes: 3, amplitude: 1, decided: DAWN } as const,
  });
  const spike: Spike = {
    ...{ electrode: "e1", onset: NOW - 60, peak: NOW - 45, end: NOW - 30, decided: NOW - 20 },
    ...{ amplitude: 0.5, polarity: 1, z: 7, match: 1 },
  };
  const listened: unknown[] = [];
  const wanted: unknown[] = [];
  const dumped: unknown[] = [];
  const awake: number[] = [];
  const context: OperatorContext = {
    now: () => NOW,
    status: () => ({ phase: "inhale" }),
    attention: () => ({ state, rules: { settings: SETTINGS, reflexes: [], words: ENGLISH } }),
    inputs: { electrodes: [heard("e1"), heard("e2")] },
    care: {
      contact: (name) => (name === "e1" ? CONTACT : undefined),
      calibrate: (name, known, seconds) =>
        name === "e1"
          ? { ...MEASURED, known_mv: known ?? 0, at: seconds }
          : { code: "not-possible", problem: "e2 cannot be calibrated" },
    },
    spikes: { of: (name) => (name === "e1" ? spike : undefined) },
    alerts: {
      standing: alerts,
      clear: (id) => {
        const index = alerts.findIndex((alert) => alert.id === id);
        if (index >= 0) alerts.splice(index, 1);
        return index >= 0;
      },
    },
    hushes: new Hushes(kept, () => {}),
    calls: { gasp: () => true, stayAwake: (seconds) => void awake.push(seconds) },
    closer: { listen: (...what) => void listened.push(what) },
    withdrawal: { end: () => false },
    messages,
    describe: () => ({ version: "0.1.0" }),
    diagnose: () => ({ health: { status: "warning", checks: [] }, problems: ["the disk is full"] }),
    card: { version: 3, inForce: { node: { site: "grove" }, breath: {} }, want: (files) => void wanted.push(files) },
    restart: () => true,
    update: async ({ url }) =>
      url.endsWith("/bad") ? { code: "release", problem: "get it anew" } : { version: "0.3.0" },
    recordings: {
      dump: async (asked) => {
        dumped.push(asked);
        return asked.to < DAWN
          ? { code: "not-found", problem: "nothing is kept of that time" }
          : { dump: "3-1", parts: 2, rows: 600, bytes: 9000 };
      },
    },
  };
  const router = new CommandRouter(context, (one) => void noticed.push(one));
  const say = (name: string, body: Record<string, Json> = {}) =>
    router.answer({ name, transaction: "1", body: { transaction: "1", ...body } });
  const dump = (body: Record<string, Json> = {}) =>
    router.answerAny({ name: "dump.recording", transaction: "1", body: { transaction: "1", ...body } });
  return { router, say, dump, noticed, alerts, kept, listened, wanted, dumped, awake };
}

const dataOf = (result: CommandResult) => {
  assert.equal(result.status, "ok", JSON.stringify(result));
  return (result as { data: Record<string, Json> }).data;
};
const faultOf = (result: CommandResult) => {
  assert.equal(result.status, "error", JSON.stringify(result));
  return (result as { error: { code: string; message: string } }).error;
};

/** An attention that follows a burst. */
function following(electrode = "e2") {
  const attention = new AttentionUnderTest();
  attention.hears(0, `electrode/${electrode}`, "burst", { intensity: 0.8 });
  return attention.state;
}

const CONTACT: ContactFigures = {
  ...{ contact: "good", noise: 0.00412, hum: undefined, drift: 1.2, settling: true, missing: 0, jumps: 0, span: 29 },
};

const MEASURED: MeasuredCalibration = {
  ...{ device: "adc", channel: "0-1", at: 0, offset_mv: 0.25, gain: 1.01, known_mv: 0 },
  ...{ noise_mv: 0.004, drift_mv_min: 0.01, hum_mv: null, card: { offset_mv: 0, gain: 1 } },
};

test("how electrodes touch is told in a word, of one or of all", () => {
  const { say, noticed } = aNode();
  assert.deepEqual(say("electrode.check", { electrode: "e1" }), {
    status: "ok",
    data: {
      text: "e1: good, still settling, noise 0.004 mV",
      electrodes: {
        e1: {
          ...{ contact: "good", settling: true, noise_mv: 0.00412, drift_mv_min: 1.2 },
          ...{ hum_mv: null, missing: 0, jumps: 0 },
        },
      },
    },
  });
  const all = say("electrode.check");
  assert.ok(all.status === "ok");
  assert.equal(all.data.text, "e1: good, still settling, noise 0.004 mV; e2: hardly heard of late");
  assert.match(JSON.stringify(say("electrode.check", { electrode: "e9" })), /there is no electrode/);
  assert.deepEqual(noticed, [], "whoever asks changes nothing");
});

test("a channel whose voltage is known is calibrated, and its attention learns what it is like", () => {
  const { say, noticed } = aNode();
  const told = say("electrode.calibrate", { electrode: "e1", short: true });
  assert.ok(told.status === "ok");
  assert.match(String(told.data.text), /^the channel of e1 is set right from now on: 0.25 mV off, gain 1.01$/);
  assert.deepEqual(
    noticed.map(({ type, data }) => [type, data.noise_mv]),
    [["electrode.calibrate", 0.004]],
  );
  for (const [body, says] of [
    [{ electrode: "e1" }, /one of the two/],
    [{ electrode: "e1", short: true, known_mv: 5 }, /one of the two/],
    [{ electrode: "e1", known_mv: 0 }, /and not 0/],
    [{ electrode: "e7", short: true }, /there is no electrode/],
    [{ electrode: "e2", short: true }, /cannot be calibrated/],
  ] as const)
    assert.match(JSON.stringify(say("electrode.calibrate", body)), says);
});

test("every answer has a sentence, and what is meant for attention is noticed once, without its envelope", () => {
  const { say, noticed } = aNode(following());
  for (const [name, body] of [
    ["ping", {}],
    ["status", {}],
    ["note", { text: "rain since noon", electrode: "e2" }],
    ["thanks", {}],
    ["gasp", {}],
    ["ask", { what: "why" }],
    ["ask", { what: "learnt" }],
    ["ask", { what: "hearing", electrode: "e1" }],
    ["dismiss", { thread: "t-1" }],
    ["confirm", { thread: "t-1" }],
    ["label", { electrode: "e2", as: "handling" }],
    ["listen", { for_s: 60 }],
    ["hush", { for_s: 60, type: "drift" }],
    ["clear", { alert: "surge" }],
  ] as const)
    assert.equal(typeof dataOf(say(name, body)).text, "string", name);
  assert.deepEqual(
    noticed.map(({ type }) => type),
    ["note", "thanks", "gasp", "ask", "ask", "ask", "dismiss", "confirm", "label", "listen", "hush"],
  );
  for (const { source, tags, data, at } of noticed) {
    assert.deepEqual([source, tags, at], ["operator", ["from:operator"], NOW]);
    assert.equal(data.transaction, undefined);
  }
  assert.deepEqual(noticed[0]?.data, { text: "rain since noon", electrode: "e2" });
});

test("who names no alert clears all that stand, as a button does", () => {
  const { say } = aNode();
  assert.deepEqual(dataOf(say("clear", {})), { text: "cleared: surge", cleared: ["surge"] });
  assert.deepEqual(dataOf(say("clear", {})), { text: "no alert stands", cleared: [] });
});

test("what somebody calls urgent is as loud as can be", () => {
  const { say, noticed } = aNode();
  say("note", { text: "a tree has fallen on the box", urgent: true });
  assert.deepEqual([noticed[0]?.intensity, noticed[0]?.tags], [1, ["from:operator", "urgent"]]);
});

test("who sends something else hears what is wrong, and what to send", () => {
  const { say, noticed } = aNode(following());
  for (const [name, body, fault] of [
    ["listen", {}, /^"for_s" is missing; send \{"for_s": 600/],
    ["listen", { for_s: "long" }, /^"for_s" is a number of seconds from 1 to 21600; send/],
    ["listen", { for_s: 1e9 }, /^"for_s" is a number of seconds from 1 to 21600; send/],
    ["listen", { for_s: 60, electrod: "e2" }, /^"electrod" is not known here; did you mean "electrode"\?; send/],
    ["ask", { what: "whence" }, /^"what" is one of why, learnt, hearing; send/],
    ["dismiss", {}, /^name one thing that is dismissed; send/],
    ["dismiss", { thread: "t-1", alert: "surge" }, /^name one thing/],
    ["dismiss", { thread: "t-1", type: "drift" }, /^"type" goes with an electrode/],
    ["confirm", { thread: "t-1", insight: "x" }, /^name one thing that is right/],
    ["label", { electrode: "e2", as: "Nonsense!" }, /^"as" is made of a-z, 0-9 and -; send/],
    ["label", { electrode: "e2", as: "rain", from: "noon" }, /^"from" is a time such as/],
    ["label", { electrode: "e2", as: "rain", from: "2030-01-01T00:00Z" }, /^"from" must come before "to"/],
    ["note", { text: "" }, /^"text" is what to keep in mind/],
  ] as const) {
    const { code, message } = faultOf(say(name, body));
    assert.equal(code, "bad-request", message);
    assert.match(message, fault);
  }
  for (const [name, body, fault] of [
    ["listen", { for_s: 60, electrode: "e3" }, /^there is no electrode "e3"; there are e1, e2/],
    ["dismiss", { thread: "t-9" }, /^there is no thread "t-9", or it is culled; there are t-1/],
    ["dismiss", { alert: "surges" }, /^there is no alert "surges"; did you mean "surge"\?/],
    ["confirm", { insight: "e2-handled" }, /^there is no insight "e2-handled"; there is none/],
    ["ask", { what: "why", thread: "t-9" }, /^there is no thread "t-9"/],
  ] as const) {
    const { code, message } = faultOf(say(name, body));
    assert.equal(code, "not-found", message);
    assert.match(message, fault);
  }
  assert.match(faultOf(say("lable")).message, /^there is no command "lable"; did you mean "label"\?/);
  const there = faultOf(say("sing a song")).message;
  for (const name of ["ping", "inhale", "electrode.calibrate", "dump.recording", "update"])
    assert.ok(there.includes(name), `${name} is named: ${there}`);
  assert.deepEqual(noticed, [], "what was not understood is not noticed");
});

test("dismissing, confirming and labelling say what they are about, so that attention can learn of it", () => {
  const { say, noticed, alerts } = aNode(following());
  say("dismiss", { thread: "t-1" });
  say("dismiss", { alert: "surge" });
  say("dismiss", { electrode: "e2", type: "drift" });
  say("confirm", { thread: "t-1" });
  say("label", { electrode: "e2", as: "handling", from: "2000-01-01T05:59:00Z", to: "2000-01-01T06:05:00Z" });
  const burst = { kind: "follow-burst", subject: "e2", goal: "follow the burst on e2" };
  assert.deepEqual(
    noticed.map(({ data }) => data),
    [
      { what: "thread", thread: "t-1", ...burst },
      { what: "alert", alert: "surge" },
      { what: "percepts", electrode: "e2", type: "drift" },
      { what: "thread", thread: "t-1", ...burst },
      { electrode: "e2", as: "handling", form: "trouble", from: DAWN - 60, to: DAWN + 300, called: ["burst"] },
    ],
  );
  assert.deepEqual(alerts, []);
});

test("a label without a time is for the last quarter of an hour, and knows the node's own words from others", () => {
  const { say, noticed } = aNode(following("e1"));
  for (const as of ["burst", "wave", "lead-off", "hedgehog"]) say("label", { electrode: "e1", as });
  assert.deepEqual(
    noticed.map(({ data }) => [data.form, data.from, data.to]),
    [
      ["glyph", NOW - 900, NOW],
      ["event", NOW - 900, NOW],
      ["trouble", NOW - 900, NOW],
      ["word", NOW - 900, NOW],
    ],
  );
});

test("a label must fit what was there, in a time that is remembered, and say it in a word that is known", () => {
  const { say, noticed } = aNode(following());
  for (const [body, code, fault] of [
    [{ as: "brust" }, "bad-request", /^nothing is called "brust" here; did you mean "burst"\?/],
    [
      { as: "handling", from: "2000-01-01T05:00:00Z", to: "2000-01-01T05:30:00Z" },
      "not-found",
      /^the node noticed nothing on e2 between 2000-01-01T05:00:00.000Z and .*; the nearest was at 2000-01-01T06:00:00.000Z$/,
    ],
    [
      { as: "handling", from: "1970-01-01T00:00:00Z", to: "1970-01-01T01:00:00Z" },
      "bad-request",
      /^the node remembers 42 days/,
    ],
    [
      { as: "handling", from: "1970-01-01T00:00:00Z" },
      "bad-request",
      /^a label is for 6 h at most, and this one for \d+ h; send/,
    ],
    [
      { as: "handling", from: "2000-01-02T06:00:00Z", to: "2000-01-02T07:00:00Z" },
      "bad-request",
      /^"from" must come before/,
    ],
  ] as const) {
    const { code: told, message } = faultOf(say("label", { electrode: "e2", ...body }));
    assert.match(message, fault);
    assert.equal(told, code);
  }
  assert.match(
    faultOf(say("label", { electrode: "e1", as: "handling" })).message,
    /^the node noticed nothing on e1 between [^;]*$/,
    "of an electrode of which it knows nothing at all",
  );
  for (const [name, body] of [
    ["dismiss", { electrode: "e2", type: "drfit" }],
    ["hush", { for_s: 60, electrode: "e2", type: "drfit" }],
  ] as const)
    assert.match(faultOf(say(name, body)).message, /^no electrode tells of "drfit"; did you mean "drift"\?/);
  assert.deepEqual(noticed, []);
});

test("the last word that taught something can be taken back; who taught nothing has nothing to take back", () => {
  assert.equal(faultOf(aNode(following()).say("undo")).code, "not-found");
  const attention = new AttentionUnderTest();
  attention.hears(1, "operator", "dismiss", { data: { what: "percepts", electrode: "e2", type: "drift" } });
  const { say, noticed } = aNode(attention.state);
  assert.equal(dataOf(say("undo")).text, 'the "dismiss" of 2000-01-01T06:01:00.000Z is taken back');
  assert.deepEqual(noticed[0]?.data, { teaching: "p-1", word: "dismiss" });
});

test("what do you hear? What goes on on each electrode, its noise and its last spike", () => {
  const { say } = aNode();
  const { text, electrodes } = dataOf(say("ask", { what: "hearing" }));
  assert.equal(text, "e1: burst for 10 min, the last spike 45 s ago; e2: burst for 10 min, no spike in this life");
  assert.deepEqual((electrodes as Record<string, Json>[])[0], {
    ...{ electrode: "e1", glyph: "burst", since: "2000-01-01T06:00:00.000Z", value_mv: 3.8, sigma_mv: 0.02 },
    last_spike: { peak: "2000-01-01T06:09:15.000Z", amplitude_mv: 0.5, z: 7 },
  });
});

test("a neighbour that asks is a neighbour, and no person", () => {
  const { say, noticed } = aNode();
  dataOf(say("listen", { for_s: 600, reason: "a wave comes", from: "oak" }));
  assert.deepEqual(noticed[0], {
    source: "neighbour/oak",
    ...{ type: "listen", intensity: 0.5, at: NOW, tags: ["from:neighbour"] },
    data: { electrodes: ["e1", "e2"], for_s: 600, reason: "a wave comes" },
  });
});

test("a hush is kept with the node's state, and ends when it is told to", () => {
  const { say, kept } = aNode();
  say("hush", { for_s: 3600, electrode: "e2", type: "drift" });
  assert.deepEqual(kept.value, [{ electrode: "e2", type: "drift", until: NOW + 3600, withheld: 0 }]);
  assert.equal(dataOf(say("hush", { for_s: 0, electrode: "e2", type: "drift" })).text, "drift on e2 is told again");
  assert.deepEqual(kept.value, []);
});

test("resend says what is sent again and what cannot be had any more, and snapshot on how many topics something stands", () => {
  const asked: unknown[] = [];
  const gone = Array.from({ length: 101 }, (_, i) => ({ boot: 7, from: 2 * i + 1, to: 2 * i + 1 }));
  const messages = {
    resend: (range: { boot: number; from: number }) => {
      asked.push(range);
      return range.boot === 7 ? { count: 3, gone: gone.slice(0, range.from), last: 300 } : { count: 0, gone: [range] };
    },
    snapshot: () => 12,
  } as NonNullable<OperatorContext["messages"]>;
  const { say } = aNode(emptyAttention(DAWN), messages);
  assert.deepEqual(dataOf(say("resend", { boot: 7, from: 2, to: 9 })), {
    text: "3 messages are sent again; what is gone cannot be had any more",
    ...{ boot: 7, from: 2, to: 9, count: 3, last: 300 },
    gone: [
      { from: 1, to: 1 },
      { from: 3, to: 3 },
    ],
  });
  const many = dataOf(say("resend", { boot: 7, from: 101, to: 400 }));
  assert.equal((many.gone as unknown[]).length, 100);
  assert.equal(many.gone_and_more, true);
  assert.equal(dataOf(say("resend", { boot: 3, from: 1, to: 1 })).last, null);
  assert.deepEqual(asked.length, 3);
  assert.equal(dataOf(say("snapshot")).topics, 12);
  assert.match(faultOf(say("resend", { boot: 7, from: 9, to: 2 })).message, /^"from" comes before "to"; send \{/);
  assert.match(faultOf(say("resend", { boot: 7, from: 0, to: 2 })).message, /"from" counts from 1/);
  const alone = aNode();
  for (const [name, body] of [
    ["resend", { boot: 1, from: 1, to: 2 }],
    ["snapshot", {}],
  ] as const)
    assert.equal(faultOf(alone.say(name, body)).code, "unavailable");
});

test("whoever looks after it asks what it is, how it is and what is in force, and sets it anew", () => {
  const { say, wanted, noticed } = aNode();
  assert.deepEqual(dataOf(say("describe")), { version: "0.1.0", text: "a node with 2 electrodes" });
  assert.deepEqual(dataOf(say("diagnose")), {
    ...{ status: "warning", checks: [] },
    text: "to look at: the disk is full",
  });
  const text = "version 3 of the card is in force";
  assert.deepEqual(dataOf(say("config.get")), { version: 3, node: { site: "grove" }, breath: {}, text });
  assert.deepEqual(dataOf(say("config.get", { file: "breath" })), { version: 3, breath: {}, text });
  assert.match(faultOf(say("config.get", { file: "secrets" })).message, /"file" is one of node, electrodes/);
  assert.match(faultOf(say("config.get", { file: 3 })).message, /is one of/);

  assert.equal(dataOf(say("config.set", { version: 4, breath: { radio: "always" } })).version, 4);
  assert.deepEqual(wanted, [{ version: 4, breath: { radio: "always" } }], "without its envelope");
  assert.match(faultOf(say("config.set", {})).message, /"version" is missing/);
  assert.match(faultOf(say("config.set", { version: 0 })).message, /"version" is a whole number from 1/);
  assert.match(String(dataOf(say("restart")).text), /begins anew/);
  assert.deepEqual(noticed, [], "the node has other things on its mind");

  assert.deepEqual(dataOf(say("inhale")), dataOf(say("gasp")));
});

test("raw signal is told of the last hour unless more is said, of all electrodes or of some", async () => {
  const { dump, dumped } = aNode();
  const told = dataOf(await dump());
  assert.equal(told.text, "600 rows are on their way, in 2 parts");
  assert.deepEqual([told.dump, told.parts, told.rows, told.topic], ["3-1", 2, 600, "recording/3-1"]);
  await dump({ electrodes: ["e2"], hours: 0.5 });
  await dump({ from: "2026-05-01T00:00:00Z", to: "2026-05-01T12:00:00Z" });
  await dump({ to: "2026-05-01T12:00:00Z" });
  const at = Date.UTC(2026, 4, 1) / 1000;
  assert.deepEqual(dumped, [
    { electrodes: undefined, from: NOW - 3600, to: NOW },
    { electrodes: ["e2"], from: NOW - 1800, to: NOW },
    { electrodes: undefined, from: at, to: at + 43_200 },
    { electrodes: undefined, from: at + 39_600, to: at + 43_200 },
  ]);
});

test("who asks for raw signal that cannot be told hears what to ask for instead", async () => {
  const { dump, say, dumped } = aNode();
  const wrong: [Record<string, Json>, RegExp][] = [
    [{ hours: 25 }, /^"hours" is a number of hours above 0, at most 24; send \{"hours": 2\}/],
    [{ electrodes: ["e9"] }, /^there is no electrode "e9"; there are e1, e2/],
    [{ electrodes: [] }, /^"electrodes" is a list of electrodes' names/],
    [{ hours: 1, from: "2026-05-01T00:00:00Z" }, /^say "hours", or "from" and "to", not both$/],
    [{ from: "2026-05-02T00:00:00Z", to: "2026-05-01T00:00:00Z" }, /^"from" must lie before "to", which is 2026-05-01/],
    [{ from: "2026-05-01T00:00:00Z", to: "2026-05-03T00:00:00Z" }, /^24 hours at most at once/],
    [{ minutes: 5 }, /^"minutes" is not known here/],
  ];
  for (const [body, message] of wrong) assert.match(faultOf(await dump(body)).message, message);
  assert.deepEqual(dumped, []);
  const gone = faultOf(await dump({ from: "1999-05-01T00:00:00Z", to: "1999-05-01T01:00:00Z" }));
  assert.deepEqual(gone, { code: "not-found", message: "nothing is kept of that time" });
  assert.match(faultOf(say("dump.recordings")).message, /did you mean "dump.recording"\?/);
});

test("a release from afar is installed and tried, or it says why not; any other address than https is refused", async () => {
  const { router, awake } = aNode();
  const asked = async (url: string) => router.answerAny({ name: "update", body: { url }, transaction: "1" });
  const well = await asked("https://example.org/andas");
  assert.ok(well.status === "ok");
  assert.match(String(well.data.text), /andas 0\.3\.0 is installed/);
  assert.deepEqual(awake, [3600], "no rest takes the network away meanwhile");
  assert.deepEqual(await asked("https://example.org/bad"), {
    status: "error",
    error: { code: "release", message: "get it anew" },
  });
  const open = await asked("http://example.org/andas");
  assert.ok(open.status === "error");
  assert.match(open.error.message, /"url" is an address that begins with https:\/\//);
});
