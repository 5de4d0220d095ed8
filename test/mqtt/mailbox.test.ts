import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandResult } from "../../src/domain/command.js";
import { AndasError } from "../../src/domain/errors.js";
import type { FakeWire } from "../fakes/fake-wire.js";
import { aNode, ROOT, START, said, spike, told } from "./a-node.js";

/** Lets the node carry out what was delivered while it is connected. */
async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
}

const answers = (wire: FakeWire) => wire.published.filter((message) => message.topic.startsWith(`${ROOT}/res/`));

test("a command that waited while the node slept is answered before it says ready", async () => {
  const { session, wire, commands } = aNode();
  await session.connect(1);
  await session.rest(START + 300);
  wire.deliver(`${ROOT}/cmd/ping`, '{"transaction":"t-1","how":"gently"}');
  wire.trail.length = 0;
  await session.connect(2);
  assert.deepEqual(told(wire), ["$state", "mailbox", "res/ping", "$state"]);
  assert.deepEqual(said(wire, "res/ping"), {
    v: 1,
    transaction: "t-1",
    status: "ok",
    data: { text: "done", did: "ping" },
  });
  assert.deepEqual(commands[0], { name: "ping", transaction: "t-1", body: { transaction: "t-1", how: "gently" } });
});

test("a command that comes while the node decides to sleep is answered before it sleeps", async () => {
  const { session, wire } = aNode();
  await session.connect(1);
  wire.trail.length = 0;
  wire.deliver(`${ROOT}/cmd/ping`, "{}");
  assert.equal((await session.rest(START + 300)).resting, true);
  assert.deepEqual(told(wire), ["mailbox", "res/ping", "$state"]);
});

test("what makes no sense is answered with an error that says what would", async () => {
  const { session, wire, commands } = aNode();
  await session.connect(1);
  const bad: [string, string, RegExp][] = [
    ["ping", "{half", /no JSON/],
    ["ping", "[1]", /must be a JSON object/],
    ["ping", "null", /must be a JSON object/],
    ["note", `{"text":"${"x".repeat(20_000)}"}`, /longer than 16384/],
    ["Ping!", "{}", /made of a-z/],
  ];
  for (const [name, payload, problem] of bad) {
    wire.deliver(`${ROOT}/cmd/${name}`, payload);
    await settle();
    const { status, error } = JSON.parse(answers(wire).at(-1)?.payload as string);
    assert.equal(status, "error");
    assert.equal(error.code, "bad-request");
    assert.match(error.message, problem);
  }
  assert.deepEqual(commands, []);
});

test("who asks twice gets the same answer, and it happens once", async () => {
  let rung = 0;
  const { session, wire } = aNode({
    receiver: { command: () => ({ status: "ok", data: { text: "it rang", rung: ++rung } }) },
  });
  await session.connect(1);
  for (const transaction of ["a", "a", "b", "a"]) wire.deliver(`${ROOT}/cmd/ping`, JSON.stringify({ transaction }));
  await settle();
  const numbers = answers(wire).map((message) => JSON.parse(message.payload).data.rung);
  assert.deepEqual(numbers, [1, 1, 2, 1]);
});

test("commands are carried out one after the other, in the order in which they came", async () => {
  const steps: string[] = [];
  const { session, wire } = aNode({
    receiver: {
      command: async ({ name }): Promise<CommandResult> => {
        steps.push(`${name} begins`);
        await settle();
        steps.push(`${name} ends`);
        return { status: "ok", data: { text: "done" } };
      },
    },
  });
  await session.connect(1);
  wire.deliver(`${ROOT}/cmd/gasp`, "{}");
  wire.deliver(`${ROOT}/cmd/thanks`, "{}");
  await session.rest(START + 9);
  assert.deepEqual(steps, ["gasp begins", "gasp ends", "thanks begins", "thanks ends"]);
});

test("a command that fails is answered with its code, and one that is too late with expired", async () => {
  const { session, wire } = aNode({
    receiver: {
      command: async () => {
        throw new AndasError("device", "the lamp is not plugged in: plug it in");
      },
    },
  });
  await session.connect(1);
  wire.deliver(`${ROOT}/cmd/lamp`, '{"transaction":1}');
  await settle();
  const error = { code: "device", message: "the lamp is not plugged in: plug it in" };
  assert.deepEqual(said(wire, "res/lamp"), { v: 1, transaction: "1", status: "error", error });

  wire.deliver(`${ROOT}/cmd/lamp`, '{"transaction":2,"expires":"1999-12-31T23:59:59Z"}');
  await settle();
  const text = "nothing was done: it came after 1999-12-31T23:59:59.000Z, when it expired";
  assert.deepEqual(said(wire, "res/lamp"), { v: 1, transaction: "2", status: "expired", data: { text } });
});

test("a time of expiry that is none is an error, and nothing is done", async () => {
  const { session, wire, commands } = aNode();
  await session.connect(1);
  for (const expires of ["soon", "2030-02-30T00:00:00Z", "2030-01-01T00:00:00+02:00", 1_900_000_000, true]) {
    wire.deliver(`${ROOT}/cmd/ping`, JSON.stringify({ transaction: "x", expires }));
    await settle();
    const { transaction, status, error } = JSON.parse(answers(wire).at(-1)?.payload as string);
    assert.deepEqual([transaction, status, error?.code], ["x", "error", "bad-request"], String(expires));
    assert.match(error.message, /^"expires" is no time: write UTC, like "2026-11-22T05:00:00Z", or leave it out$/);
    wire.deliver(`${ROOT}/cmd/ping`, JSON.stringify({ transaction: String(expires) }));
    await settle();
  }
  assert.equal(commands.length, 5, "those without it were carried out");
});

test("an empty command is answered with what to send, and one that was retained is taken away without a word", async () => {
  const { session, wire, commands } = aNode();
  wire.retained.set(`${ROOT}/cmd/gasp`, "{}");
  await session.connect(1);
  wire.deliver(`${ROOT}/cmd/gasp`, "");
  await settle();
  assert.equal(answers(wire).length, 1, "what comes back empty is no second command");
  wire.deliver(`${ROOT}/cmd/ping`, "");
  await settle();
  const error = { code: "bad-request", message: "the body is empty: send a JSON object, {} will do" };
  assert.deepEqual(said(wire, "res/ping"), { v: 1, transaction: null, status: "error", error });
  assert.equal(commands.length, 1);
});

test("an MQTT 5 asker is answered where it said, with its correlation data", async () => {
  const { session, wire } = aNode();
  await session.connect(1);
  const correlation = new Uint8Array([1, 2, 3]);
  wire.deliver(`${ROOT}/cmd/ping`, "{}", { responseTopic: "my/answers", correlation });
  await settle();
  const answer = wire.published.at(-1);
  assert.equal(answer?.topic, "my/answers");
  assert.deepEqual(answer.correlation, correlation);

  // Nobody has an answer put where a node says how it is.
  for (const responseTopic of ["not/+/a/topic", `${ROOT}/$state`, "andas/1/grove/oak/cmd/gasp", "$SYS/x"]) {
    wire.deliver(`${ROOT}/cmd/ping`, "{}", { responseTopic });
    await settle();
    assert.equal(wire.published.at(-1)?.topic, `${ROOT}/res/ping`, responseTopic);
  }
  wire.deliver(`${ROOT}/cmd/ping`, "{}", { responseTopic: "andas/1/grove/oak/res/ping" });
  await settle();
  assert.equal(wire.published.at(-1)?.topic, "andas/1/grove/oak/res/ping");
});

test("an answer that the connection was lost with goes out with the next one", async () => {
  const { session, wire } = aNode({
    receiver: {
      command: async () => {
        wire.lose("the radio went");
        return { status: "ok", data: { text: "done" } };
      },
    },
  });
  await session.connect(1);
  wire.deliver(`${ROOT}/cmd/ping`, '{"transaction":"x"}');
  await settle();
  assert.equal(answers(wire).length, 0);
  await session.connect(2);
  assert.equal(said(wire, "res/ping").transaction, "x");
});

test("a retained command is carried out once and taken off the broker", async () => {
  const { session, wire, commands } = aNode();
  wire.retained.set(`${ROOT}/cmd/gasp`, "{}");
  await session.connect(1);
  assert.equal(commands.length, 1);
  assert.ok(!wire.retained.has(`${ROOT}/cmd/gasp`));
  await session.rest(START + 9);
  await session.connect(2);
  assert.equal(commands.length, 1);
});

test("held awake, the node does not say that it sleeps; let go, it does", async () => {
  const { session, wire } = aNode();
  wire.retained.set(`${ROOT}/hold`, '{"until":"2000-01-01T01:00:00Z","reason":"service"}');
  await session.connect(1);
  assert.equal(session.report().holdUntil, START + 3600);
  assert.equal((await session.rest(START + 9)).resting, false);
  assert.ok(wire.connected);
  assert.equal(said(wire, "$state").state, "ready");

  wire.deliver(`${ROOT}/hold`, "");
  assert.equal((await session.rest(START + 9)).resting, true);
});

test("a hold that is over or not understood holds nobody, and what is wrong is said once, to the log and on the wire", async () => {
  const { session, wire, log } = aNode();
  wire.retained.set(`${ROOT}/hold`, '{"until":"1999-01-01T00:00:00Z"}');
  await session.connect(1);
  assert.equal(session.report().holdUntil, undefined);
  for (const payload of ["soon", '{"until":"soon"}', "null", "null"]) wire.deliver(`${ROOT}/hold`, payload);
  assert.equal((await session.rest(START + 9)).resting, true);
  const example = 'send {"until":"2026-11-22T05:00:00Z","reason":"..."}';
  const said = ["it is no JSON", '"until" is no time in UTC', 'it has no "until"'].map(
    (problem) => `"hold" was not understood, and holds nobody: ${problem}: ${example}`,
  );
  assert.deepEqual(
    log,
    said.map((line) => `warn: ${line}`),
  );
  const onWire = wire.published.filter(({ topic }) => topic === `${ROOT}/log/warn`);
  assert.deepEqual(
    onWire.map(({ payload }) => JSON.parse(payload).line),
    said,
  );
});

test("a bad hold that stands on the broker is said when the node is ready, and not again with every breath", async () => {
  const { session, wire, log } = aNode();
  wire.retained.set(`${ROOT}/hold`, '{"until":"tomorrow"}');
  await session.connect(1);
  assert.deepEqual(told(wire).slice(-2), ["$state", "log/warn"]);
  await session.rest(START + 9);
  await session.connect(2);
  assert.equal(log.length, 1);
});

test("why somebody holds the node awake is handed on, and told as long as it holds", async () => {
  const held: [number | undefined, string][] = [];
  const { session, wire } = aNode({
    receiver: { hold: (until, reason) => void held.push([until, reason]), heldUntil: START + 6 * 3600 },
  });
  wire.retained.set(`${ROOT}/hold`, '{"until":"2000-01-03T00:00:00Z","reason":"a new battery"}');
  await session.connect(1);
  assert.deepEqual(held, [[START + 2 * 86_400, "a new battery"]]);
  const { holdUntil, holdReason } = session.report();
  assert.deepEqual([holdUntil, holdReason], [START + 6 * 3600, "a new battery"], "the end is the receiver's to say");
  wire.deliver(`${ROOT}/hold`, "");
  await session.rest(START + 9);
  assert.deepEqual(held.at(-1), [undefined, ""]);
});

test("what becomes of a card that comes over MQTT is said by its version before the node is ready, and once", async () => {
  const wanted: unknown[] = [];
  const { session, wire } = aNode({
    receiver: {
      desire: async ({ version, card }) => {
        wanted.push(card);
        return { version, status: "refused", errors: ["breath.json: phases: is missing"] };
      },
    },
  });
  wire.retained.set(`${ROOT}/config/desired`, '{"version":12,"breath":{}}');
  await session.connect(1);
  assert.deepEqual(wanted, [{ version: 12, breath: {} }]);
  const { version, status, errors } = said(wire, "config/reported");
  assert.deepEqual([version, status, errors], [12, "refused", ["breath.json: phases: is missing"]]);
  assert.deepEqual(told(wire).slice(-2), ["config/reported", "$state"]);
  await session.rest(START + 9);
  wire.trail.length = 0;
  await session.connect(2);
  assert.ok(!told(wire).includes("config/reported"), "said once");

  wire.deliver(`${ROOT}/config/desired`, "{no");
  await session.rest(START + 9);
  assert.match((said(wire, "config/reported").errors as string[])[0]!, /^config\/desired is no JSON/);
  wire.retained.delete(`${ROOT}/config/desired`);
  wire.deliver(`${ROOT}/config/desired`, "");
  await session.connect(3);
  assert.ok(!wire.retained.has(`${ROOT}/config/reported`), "taken back, nothing is reported");

  session.wantCard({ version: 13 });
  await settle();
  assert.equal(said(wire, "config/reported").version, 13);
});

test("where the broker gives it nothing back, a few quiet round trips must do", async () => {
  const { session, wire } = aNode();
  wire.swallows = (topic) => topic === `${ROOT}/mailbox`;
  await session.connect(1);
  assert.equal(told(wire).filter((topic) => topic === "mailbox").length, 4);
  assert.equal((await session.rest(START + 9)).resting, true);
});

test("a node that may not listen still says what it has to say", async () => {
  const { session, wire, log, tell } = aNode();
  wire.denies = (filter) => filter.includes("cmd/");
  tell(spike("e1"));
  assert.deepEqual(await session.connect(1), { sent: 1 });
  assert.equal(log.length, 1);
});

test("a node whose echo is refused still sleeps, and says so once", async () => {
  const { session, wire, log } = aNode();
  wire.denies = (topic) => topic === `${ROOT}/mailbox`;
  for (let bd = 1; bd <= 3; bd++) {
    assert.deepEqual(await session.connect(bd), { sent: 0 });
    assert.equal((await session.rest(START + 9)).resting, true);
  }
  assert.equal(log.length, 2, "what it may not hear, and what it may not say");
});

test("an echo of an earlier life does not pass for one of this", async () => {
  const { session, wire, commands } = aNode();
  await session.connect(1);
  await session.rest(START + 9);
  wire.deliver(`${ROOT}/mailbox`, '{"v":1,"boot":6,"echo":900}');
  wire.deliver(`${ROOT}/mailbox`, "rubbish");
  wire.deliver(`${ROOT}/cmd/ping`, "{}");
  wire.trail.length = 0;
  await session.connect(2);
  assert.deepEqual(told(wire), ["$state", "mailbox", "res/ping", "$state"]);
  assert.equal(commands.length, 1);
});

test("a flood is answered with busy, and the node gets through it", async () => {
  const { session, wire, commands } = aNode();
  await session.connect(1);
  for (let i = 0; i < 100; i++) wire.deliver(`${ROOT}/cmd/ping`, `{"transaction":${i}}`);
  assert.equal((await session.rest(START + 9)).resting, true);
  const statuses = answers(wire).map((message) => JSON.parse(message.payload).error?.code ?? "ok");
  assert.equal(statuses.length, 100);
  assert.equal(statuses.filter((status) => status === "ok").length, commands.length);
  assert.ok(statuses.includes("busy"));
});

test("what is longer than any message of ours is not looked at, and said once", async () => {
  const { session, wire, log, commands } = aNode();
  await session.connect(1);
  for (let i = 0; i < 2; i++) wire.deliver(`${ROOT}/cmd/ping`, `{"x":"${"y".repeat(300_000)}"}`);
  await settle();
  assert.equal(commands.length, 0);
  assert.equal(log.length, 1);
  assert.match(log[0]!, /a message on .*cmd\/ping was not looked at: 300008 characters, and 262144 are the most/);
});
