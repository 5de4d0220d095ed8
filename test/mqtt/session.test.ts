import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { alert, aNode, breath, ListOutbox, ROOT, START, said, spike, told } from "./a-node.js";

const DISCOVERY = "homeassistant/device/grove-spruce-1/config";

test("on connect everything comes in the promised order, and the outbox last", async () => {
  const { session, wire, tell } = aNode();
  tell(breath(1));
  tell(spike("e1"));
  session.retain({ kind: "health" }, { status: "healthy" });

  assert.deepEqual(await session.connect(4), { sent: 1 });

  const order = ["$state", "$description", DISCOVERY, "breath", "health", "mailbox", "$state", "spike/e1"];
  assert.deepEqual(told(wire), order);
  const states = wire.published.filter((message) => message.topic.endsWith("$state"));
  assert.deepEqual(
    states.map((message) => JSON.parse(message.payload).state),
    ["init", "ready"],
  );
  assert.ok(wire.published.every((message) => message.retain === !/mailbox|spike/.test(message.topic)));
});

test("the will says lost, with the birth counter that the node had put on disk", async () => {
  const { session, wire } = aNode();
  await session.connect(41);
  const since = "2000-01-01T00:00:00.000Z";
  assert.equal(wire.will?.topic, `${ROOT}/$state`);
  assert.deepEqual(JSON.parse(wire.will.payload), { v: 1, state: "lost", bd: 41, since, tq: "simulated" });
  assert.equal(said(wire, "$state").bd, 41);
});

test("before it rests, the mailbox is emptied, sleeping and until are acknowledged, and the goodbye is clean", async () => {
  const { session, wire, tell } = aNode();
  await session.connect(1);
  tell(spike("e2"));
  wire.trail.length = 0;

  assert.deepEqual(await session.rest(START + 300), { sent: 1, resting: true });

  assert.deepEqual(wire.trail, [
    `publish ${ROOT}/mailbox`,
    `publish ${ROOT}/spike/e2`,
    `publish ${ROOT}/$state`,
    "disconnect",
  ]);
  assert.equal(said(wire, "$state").state, "sleeping");
  assert.equal(said(wire, "$state").until, "2000-01-01T00:05:00.000Z");
  assert.equal(JSON.parse(wire.retained.get(`${ROOT}/$state`) as string).state, "sleeping", "no will came after it");
});

test("it does not say goodbye before the broker has acknowledged that it sleeps", async () => {
  const { session, wire } = aNode();
  await session.connect(1);
  const resting = session.rest(START + 300);
  for (let i = 0; i < 50 && !told(wire).slice(5).includes("$state"); i++) {
    wire.silent = told(wire).slice(5).includes("mailbox");
    await Promise.resolve();
  }
  assert.ok(wire.connected, "it waits for the PUBACK");
  assert.ok(!wire.trail.includes("disconnect"));
  wire.speakAgain();
  assert.equal((await resting).resting, true);
  assert.ok(!wire.connected);
});

test("a message is named by boot and seq, and carries what the event says", async () => {
  const { session, wire, tell } = aNode();
  tell(breath(1));
  tell(spike("e1"));
  await session.connect(1);
  const { boot, seq, v, tq, at, electrode, amplitude_mv, onset, historical } = said(wire, "spike/e1");
  assert.deepEqual(
    { boot, seq, v, tq, at },
    { boot: 7, seq: 1, v: 1, tq: "simulated", at: "2000-01-01T00:00:00.000Z" },
  );
  assert.deepEqual(
    { electrode, amplitude_mv, onset },
    { electrode: "e1", amplitude_mv: 0.5, onset: "2000-01-01T00:00:01.000Z" },
  );
  assert.equal(historical, undefined);
});

test("what is said in a later breath than its own says that it is historical", async () => {
  const { session, wire, tell } = aNode();
  tell(breath(1));
  tell(spike("e1"));
  tell(breath(2));
  tell(spike("e2"));
  await session.connect(1);
  assert.equal(said(wire, "spike/e1").historical, true);
  assert.equal(said(wire, "spike/e2").historical, undefined);
});

test("each kind of event has its topic, and a percept's source may have levels", async () => {
  const { session, wire, tell } = aNode();
  const data = { intensity: 0.4, at: START, tags: [], data: {} };
  tell({ type: "percept", percept: { id: "p-1", source: "electrode/e1", type: "burst", ...data } });
  tell({ type: "percept", percept: { id: "p-2", source: "host", type: "temperature", ...data } });
  tell({ type: "reflex", reflex: "wake-up", action: { kind: "breath", call: "gasp" }, percept: "p-1" });
  const times = { start: START, end: START + 1, decided: START + 1 };
  tell({ type: "glyph", glyph: { electrode: "e1", name: "burst", spikes: 3, amplitude: 1, ...times } });
  tell({
    type: "reading",
    reading: { event: "wave", confidence: 1, surprise: 2, electrodes: ["e1", "e2"], text: "A wave.", ...times },
  });
  tell({ type: "commit", bytes: 10, commits: 1 });
  await session.connect(1);
  const sent = told(wire).slice(-5);
  assert.deepEqual(sent, ["percept/electrode/e1", "percept/host", "reflex/wake-up", "glyph/e1", "reading/wave"]);
  assert.deepEqual(said(wire, "reading/wave").electrodes, ["e1", "e2"]);
});

test("a name that would break the tree is logged, and the node lives on", async () => {
  const { session, outbox, log, tell } = aNode();
  tell(spike("e1/#"));
  session.retain({ kind: "last", name: "+" }, { value_mv: 1 });
  assert.equal(outbox.depth, 0);
  assert.equal(log.length, 2);
  assert.deepEqual(await session.connect(1), { sent: 0 });
});

test("a broker that cannot be reached is a line in the result, logged once and not with every breath", async () => {
  const { session, wire, outbox, log, tell } = aNode();
  tell(spike("e1"));
  wire.refuses = "no broker listens there: start it";
  for (let i = 0; i < 3; i++) {
    assert.deepEqual(await session.connect(i), { sent: 0, problem: "no broker listens there: start it" });
    assert.deepEqual(await session.rest(START + 10), { sent: 0, resting: false });
  }
  assert.deepEqual(log, ["warn: no broker listens there: start it"]);
  wire.refuses = "not authorized: look at the credentials";
  await session.connect(4);
  assert.equal(log.length, 2, "another reason is news");
  assert.equal(outbox.depth, 1, "nothing is lost");
  assert.equal(session.report().problem, "not authorized: look at the credentials");

  wire.refuses = undefined;
  assert.deepEqual(await session.connect(5), { sent: 1 });
  assert.equal(log.at(-1), "info: the broker is there again");
  assert.deepEqual(session.report(), { connected: true, depth: 0, dropped: 0, alerts: [] });
});

test("wherever the connection breaks, every message arrives, and repeats come in order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 8 }),
      async (count, losses) => {
        const { session, wire, outbox, tell } = aNode();
        tell(breath(1));
        for (let i = 0; i < count; i++) tell(spike("e1"));
        let bd = 0;
        for (const loss of losses) {
          wire.losesAfter = loss;
          await session.connect(++bd);
          await session.rest(START + 100);
        }
        wire.losesAfter = Number.POSITIVE_INFINITY;
        await session.connect(++bd);

        assert.equal(outbox.depth, 0);
        const seqs = wire.published
          .filter((m) => m.topic.endsWith("spike/e1"))
          .map((m) => JSON.parse(m.payload).seq as number);
        const firsts = [...new Set(seqs)];
        assert.deepEqual(
          firsts,
          Array.from({ length: count }, (_, i) => i + 1),
          "all of them, first come in order",
        );
        for (let i = 1; i < seqs.length; i++) {
          const step = (seqs[i] as number) - (seqs[i - 1] as number);
          assert.ok(step <= 1 && step > -17, `only what was on its way is repeated, not ${step}`);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("a lost connection in the middle is told, leaves the rest in the outbox, and the will says lost", async () => {
  const { session, wire, outbox, log, tell } = aNode();
  for (let i = 0; i < 40; i++) tell(spike("e1"));
  wire.losesAfter = 5 + 10; // the opening, then ten messages
  const { sent, problem } = await session.connect(9);
  assert.ok(sent >= 9 && sent <= 11, `${sent}`);
  assert.match(problem as string, /the connection was lost/);
  assert.equal(outbox.depth, 40 - sent);
  assert.equal(log.length, 1);
  assert.equal(JSON.parse(wire.retained.get(`${ROOT}/$state`) as string).state, "lost");
  assert.deepEqual(await session.rest(START + 9), { sent: 0, resting: false });
});

test("a message leaves the outbox on its PUBACK and not before, and sixteen at most are on their way", async () => {
  const { session, wire, outbox, tell } = aNode();
  await session.connect(1);
  for (let i = 0; i < 30; i++) tell(spike("e1"));
  wire.silent = true;
  const sending = session.connect(1);
  for (let i = 0; i < 200; i++) await Promise.resolve();
  assert.equal(told(wire).filter((topic) => topic === "spike/e1").length, 16);
  assert.equal(outbox.depth, 30);
  wire.speakAgain();
  assert.deepEqual(await sending, { sent: 30 });
  assert.equal(outbox.depth, 0);
});

test("a full outbox that loses its oldest while they are on their way loses no other", async () => {
  const { session, wire, outbox, tell } = aNode({ outbox: new ListOutbox(20) });
  await session.connect(1);
  for (let i = 0; i < 20; i++) tell(spike("e1"));
  wire.silent = true;
  const sending = session.connect(1);
  for (let i = 0; i < 200; i++) await Promise.resolve();
  for (let i = 0; i < 5; i++) tell(spike("e1"));
  wire.speakAgain();
  await sending;
  const seqs = wire.published
    .filter((m) => m.topic.endsWith("spike/e1"))
    .map((m) => JSON.parse(m.payload).seq as number);
  assert.deepEqual(
    seqs,
    Array.from({ length: 25 }, (_, i) => i + 1),
  );
  assert.equal(outbox.depth, 0);
});

test("what stands is sent again only when it has changed, and an equal body has not", async () => {
  const { session, wire, clock } = aNode();
  session.retain({ kind: "health" }, { status: "healthy" });
  await session.connect(1);
  await session.rest(START + 9);
  wire.trail.length = 0;
  await clock.run(new AbortController().signal, { until: START + 100 });
  session.retain({ kind: "health" }, { status: "healthy" });
  await session.connect(2);
  assert.deepEqual(told(wire), ["$state", "mailbox", "$state"]);
  await session.rest(START + 9);
  session.retain({ kind: "health" }, { status: "warning" });
  session.retain({ kind: "health" }, { status: "critical" });
  wire.trail.length = 0;
  await session.connect(3);
  assert.deepEqual(told(wire), ["$state", "health", "mailbox", "$state"], "the newest alone");
  assert.equal(said(wire, "health").status, "critical");
});

test("a broker that has forgotten the node is told everything anew", async () => {
  const { session, wire } = aNode();
  session.retain({ kind: "last", name: "e1" }, { value_mv: 1.5 });
  await session.connect(1);
  await session.rest(START + 9);
  wire.forget();
  wire.trail.length = 0;
  await session.connect(2);
  assert.deepEqual(told(wire), ["$state", "$description", DISCOVERY, "last/e1", "mailbox", "$state"]);
});

test("a value that the connection was lost with is sent with the next one", async () => {
  const { session, wire } = aNode();
  session.retain({ kind: "health" }, { status: "warning" });
  wire.losesAfter = 3; // before health
  assert.match((await session.connect(1)).problem as string, /lost/);
  await session.connect(2);
  assert.equal(said(wire, "health").status, "warning");
});

test("an alert that is told later than in its own breath says so; one that a later run tells again does too", async () => {
  const { session, wire, tell } = aNode();
  tell(breath(1));
  tell(alert("dry-soil", true));
  await session.connect(1);
  assert.equal(said(wire, "alert/dry-soil").historical, undefined);
  assert.ok(await session.rest(START + 9));

  tell(alert("frost", true));
  tell(breath(2));
  wire.forget(); // whoever comes new to it hears of a time that was
  await session.connect(2);
  for (const id of ["dry-soil", "frost"]) assert.equal(said(wire, `alert/${id}`).historical, true, id);

  tell(alert("heat", true, START - 3600));
  await session.connect(2);
  assert.equal(said(wire, "alert/heat").historical, true);
});

test("a message that is larger than the broker takes is dropped, counted and told; what follows on its topic is sent", async () => {
  const { session, wire, tell } = aNode();
  wire.mostBytes = 300;
  tell(spike("e1"));
  tell({ type: "voice", line: "e1", text: "å".repeat(400) });
  tell(spike("e1"));
  await session.connect(1);
  const { depth, dropped, droppedRanges, problem } = session.report();
  assert.deepEqual([depth, dropped, droppedRanges], [0, 1, [{ boot: 7, from: 2, to: 2 }]]);
  assert.match(problem ?? "", /is not sent/);
});

test("an alert stands until it is cleared, then its topic is empty", async () => {
  const { session, wire, tell } = aNode();
  tell(alert("dry-soil", true));
  await session.connect(1);
  assert.equal(said(wire, "alert/dry-soil").text, "look here");
  assert.deepEqual(session.report().alerts, ["dry-soil"]);
  await session.rest(START + 9);

  tell(alert("dry-soil", false));
  await session.connect(2);
  assert.ok(!wire.retained.has(`${ROOT}/alert/dry-soil`));
  assert.deepEqual(session.report().alerts, []);
});

test("while the radio stays up, what stands is kept true at once, and the node stays ready", async () => {
  const { session, wire, clock, tell } = aNode();
  await session.connect(1);
  wire.trail.length = 0;
  tell(breath(1, "hold"));
  tell(breath(1, "exhale"));
  await clock.run(new AbortController().signal, { until: START + 1 });
  assert.deepEqual(told(wire), ["breath"], "many changes go as one");
  assert.equal(said(wire, "breath").phase, "exhale");
  assert.equal(said(wire, "breath").next_wake, "2000-01-01T00:04:00.000Z", "the pause is still to come");

  tell(spike("e1"));
  assert.deepEqual(await session.connect(99), { sent: 1 });
  assert.ok(!told(wire).includes("$state"), "no new birth while connected");
});

test("a refused topic is said, and keeps nothing else from being told", async () => {
  const { session, wire, log, tell } = aNode();
  wire.denies = (topic) => topic.startsWith("homeassistant/");
  tell(spike("e1"));
  assert.deepEqual(await session.connect(1), { sent: 1 });
  assert.equal(log.length, 2, log.join("\n"));
  await session.rest(START + 9);
  wire.trail.length = 0;
  await session.connect(2);
  assert.ok(!told(wire).includes(DISCOVERY), "it is not tried with every breath");
});

test("messages that the broker refuses stay in the outbox", async () => {
  const { session, wire, outbox, tell } = aNode();
  wire.denies = (topic) => topic.includes("/spike/");
  tell(spike("e1"));
  tell(spike("e2"));
  const { sent, problem } = await session.connect(1);
  assert.equal(sent, 0);
  assert.match(problem as string, /refuses/);
  assert.equal(outbox.depth, 2);
  assert.equal((await session.rest(START + 9)).resting, true, "it sleeps all the same");
});

test("a topic that the broker refuses keeps no other waiting, and its messages come in order once it may be told", async () => {
  const { session, wire, outbox, tell } = aNode();
  wire.denies = (topic) => topic.endsWith("spike/e1");
  for (let i = 0; i < 40; i++) tell(spike(i % 2 === 0 ? "e1" : "e2"));
  const { sent, problem } = await session.connect(1);
  assert.match(problem ?? "", /refuses .*spike\/e1/);
  assert.equal(sent, 20);
  assert.equal(outbox.depth, 20);
  assert.ok(told(wire).filter((topic) => topic === "spike/e1").length < 17, "it is not tried with every message");
  wire.denies = () => false;
  wire.published.length = 0;
  assert.deepEqual(await session.connect(1), { sent: 20 });
  const seqs = wire.published.map(({ payload }) => JSON.parse(payload).seq as number);
  assert.deepEqual(
    seqs,
    Array.from({ length: 20 }, (_, i) => 2 * i + 1),
  );
});

test("a broker that takes one message and not the one before it gets both again, in order", async () => {
  const { session, wire, outbox, tell } = aNode();
  let quota = 2;
  wire.denies = (topic) => topic.endsWith("spike/e1") && quota-- > 0;
  for (let i = 0; i < 4; i++) tell(spike("e1"));
  const { sent } = await session.connect(1);
  assert.equal(sent, 0, "what came after a refused one of its topic waits with it");
  assert.equal(outbox.depth, 4);
  assert.deepEqual(await session.connect(1), { sent: 4 });
  const seqs = wire.published.filter(({ topic }) => topic.endsWith("e1")).map(({ payload }) => JSON.parse(payload).seq);
  assert.deepEqual(seqs, [3, 4, 1, 2, 3, 4]);
});

test("while a long outbox empties, what was acknowledged is kept, and an alert is told", async () => {
  const outbox = new ListOutbox();
  const { session, wire, tell } = aNode({ outbox });
  for (let i = 0; i < 3000; i++) tell(spike("e1"));
  await session.connect(1);
  assert.equal(outbox.commits, 3);
  for (let i = 0; i < 3000; i++) tell(spike("e1"));
  const draining = session.connect(1);
  tell(alert("hot", true));
  wire.trail.length = 0;
  await draining;
  const at = told(wire).indexOf("alert/hot");
  assert.ok(at >= 0 && at < 1100, `after ${at} messages`);
});

test("what somebody has not got is sent again, as historical: at once while the connection is up", async () => {
  const { session, wire, clock, tell } = aNode();
  tell(breath(1));
  for (let i = 0; i < 5; i++) tell(spike("e1"));
  await session.connect(1);
  wire.published.length = 0;
  assert.deepEqual(session.resend({ boot: 7, from: 2, to: 3 }), { count: 2, gone: [], last: 5 });
  await clock.run(new AbortController().signal, { until: START + 1 });
  const again = wire.published.map(({ payload }) => JSON.parse(payload) as { seq: number; historical: boolean });
  assert.deepEqual(
    again.map(({ seq, historical }) => [seq, historical]),
    [
      [2, true],
      [3, true],
    ],
  );
  await session.rest(START + 9);
  session.resend({ boot: 7, from: 5, to: 5 });
  assert.deepEqual(await session.connect(2), { sent: 1 });
  assert.equal(session.resend({ boot: 7, from: 9, to: 9 }).count, 0);
});

test("a snapshot tells all that stands as ordinary messages, at once or with the next connection", async () => {
  const { session, wire, clock, log } = aNode();
  session.retain({ kind: "health" }, { status: "healthy" });
  session.retain({ kind: "last", name: "e1" }, undefined);
  await session.connect(1);
  const stands = wire.retained.size;
  const snapshot = async () => {
    wire.published.length = 0;
    assert.equal(session.snapshot(), stands);
    await clock.run(new AbortController().signal, { until: clock.now() + 1 });
    const messages = wire.published.filter(({ qos }) => qos === 1);
    return messages.map(({ topic, payload, retain }) => {
      assert.ok(topic.endsWith("$state") || retain || payload === wire.retained.get(topic));
      return `${topic.replace(`${ROOT}/`, "")}${retain ? " retained" : ""}`;
    });
  };
  assert.deepEqual(await snapshot(), ["$description", DISCOVERY, "health", "$state"]);
  wire.denies = (topic) => topic === DISCOVERY;
  assert.deepEqual(await snapshot(), ["$description", "health", "$state"]);
  assert.match(log.at(-1) ?? "", /refuses/);
  wire.denies = () => false;

  await session.rest(clock.now() + 9);
  session.snapshot();
  wire.published.length = 0;
  await session.connect(2);
  const told = wire.published.filter(({ retain }) => !retain).map(({ topic }) => topic.replace(`${ROOT}/`, ""));
  assert.deepEqual(told, ["$description", DISCOVERY, "health", "mailbox"]);
});

test("a snapshot that the connection is lost with comes with the next one", async () => {
  const { session, wire } = aNode();
  session.retain({ kind: "health" }, { status: "healthy" });
  await session.connect(1);
  await session.rest(START + 9);
  session.snapshot();
  wire.losesAfter = 2; // `$state`, then the description
  assert.match((await session.connect(2)).problem ?? "", /lost/);
  wire.published.length = 0;
  await session.connect(3);
  const ordinary = wire.published.filter(({ retain, qos }) => !retain && qos === 1);
  assert.deepEqual(
    ordinary.map(({ topic }) => topic.replace(`${ROOT}/`, "")),
    [DISCOVERY, "health", "mailbox"],
  );
});

test("a node that stops says so and why, and says nothing after it", async () => {
  const { session, wire } = aNode();
  await session.connect(1);
  await session.close("SIGTERM");
  assert.equal(said(wire, "$state").state, "disconnected");
  assert.equal(said(wire, "$state").reason, "SIGTERM");
  assert.equal(wire.trail.at(-1), "disconnect");
  await session.close("again");
  assert.equal(wire.trail.at(-1), "disconnect");
});

test("a node that may not even say how it is goes to sleep all the same", async () => {
  const { session, wire } = aNode();
  await session.connect(1);
  wire.denies = (topic) => topic.endsWith("$state");
  const { resting, problem } = await session.rest(START + 9);
  assert.equal(resting, false);
  assert.match(problem as string, /refuses/);
  assert.equal(wire.connected, false, "the radio may go down");
});

test("a line for the log goes out while there is a connection, and costs nothing otherwise", async () => {
  const { session, wire } = aNode();
  session.log("warn", "unheard");
  await session.connect(1);
  session.log("warn", "the card is nearly full");
  assert.equal(said(wire, "log/warn").line, "the card is nearly full");
  assert.equal(wire.published.filter((message) => message.qos === 0).length, 1);
});

test("an id that would break the tree is refused when the node is put together", () => {
  assert.throws(() => aNode({ identity: { site: "Grove", node: "x" } }), /cannot be a site or node id/);
});

test("it measures how long an alert took to be acknowledged, once for each raising", async () => {
  const { session, clock, tell } = aNode();
  const pass = (seconds: number) => clock.run(new AbortController().signal, { until: clock.now() + seconds });
  tell(breath(1));
  tell(alert("cable", true));
  assert.equal(session.report().alertDelay, undefined);
  await pass(90);
  await session.connect(1);
  assert.deepEqual(session.report().alertDelay, { last: 90, worst: 90 });
  await session.rest(clock.now() + 300);
  await pass(300);
  await session.connect(2);
  assert.deepEqual(session.report().alertDelay, { last: 90, worst: 90 }, "what stands is not raised again");
  tell(alert("cable", true));
  await session.connect(2);
  assert.equal(session.report().alertDelay?.last, 90, "an earlier life's alert that is told again was heard long ago");
});
